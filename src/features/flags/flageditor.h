#pragma once

#include "core/reportingzone.h"
#include "flags/flag.h"

#include <QFrame>

class Button;
class QCheckBox;
class QDateTimeEdit;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSlider;
class QVBoxLayout;
class SegmentedControl;

/// The small popup of one flag in one environment. What it asks for is staged, never applied.
class FlagEditor : public QFrame {
    Q_OBJECT

public:
    /// What a flag shall be, and when: without a time as soon as it is applied.
    struct Wish {
        FlagState state;
        std::optional<UtcMicros> at;
    };
    struct Subject {
        QString flagKey;
        QString environmentKey;
        QString environment; ///< Name on the screen.
        QString unbuilt; ///< Why the new view cannot be given to anybody; empty: it can.
        Wish wish; ///< As it stands, or as it is staged.
        QStringList groups; ///< Keys that exist, for completion and refusal.
    };

    explicit FlagEditor(const ReportingZone &zone, QWidget *parent = nullptr);

    /// Opens below `cell` (global coordinates).
    void open(const Subject &subject, const QRect &cell, UtcMicros now);
    const Subject &subject() const { return m_subject; }
    /// What the fields say; the place and the reason where they make no sense.
    Result<Wish> wish() const;

signals:
    void staged(const FlagEditor::Wish &wish);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildShare(QVBoxLayout *column);
    void buildPeople(QVBoxLayout *column);
    void buildTime(QVBoxLayout *column);
    QLineEdit *addField(QGridLayout *grid, const QString &label, const QString &hint);
    void show(const Wish &wish, UtcMicros now);
    void setShare(int milli);
    void update();
    void stage();
    Result<QStringList> groupsIn(const QLineEdit &field) const;

    ReportingZone m_zone;
    Subject m_subject;
    UtcMicros m_now = 0;
    QLabel *m_title;
    QLabel *m_place;
    SegmentedControl *m_mode;
    QWidget *m_share;
    QLineEdit *m_percent;
    QSlider *m_slider;
    QLineEdit *m_groups = nullptr;
    QLineEdit *m_allow = nullptr;
    QLineEdit *m_deny = nullptr;
    QCheckBox *m_scheduled;
    QDateTimeEdit *m_at;
    QLabel *m_message;
    Button *m_stage;
};

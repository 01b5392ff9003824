#pragma once

#include "features/featuredashboard/dashboardsummary.h"
#include "widgets/statusshape.h"

#include <QWidget>

class Button;
class CaptionLabel;
class Pill;
class QBoxLayout;
class QLabel;
class QMenu;

/// Name, health, owner and model of a feature, and what can be done with it: below them where both have no room in a row.
class DashboardHeader : public QWidget {
    Q_OBJECT

public:
    explicit DashboardHeader(QWidget *parent = nullptr);

    void setHead(const DashboardHead &head);
    void setFeatureKey(const QString &key); ///< Until its head is there.
    void setExportMenu(QMenu *menu);
    /// Why nothing can be changed; empty: it can.
    void setLocked(const QString &reason);

    struct Health {
        Status status = Status::Unknown;
        QString word;
        QString rule;
    };
    /// Of the range's calls. The rule is said in the answer.
    static Health healthOf(const UsageMeasures &total);

    QSize minimumSizeHint() const override; ///< Of the two rows.

signals:
    void allRequested();
    void editRequested();
    void modelChangeRequested();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void arrange();
    void updateFonts();

    QBoxLayout *m_parts;
    QBoxLayout *m_identity;
    QBoxLayout *m_buttons;
    QLabel *m_name;
    Pill *m_health;
    Pill *m_status;
    CaptionLabel *m_about;
    Button *m_all;
    Button *m_edit;
    Button *m_model;
    Button *m_export;
};

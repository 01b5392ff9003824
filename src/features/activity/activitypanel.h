#pragma once

#include "audit/auditlog.h"
#include "core/reportingzone.h"
#include "features/activity/activitylinks.h"

#include <QWidget>

class Button;
class FieldList;
class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QVBoxLayout;

/// One entry of the log with everything that it says, beside the table.
class ActivityPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int Width = 368;

    explicit ActivityPanel(QWidget *parent = nullptr);

    /// `link`: where its object has a page.
    void setEntry(const AuditRecord &entry, const ReportingZone &zone, const std::optional<ActivityLinks::Link> &link);
    /// Of the log up to the entry that is shown.
    void setCheck(const Result<AuditLog::Check> &check);
    const std::optional<AuditRecord> &entry() const { return m_entry; }
    /// Whether there is a row before and after.
    void setNeighbours(bool previous, bool next);

signals:
    void stepRequested(int rows); ///< -1 the row above, +1 the one below.
    void linkActivated(const Route &route);
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// A text that can have any length, below its heading.
    struct TextSection
    {
        QLabel *heading;
        QPlainTextEdit *box;
    };

    QLayout *buildHeader();
    QWidget *buildContent();
    TextSection addText(QVBoxLayout *column, const QString &heading);
    static void showText(const TextSection &section, const QString &text);
    void copyEntry() const;
    void updateFonts();

    QLabel *m_title;
    Button *m_previous;
    Button *m_next;
    Button *m_open;
    QScrollArea *m_scroll;
    FieldList *m_head;
    FieldList *m_chain;
    QLabel *m_chainHeading;
    TextSection m_from {};
    TextSection m_to {};
    TextSection m_why {};
    std::optional<AuditRecord> m_entry;
    std::optional<ActivityLinks::Link> m_link;
    ReportingZone m_zone;
};

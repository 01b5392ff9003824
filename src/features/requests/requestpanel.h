#pragma once

#include "ledger/requestrecord.h"

#include <QWidget>

class Button;
class CaptionLabel;
class MessageStrip;
class Pill;
class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QVBoxLayout;
class RequestFields;

/// One request with everything that is known about it, beside the table.
class RequestPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr int Width = 340;

    explicit RequestPanel(QWidget *parent = nullptr);

    void setRecord(const RequestRecord &record, const ReportingZone &zone);
    /// The record that is shown is not the one wanted; the new one is on its way.
    void setLoading();
    void showError(const QString &attempt, const Error &error);
    const std::optional<RequestRecord> &record() const { return m_record; }
    /// Whether there is a row before and after.
    void setNeighbours(bool previous, bool next);
    void copyRecord();

signals:
    void stepRequested(int rows); ///< -1 the row above, +1 the one below.
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLayout *buildHeader();
    QWidget *buildContent();
    QWidget *buildRaw();
    QLabel *addHeading(QVBoxLayout *column, const QString &text);
    void updateFonts();
    void showErrorText();
    void showRevisions(const ReportingZone &zone);
    void showRaw();

    QLabel *m_title;
    QList<QLabel *> m_headings;
    Button *m_previous;
    Button *m_next;
    Button *m_copy;
    MessageStrip *m_message;
    Pill *m_status;
    CaptionLabel *m_timing;
    QScrollArea *m_scroll;
    RequestFields *m_call;
    RequestFields *m_cost;
    RequestFields *m_origin;
    QLabel *m_errorHeading = nullptr;
    QPlainTextEdit *m_error;
    QLabel *m_revisionsHeading = nullptr;
    QPlainTextEdit *m_revisions;
    QWidget *m_rawSection = nullptr;
    CaptionLabel *m_rawNote;
    QPlainTextEdit *m_raw;
    std::optional<RequestRecord> m_record;
    ReportingZone m_zone;
};

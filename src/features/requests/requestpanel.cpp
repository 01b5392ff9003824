#include "features/requests/requestpanel.h"

#include "features/captionlabel.h"
#include "features/requests/requestfields.h"
#include "features/requests/requestlines.h"
#include "features/requests/requesttext.h"
#include "widgets/button.h"
#include "widgets/messagestrip.h"
#include "widgets/pill.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>

namespace {

constexpr int Padding = 20;
constexpr qsizetype LongestText = 20000; ///< Shown of an error message, a revision or a record; copies are whole.
constexpr int RawHeight = 260;

/// A hairline between two sections.
class Rule : public QWidget
{
public:
    Rule() { setFixedHeight(25); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(QRect(0, height() / 2, width(), 1), Theme::hairline(palette()));
    }
};

QPlainTextEdit *textBox(const QString &name)
{
    auto *box = new QPlainTextEdit;
    box->setReadOnly(true);
    box->setAccessibleName(name);
    box->setTabChangesFocus(true);
    box->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    box->setFixedHeight(150);
    return box;
}

Status statusOf(UsageStatus status)
{
    switch (RequestText::severity(status)) {
    case Severity::Good: return Status::Good;
    case Severity::Error: return Status::Error;
    case Severity::Off: return Status::Off;
    case Severity::Info: return Status::Info;
    default: return Status::Unknown;
    }
}

}

RequestPanel::RequestPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Record")))
    , m_previous(Button::iconOnly(QLatin1String("chevron-up"), tr("Row above")))
    , m_next(Button::iconOnly(QLatin1String("chevron-down"), tr("Row below")))
    , m_copy(Button::iconOnly(QLatin1String("copy"), tr("Copy record")))
    , m_message(new MessageStrip)
    , m_status(new Pill(Status::Unknown, {}))
    , m_timing(new CaptionLabel)
    , m_scroll(new QScrollArea)
    , m_call(new RequestFields)
    , m_cost(new RequestFields)
    , m_origin(new RequestFields)
    , m_error(textBox(tr("Error message")))
    , m_revisions(textBox(tr("Earlier versions")))
    , m_rawNote(new CaptionLabel)
    , m_raw(textBox(tr("Record in the file")))
{
    setAccessibleName(tr("Record"));
    setFixedWidth(Width);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_title->setTextFormat(Qt::PlainText);
    m_call->setAccessibleName(tr("Call"));
    m_cost->setAccessibleName(tr("Cost"));
    m_origin->setAccessibleName(tr("Origin"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Padding, 12, Padding, 0);
    column->setSpacing(12);
    column->addLayout(buildHeader());
    column->addWidget(m_message);
    auto *status = new QHBoxLayout;
    status->setSpacing(12);
    status->addWidget(m_status);
    status->addWidget(m_timing, 1);
    column->addLayout(status);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(buildContent());
    m_scroll->widget()->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);
    column->addWidget(m_scroll, 1);

    connect(m_previous, &QAbstractButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { emit stepRequested(1); });
    connect(m_copy, &QAbstractButton::clicked, this, &RequestPanel::copyRecord);
    updateFonts();
}

QLayout *RequestPanel::buildHeader()
{
    auto *close = Button::iconOnly(QLatin1String("close"), tr("Close"));
    connect(close, &QAbstractButton::clicked, this, &RequestPanel::closeRequested);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_title, 1);
    for (auto *button : { m_previous, m_next, m_copy, close })
        row->addWidget(button);
    row->setContentsMargins(0, 0, -8, 0); // icons stand at the edge, not their hit areas
    return row;
}

QLabel *RequestPanel::addHeading(QVBoxLayout *column, const QString &text)
{
    auto *heading = new QLabel(text);
    heading->setTextFormat(Qt::PlainText);
    m_headings.append(heading);
    column->addWidget(heading);
    column->addSpacing(8);
    return heading;
}

QWidget *RequestPanel::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 4, 0, 16);
    column->setSpacing(0);
    column->addWidget(m_call);
    column->addWidget(new Rule);
    addHeading(column, tr("Cost"));
    column->addWidget(m_cost);
    column->addWidget(new Rule);
    m_errorHeading = addHeading(column, tr("Error message"));
    column->addWidget(m_error);
    column->addSpacing(8);
    addHeading(column, tr("Origin"));
    column->addWidget(m_origin);
    column->addSpacing(16);
    m_revisionsHeading = addHeading(column, tr("Earlier versions"));
    column->addWidget(m_revisions);
    column->addWidget(m_rawSection = buildRaw());
    column->addStretch(1);
    return content;
}

QWidget *RequestPanel::buildRaw()
{
    auto *section = new QWidget;
    auto *column = new QVBoxLayout(section);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(0);
    auto *copy = Button::iconOnly(QLatin1String("copy"), tr("Copy the record in the file"));
    connect(copy, &QAbstractButton::clicked, this, [this] {
        if (m_record)
            QGuiApplication::clipboard()->setText(m_record->raw);
    });
    auto *head = new QHBoxLayout;
    auto *titles = new QVBoxLayout;
    titles->setSpacing(0);
    addHeading(titles, tr("Record in the file"));
    titles->addWidget(m_rawNote);
    head->addLayout(titles, 1);
    head->addWidget(copy, 0, Qt::AlignTop);
    head->setContentsMargins(0, 0, -8, 8); // as in the header
    column->addLayout(head);
    m_raw->setFixedHeight(RawHeight);
    column->addWidget(m_raw);
    return section;
}

void RequestPanel::setRecord(const RequestRecord &record, const ReportingZone &zone)
{
    const bool isOther = !m_record || m_record->row.id != record.row.id;
    m_record = record;
    m_zone = zone;
    m_message->hide();
    m_scroll->setEnabled(true);
    m_copy->setEnabled(true);
    m_status->setStatus(statusOf(record.row.status), RequestText::status(record.row.status));
    m_timing->setText(RequestLines::timing(record.row));
    m_call->setLines(RequestLines::call(record, zone));
    m_cost->setLines(RequestLines::cost(record, zone));
    m_origin->setLines(RequestLines::origin(record, zone));
    showErrorText();
    showRevisions(zone);
    showRaw();
    if (isOther)
        m_scroll->ensureVisible(0, 0);
}

void RequestPanel::showErrorText()
{
    const bool hasError = !m_record->errorMessage.isEmpty();
    m_errorHeading->setVisible(hasError);
    m_error->setVisible(hasError);
    QStringList lines;
    for (const auto &line : RequestLines::imageText(m_record->errorMessage).left(LongestText).split(QLatin1Char('\n')))
        lines.append(visibleControls(line));
    m_error->setPlainText(lines.join(QLatin1Char('\n')));
}

void RequestPanel::showRevisions(const ReportingZone &zone)
{
    QString text;
    for (const auto &revision : m_record->revisions) {
        text += tr("Replaced %1 by %2").arg(zone.timeText(revision.replaced), visibleControls(revision.fileName));
        text += QLatin1Char('\n') + RequestLines::imageText(revision.image) + QStringLiteral("\n\n");
    }
    m_revisionsHeading->setText(tr("Earlier versions (%1)").arg(m_record->revisions.size()));
    m_revisionsHeading->setVisible(!text.isEmpty());
    m_revisions->setVisible(!text.isEmpty());
    m_revisions->setPlainText(text.trimmed().left(LongestText));
}

void RequestPanel::showRaw()
{
    m_rawSection->setVisible(!m_record->raw.isEmpty());
    m_rawNote->setText(RequestLines::rawNote(*m_record));
    QStringList lines;
    for (const auto &line : RequestLines::rawText(m_record->raw).left(LongestText).split(QLatin1Char('\n')))
        lines.append(visibleControls(line));
    m_raw->setPlainText(lines.join(QLatin1Char('\n')));
}

void RequestPanel::setLoading()
{
    m_scroll->setEnabled(false);
    m_copy->setEnabled(false);
}

void RequestPanel::showError(const QString &attempt, const Error &error)
{
    m_message->showError(attempt, error);
}

void RequestPanel::setNeighbours(bool previous, bool next)
{
    m_previous->setEnabled(previous);
    m_next->setEnabled(next);
}

void RequestPanel::copyRecord()
{
    if (m_record)
        QGuiApplication::clipboard()->setText(RequestLines::plainText(*m_record, m_zone));
}

void RequestPanel::updateFonts()
{
    m_title->setFont(Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold));
    for (auto *heading : std::as_const(m_headings))
        heading->setFont(Theme::scaled(font(), 1, QFont::DemiBold));
    const auto fixed = Theme::scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), Theme::CaptionScale);
    for (auto *box : { m_error, m_revisions, m_raw })
        box->setFont(fixed);
}

void RequestPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateFonts();
}

void RequestPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        emit stepRequested(event->key() == Qt::Key_Up ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

void RequestPanel::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter(this).fillRect(QRect(0, 0, 1, height()), palette().color(QPalette::Mid));
}

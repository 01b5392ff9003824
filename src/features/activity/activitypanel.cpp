#include "features/activity/activitypanel.h"

#include "core/format.h"
#include "features/activity/activityfields.h"
#include "features/activity/activitytext.h"
#include "features/fieldlist.h"
#include "widgets/button.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>

namespace {

constexpr int Padding = 20;
constexpr int MostLines = 8; ///< Of a text before it scrolls.

}

ActivityPanel::ActivityPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Entry")))
    , m_previous(Button::iconOnly(QLatin1String("chevron-up"), tr("Row above")))
    , m_next(Button::iconOnly(QLatin1String("chevron-down"), tr("Row below")))
    , m_open(new Button)
    , m_scroll(new QScrollArea)
    , m_head(new FieldList)
    , m_chain(new FieldList)
    , m_chainHeading(new QLabel(tr("Place in the log")))
{
    setAccessibleName(tr("Entry of the log"));
    setFixedWidth(Width);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_title->setTextFormat(Qt::PlainText);
    m_head->setAccessibleName(tr("Entry"));
    m_chain->setAccessibleName(tr("Place in the log"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(buildContent());
    m_scroll->widget()->setAutoFillBackground(false);
    m_scroll->viewport()->setAutoFillBackground(false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Padding, 12, Padding, 12);
    column->setSpacing(12);
    column->addLayout(buildHeader());
    column->addWidget(m_scroll, 1);
    column->addWidget(m_open, 0, Qt::AlignRight);
    connect(m_previous, &QAbstractButton::clicked, this, [this] { emit stepRequested(-1); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { emit stepRequested(1); });
    connect(m_open, &QAbstractButton::clicked, this, [this] { emit linkActivated(m_link->route); });
    updateFonts();
}

QLayout *ActivityPanel::buildHeader()
{
    auto *copy = Button::iconOnly(QLatin1String("copy"), tr("Copy entry"));
    auto *close = Button::iconOnly(QLatin1String("close"), tr("Close"));
    connect(copy, &QAbstractButton::clicked, this, &ActivityPanel::copyEntry);
    connect(close, &QAbstractButton::clicked, this, &ActivityPanel::closeRequested);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->setContentsMargins(0, 0, -8, 0); // icons stand at the edge, not their hit areas
    row->addWidget(m_title, 1);
    for (auto *button : { m_previous, m_next, copy, close })
        row->addWidget(button);
    return row;
}

QWidget *ActivityPanel::buildContent()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 4, 0, 8);
    column->setSpacing(8);
    column->addWidget(m_head);
    m_from = addText(column, tr("From"));
    m_to = addText(column, tr("To"));
    m_why = addText(column, tr("Why"));
    column->addSpacing(8);
    m_chainHeading->setTextFormat(Qt::PlainText);
    column->addWidget(m_chainHeading);
    column->addWidget(m_chain);
    column->addStretch(1);
    return content;
}

ActivityPanel::TextSection ActivityPanel::addText(QVBoxLayout *column, const QString &heading)
{
    const TextSection section { new QLabel(heading), new QPlainTextEdit };
    section.heading->setTextFormat(Qt::PlainText);
    section.box->setReadOnly(true);
    section.box->setTabChangesFocus(true);
    section.box->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    section.box->setAccessibleName(heading);
    column->addSpacing(4);
    column->addWidget(section.heading);
    column->addWidget(section.box);
    return section;
}

void ActivityPanel::showText(const TextSection &section, const QString &text)
{
    section.heading->setVisible(!text.isEmpty());
    section.box->setVisible(!text.isEmpty());
    section.box->setPlainText(ActivityText::lines(text));
    const QFontMetrics metrics(section.box->font());
    const QRect whole = metrics.boundingRect(QRect(0, 0, Width - 2 * Padding - 24, 100'000), Qt::TextWordWrap | Qt::TextWrapAnywhere,
        section.box->toPlainText().left(4000));
    const int lines = std::clamp(whole.height() / metrics.lineSpacing(), 1, MostLines);
    section.box->setFixedHeight(lines * metrics.lineSpacing() + 14);
}

void ActivityPanel::setEntry(const AuditRecord &entry, const ReportingZone &zone, const std::optional<ActivityLinks::Link> &link)
{
    m_entry = entry;
    m_zone = zone;
    m_link = link;
    m_title->setText(tr("Entry %1").arg(Format::count(entry.seq)));
    m_head->setLines(ActivityFields::head(entry, zone));
    showText(m_from, entry.oldValue);
    showText(m_to, entry.newValue);
    showText(m_why, entry.reason);
    m_chain->setLines(ActivityFields::chain(entry, {}));
    m_open->setVisible(link.has_value());
    if (link)
        m_open->setText(link->text);
}

void ActivityPanel::setCheck(const Result<AuditLog::Check> &check)
{
    if (check)
        m_chain->setLines(ActivityFields::chain(*m_entry, *check));
    else
        m_chain->setLines({ { FieldLine::Kind::Warning, {}, tr("Could not check the log. %1").arg(check.error().summary), {} } });
}

void ActivityPanel::setNeighbours(bool previous, bool next)
{
    m_previous->setEnabled(previous);
    m_next->setEnabled(next);
}

void ActivityPanel::copyEntry() const
{
    if (m_entry)
        QGuiApplication::clipboard()->setText(ActivityFields::plainText(*m_entry, m_zone));
}

void ActivityPanel::updateFonts()
{
    m_title->setFont(Theme::scaled(font(), Theme::PanelTitleScale, QFont::DemiBold));
    for (auto *heading : { m_from.heading, m_to.heading, m_why.heading, m_chainHeading })
        heading->setFont(Theme::scaled(font(), 1, QFont::DemiBold));
    const auto fixed = Theme::scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), Theme::CaptionScale);
    for (auto *box : { m_from.box, m_to.box, m_why.box })
        box->setFont(fixed);
}

void ActivityPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateFonts();
}

void ActivityPanel::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter(this).fillRect(QRect(0, 0, 1, height()), palette().color(QPalette::Mid));
}

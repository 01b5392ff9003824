#include "widgets/rangepopup.h"

#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/rangepresets.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

namespace {
constexpr int Padding = 12;
constexpr int MaximumRecent = 5;
constexpr int RowPadding = 10;
}

RangePopup::RangePopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Time range"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Padding, Padding, Padding, Padding);
    layout->setSpacing(16);
    layout->addWidget(createLists());
    layout->addWidget(createForm(), 1);
    setRecent({});
    updateColours();
}

QWidget *RangePopup::createLists()
{
    m_list = new QListWidget(this);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Quick ranges"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto chooseRow = [this](const QListWidgetItem *item) {
        const int row = m_list->row(item);
        if (row >= 0 && !m_ranges.at(row).from.isEmpty())
            emit chosen(m_ranges.at(row));
    };
    connect(m_list, &QListWidget::itemClicked, this, chooseRow);
    connect(m_list, &QListWidget::itemActivated, this, chooseRow);
    return m_list;
}

QWidget *RangePopup::createForm()
{
    auto *form = new QWidget(this);
    m_from = new QLineEdit(form);
    m_to = new QLineEdit(form);
    m_from->setPlaceholderText(QStringLiteral("now-7d/d"));
    m_to->setPlaceholderText(QStringLiteral("now"));
    m_preview = new QLabel(form);
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    m_preview->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_preview->setMinimumHeight(4 * QFontMetrics(font()).lineSpacing());
    m_apply = new Button(tr("Apply"), Button::Kind::Primary, form);
    for (QLineEdit *edit : { m_from, m_to }) {
        edit->setMinimumHeight(Painting::controlHeight(QFontMetricsF(font())));
        edit->setMinimumWidth(QFontMetrics(font()).averageCharWidth() * 30);
        connect(edit, &QLineEdit::textChanged, this, &RangePopup::validate);
        connect(edit, &QLineEdit::returnPressed, this, &RangePopup::apply);
    }
    connect(m_apply, &Button::clicked, this, &RangePopup::apply);

    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const auto &[text, edit] : { std::pair(tr("&From"), m_from), std::pair(tr("&To, not included"), m_to) }) {
        auto *label = new QLabel(text, form);
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(edit);
        edit->setAccessibleName(QString(text).remove(QLatin1Char('&')));
        layout->addWidget(label);
        layout->addWidget(edit);
    }
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_apply, 0, Qt::AlignRight);
    return form;
}

void RangePopup::setContext(UtcMicros now, const ReportingZone &zone)
{
    m_now = now;
    m_zone = zone;
    validate();
}

void RangePopup::setRange(const RangeExpression &range)
{
    m_from->setText(range.from);
    m_to->setText(range.to);
    m_list->setCurrentRow(int(m_ranges.indexOf(range)));
    validate();
}

void RangePopup::setRecent(const QList<RangeExpression> &recent)
{
    m_recent = recent.mid(0, MaximumRecent);
    m_list->clear();
    m_ranges.clear();
    const QSize rowSize(0, QFontMetrics(font()).height() + RowPadding);
    const auto add = [this, rowSize](const QString &text, const RangeExpression &range) {
        auto *item = new QListWidgetItem(text, m_list);
        item->setSizeHint(rowSize);
        if (range.from.isEmpty())
            item->setFlags(Qt::NoItemFlags);
        m_ranges.append(range);
    };
    for (const RangePreset &preset : RangePresets::all())
        add(preset.name, preset.range);
    if (!m_recent.isEmpty())
        add(tr("Recent"), {});
    for (const RangeExpression &range : std::as_const(m_recent))
        add(RangePresets::describe(range), range);
    int width = 0; // from the texts: the size hints of the rows say only their height
    for (int row = 0; row < m_list->count(); ++row)
        width = qMax(width, QFontMetrics(font()).horizontalAdvance(m_list->item(row)->text()));
    m_list->setFixedWidth(width + 32);
    m_list->setMinimumHeight(rowSize.height() * m_list->count() + 4);
}

void RangePopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void RangePopup::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_preview)
        updateColours();
    QFrame::changeEvent(event);
}

RangeExpression RangePopup::typed() const
{
    return { m_from->text().trimmed(), m_to->text().trimmed() };
}

void RangePopup::validate()
{
    const auto range = typed().resolve(m_now, m_zone);
    m_valid = bool(range);
    m_apply->setEnabled(m_valid);
    m_preview->setText(range ? tr("%1\nto %2\n%3").arg(m_zone.timeText(range->from), m_zone.timeText(range->to), m_zone.id())
                             : range.error().summary);
    m_preview->setAccessibleName(m_preview->text());
    updateColours();
}

void RangePopup::apply()
{
    if (m_valid)
        emit chosen(typed());
}

void RangePopup::updateColours()
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, m_valid ? Theme::caption(palette()) : Theme::error(palette()));
    m_preview->setPalette(colours);
}

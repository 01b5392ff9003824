#include "features/featuredashboard/changeslist.h"

#include "core/format.h"
#include "ledger/usagetext.h"
#include "widgets/button.h"
#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHash>
#include <QLabel>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace {

constexpr qsizetype ShownCharacters = 400;

/// The circle that stands on the charts.
class NumberCircle : public QWidget {
public:
    explicit NumberCircle(int number)
        : m_number(QString::number(number))
    {
        setFixedSize(std::max(18, fontMetrics().horizontalAdvance(m_number) + 10), 20);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(palette().color(QPalette::Dark), 1));
        painter.setBrush(palette().color(QPalette::Base));
        const QRectF box(0.5, 2.5, width() - 1, 15);
        painter.drawRoundedRect(box, 7.5, 7.5);
        painter.setFont(Theme::scaled(font(), 0.8));
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(box, Qt::AlignCenter, m_number);
    }

private:
    QString m_number;
};

/// The layouts around it ask for the height at the same few widths over and over, and each time QLabel wraps its text anew.
class WrappedLabel : public QLabel {
public:
    int heightForWidth(int width) const override
    {
        auto height = m_heights.constFind(width);
        if (height == m_heights.cend())
            height = m_heights.insert(width, QLabel::heightForWidth(width));
        return *height;
    }

protected:
    void changeEvent(QEvent *event) override
    {
        m_heights.clear();
        QLabel::changeEvent(event);
    }

private:
    mutable QHash<int, int> m_heights; ///< By width. The text is set once, before it is shown.
};

QLabel *wrapped(const QString &text, bool isCaption, double scale = 1)
{
    auto *label = new WrappedLabel;
    label->setTextFormat(Qt::PlainText);
    label->setText(Format::shortened(text, ShownCharacters));
    if (label->text() != text)
        label->setToolTip(Painting::plainToolTip(text));
    label->setWordWrap(true);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setForegroundRole(QPalette::Text);
    label->setFont(Theme::scaled(label->font(), scale));
    if (isCaption) {
        auto palette = label->palette();
        palette.setColor(QPalette::Text, Theme::caption(palette));
        label->setPalette(palette);
    }
    return label;
}

QString arrow(const QString &before, const QString &after) { return before + QStringLiteral(" → ") + after; }

}

ChangesList::ChangesList(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(12);
    setAccessibleName(tr("Changes"));
}

QStringList ChangesList::effectLines(const DashboardEvent &event)
{
    if (event.tooFew)
        return { tr("Too few calls to compare: %1 before, %2 after")
                     .arg(Format::count(event.tooFew->first), Format::count(event.tooFew->second)) };
    if (!event.effect)
        return {};
    const auto &[before, after] = *event.effect;
    QStringList lines;
    const auto costBefore = costPerRequests(before.measures, 1);
    const auto costAfter = costPerRequests(after.measures, 1);
    if (costBefore && costAfter)
        lines.append(tr("Per request %1").arg(arrow(UsageText::unitCost(costBefore), UsageText::unitCost(costAfter))));
    if (before.measures.errorRate() && after.measures.errorRate())
        lines.append(tr("Errors %1")
                         .arg(arrow(Format::percent(before.measures.errorRate(), 2),
                             Format::percent(after.measures.errorRate(), 2))));
    if (before.p95 && after.p95)
        lines.append(tr("p95 %1").arg(
            arrow(Format::milliseconds(double(*before.p95) / 1000), Format::milliseconds(double(*after.p95) / 1000))));
    const auto hours = before.range.length() / MicrosPerHour;
    const auto length = hours >= 48 && hours % 24 == 0 ? tr("%1 d").arg(hours / 24) : tr("%1 h").arg(hours);
    lines.append(tr("%1 each side, n = %2 and %3")
                     .arg(length, Format::count(before.measures.requests()), Format::count(after.measures.requests())));
    return lines;
}

void ChangesList::setEvents(const QList<DashboardEvent> &events, const ReportingZone &zone)
{
    m_events = events;
    m_zone = zone;
    build();
}

void ChangesList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        build(); // the captions' colour is theirs
}

void ChangesList::build()
{
    qDeleteAll(std::exchange(m_rows, {}));
    for (qsizetype i = m_events.size() - 1; i >= 0; --i) {
        auto *row = rowOf(m_events.at(i), int(i) + 1, m_zone);
        m_column->addWidget(row);
        m_rows.append(row);
    }
}

QWidget *ChangesList::rowOf(const DashboardEvent &event, int number, const ReportingZone &zone)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(new NumberCircle(number), 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    auto *head = new QHBoxLayout;
    const auto several = QStringLiteral("%1 (%2)").arg(event.title, Format::count(event.count));
    head->addWidget(wrapped(event.count > 1 ? several : event.title, false), 1);
    if (event.effect)
        head->addWidget(requestsButton(*event.effect), 0, Qt::AlignTop);
    texts->addLayout(head);
    const auto when = zone.timeText(event.at).mid(11, 5);
    auto *date
        = wrapped(tr("%1, %2 by %3").arg(UsageText::day(zone, event.at), when, event.actor), true, Theme::CaptionScale);
    date->setToolTip(zone.timeText(event.at));
    texts->addWidget(date);
    if (!event.detail.isEmpty())
        texts->addWidget(wrapped(event.detail, true, Theme::CaptionScale));
    const auto effects = effectLines(event);
    for (const QString &effect : effects)
        texts->addWidget(wrapped(effect, effect == effects.constLast(), Theme::CaptionScale));
    line->addLayout(texts, 1);
    return row;
}

QWidget *ChangesList::requestsButton(const std::pair<EventWindow, EventWindow> &effect)
{
    auto *button = Button::iconOnly(QLatin1String("requests"), tr("Show the requests before or after"));
    button->setKind(Button::Kind::Ghost);
    button->setFixedHeight(fontMetrics().height() + 2); // that of the title beside it
    auto *menu = new QMenu(button);
    menu->addAction(tr("Requests before"), this, [this, range = effect.first.range] { emit requestsWanted(range); });
    menu->addAction(tr("Requests after"), this, [this, range = effect.second.range] { emit requestsWanted(range); });
    button->setMenu(menu);
    return button;
}

#include "widgets/timechart.h"

#include "widgets/chartlegend.h"
#include "widgets/timeaxis.h"
#include "widgets/timechartplot.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

// The half of TimeChart for people without a pointer or a screen: keyboard, menu, clipboard, description, files.

namespace {

QString cell(QString text)
{
    for (QChar &character : text) {
        if (character == QLatin1Char('\t') || character == QLatin1Char('\n') || character == QLatin1Char('\r'))
            character = QLatin1Char(' '); // a name must not break the table it is copied into
    }
    return text;
}

}

QString TimeChart::bucketAsTsv(int bucket) const
{
    if (bucket < 0 || bucket >= m_data.buckets.size())
        return {};
    QStringList lines { TimeAxis::bucketTitle(m_data.buckets.at(bucket), m_data.bucket, m_data.zone) + QLatin1Char(' ')
        + m_data.zone.id() + QLatin1Char('\t') + cell(m_data.unit) };
    const auto rows = tooltipRows(bucket);
    for (const ChartTooltipRow &row : rows)
        lines.append(cell(row.name) + QLatin1Char('\t') + cell(row.value));
    if (m_hidden.isEmpty() && !m_data.totals.value(bucket).isEmpty())
        lines.append(tr("Total") + QLatin1Char('\t') + cell(m_data.totals.value(bucket)));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TimeChart::describe()
{
    if (m_data.buckets.isEmpty() || m_data.series.isEmpty()) {
        setAccessibleDescription(m_placeholder.isEmpty() ? tr("No data.") : m_placeholder);
        return;
    }
    int peak = -1;
    double most = 0;
    for (int i = 0; i < m_data.buckets.size(); ++i) {
        double sum = 0;
        for (const ChartSeries &series : std::as_const(m_data.series))
            sum += m_hidden.contains(series.id) ? 0 : series.values.value(i).value_or(0);
        if (peak < 0 || sum > most) {
            peak = i;
            most = sum;
        }
    }
    const auto title = [this](int bucket) {
        return TimeAxis::bucketTitle(m_data.buckets.at(bucket), m_data.bucket, m_data.zone);
    };
    QStringList names;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        if (!m_hidden.contains(series.id))
            names.append(series.name);
    }
    // Parts joined, never chained arg(): a hostile name may hold "%1".
    QString text = tr("From %1 to %2 (%3).").arg(title(0), title(int(m_data.buckets.size()) - 1), m_data.zone.id())
        + QLatin1Char(' ') + tr("Series shown: %n.", nullptr, int(names.size())) + QLatin1Char(' ')
        + names.join(QLatin1String(", ")) + QLatin1String(". ");
    if (!names.isEmpty()) {
        const QString exact = m_hidden.isEmpty() ? m_data.totals.value(peak) : QString();
        text += tr("Peak %1 on %2.").arg(exact.isEmpty() ? m_formatter(most) : exact, title(peak));
    }
    for (const ChartMark &mark : std::as_const(m_marks)) {
        if (mark.at >= m_data.buckets.first().from && mark.at < m_data.buckets.last().to)
            text += QLatin1Char(' ') + tr("Change %1: %2.").arg(mark.label, mark.text);
    }
    setAccessibleDescription(text);
}

void TimeChart::stepSeries(int direction)
{
    QStringList ids;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        if (!m_hidden.contains(series.id))
            ids.append(series.id);
    }
    if (ids.isEmpty())
        return;
    const qsizetype at = ids.indexOf(m_current);
    const qsizetype next = at < 0 ? (direction > 0 ? 0 : ids.size() - 1) : at + direction;
    m_current = ids.value(std::clamp<qsizetype>(next, 0, ids.size() - 1));
    moveCrosshair(m_crosshair < 0 ? int(m_data.buckets.size()) - 1 : m_crosshair, true);
}

void TimeChart::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint at = m_plot->mapFrom(this, event->pos());
    const int bucket = isKeyboard ? m_crosshair : m_plot->bucketAt(at);
    if (bucket < 0)
        return event->ignore();
    const QPoint corner = m_plot->mapToGlobal(m_plot->band(bucket).center().toPoint());
    emit bucketMenuRequested(bucket, isKeyboard ? m_current : m_plot->seriesAt(at), isKeyboard ? corner : event->globalPos());
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_data.buckets.size()) - 1;
    if (event->matches(QKeySequence::Copy) && m_crosshair >= 0) {
        QGuiApplication::clipboard()->setText(bucketAsTsv(m_crosshair));
        return;
    }
    if (last < 0)
        return event->ignore();
    switch (event->key()) {
    case Qt::Key_Left: return moveCrosshair(m_crosshair < 0 ? last : std::max(0, m_crosshair - 1), true);
    case Qt::Key_Right: return moveCrosshair(m_crosshair < 0 ? 0 : std::min(last, m_crosshair + 1), true);
    case Qt::Key_Home: return moveCrosshair(0, true);
    case Qt::Key_End: return moveCrosshair(last, true);
    case Qt::Key_Up: return stepSeries(1);
    case Qt::Key_Down: return stepSeries(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_crosshair < 0)
            return event->ignore();
        emit bucketActivated(m_crosshair, m_current);
        return;
    case Qt::Key_Escape:
        if (m_crosshair < 0 && m_current.isEmpty())
            return event->ignore(); // nothing to clear here: the page may close something
        m_current.clear();
        return moveCrosshair(-1, false);
    default: QWidget::keyPressEvent(event);
    }
}

void TimeChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        rebuild();
}

void TimeChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_plot->setFocusShown(event->reason() != Qt::MouseFocusReason);
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_plot->setFocusShown(false);
    m_tooltip->hide();
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_tooltip->hide(); // it stood beside a bucket that has moved
}

void TimeChart::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tooltip->hide();
}

QSize TimeChart::sizeHint() const
{
    return { 640, 330 };
}

QSize TimeChart::minimumSizeHint() const
{
    return { 240, 140 };
}

Result<> TimeChart::exportPng(const QString &path, const ChartCaption &caption) const
{
    return ChartExport::writePng(path, caption, *this, size(), [this](QPainter &painter) { drawOn(painter); });
}

Result<> TimeChart::exportSvg(const QString &path, const ChartCaption &caption) const
{
    return ChartExport::writeSvg(path, caption, *this, size(), [this](QPainter &painter) { drawOn(painter); });
}

void TimeChart::drawOn(QPainter &painter) const
{
    painter.save();
    m_legend->drawOn(painter);
    painter.translate(m_plot->pos());
    m_plot->drawOn(painter);
    painter.restore();
}

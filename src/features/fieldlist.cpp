#include "features/fieldlist.h"

#include "widgets/painting.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QTextLayout>

#include <cmath>

namespace {

constexpr int Gap = 7; ///< Between lines.
constexpr int RuleRoom = 5;
constexpr int LabelGap = 16;
constexpr qsizetype LongestShown = 2000;
constexpr int MostLines = 12;

/// `text` in lines no wider than `width`, broken between words where that is possible.
QStringList wrapped(const QString &text, const QFont &font, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextLayout layout(text.left(LongestShown), font);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    while (lines.size() < MostLines) {
        auto line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        lines.append(layout.text().mid(line.textStart(), line.textLength()).trimmed());
        if (lines.size() == MostLines && line.textStart() + line.textLength() < text.size())
            lines.last() += QStringLiteral(" …");
    }
    layout.endLayout();
    return lines;
}

bool isFigure(const FieldLine &line)
{
    return line.kind == FieldLine::Kind::Figure || line.kind == FieldLine::Kind::Sum;
}

bool isSentence(const FieldLine &line)
{
    return line.kind == FieldLine::Kind::Sentence || line.kind == FieldLine::Kind::Warning;
}

}

/// Where a line stands.
struct FieldList::Placed
{
    int top = 0;
    int height = 0;
    int left = 0; ///< Of the value.
    QStringList value;
    QStringList note;
};

FieldList::FieldList(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void FieldList::setLines(const QList<FieldLine> &lines)
{
    m_lines = lines;
    QStringList sentences; // a screen reader gets the record as sentences
    for (const auto &line : lines)
        sentences.append(line.label.isEmpty() ? line.value : tr("%1: %2").arg(line.label, line.value));
    setAccessibleDescription(sentences.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QFont FieldList::fontOf(const FieldLine &line) const
{
    if (line.kind == FieldLine::Kind::Sum)
        return Theme::scaled(font(), 1, QFont::DemiBold);
    if (line.kind != FieldLine::Kind::Identifier)
        return isSentence(line) ? Theme::scaled(font(), Theme::CaptionScale) : font();
    auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (font().pointSizeF() > 0)
        fixed.setPointSizeF(font().pointSizeF());
    else
        fixed.setPixelSize(font().pixelSize());
    return fixed;
}

QList<FieldList::Placed> FieldList::placed(int width) const
{
    int labels = 0;
    for (const auto &line : m_lines) {
        if (!isFigure(line) && !isSentence(line))
            labels = qMax(labels, Painting::textWidth(QFontMetricsF(font()), line.label));
    }
    labels = qMin(labels + LabelGap, width * 45 / 100);
    QList<Placed> all;
    int top = 0;
    for (const auto &line : m_lines) {
        const auto font = fontOf(line);
        Placed place;
        place.top = top;
        place.left = isFigure(line) || isSentence(line) ? 0 : labels;
        place.value = isFigure(line) ? QStringList { line.value } : wrapped(line.value, font, qMax(40, width - place.left));
        if (!line.note.isEmpty())
            place.note = wrapped(line.note, Theme::scaled(this->font(), Theme::CaptionScale), qMax(40, width));
        place.height = int(place.value.size()) * QFontMetrics(font).height()
            + int(place.note.size()) * QFontMetrics(Theme::scaled(this->font(), Theme::CaptionScale)).height()
            + (line.kind == FieldLine::Kind::Sum ? RuleRoom : 0);
        top += place.height + Gap;
        all.append(place);
    }
    return all;
}

int FieldList::heightForWidth(int width) const
{
    const auto all = placed(width);
    return all.isEmpty() ? 0 : all.constLast().top + all.constLast().height;
}

QSize FieldList::sizeHint() const
{
    return { 300, heightForWidth(width() > 0 ? width() : 300) };
}

QSize FieldList::minimumSizeHint() const
{
    return { 160, 0 };
}

void FieldList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto caption = Theme::caption(palette());
    const auto text = palette().color(QPalette::Text);
    const auto all = placed(width());
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const auto &line = m_lines.at(i);
        const auto &place = all.at(i);
        double y = place.top;
        if (line.kind == FieldLine::Kind::Sum) {
            painter.fillRect(QRectF(0, y, width(), 1), palette().color(QPalette::Mid));
            y += RuleRoom;
        }
        const auto valueFont = fontOf(line);
        const double step = QFontMetrics(valueFont).height();
        painter.setFont(isFigure(line) ? valueFont : font());
        Painting::text(painter, QRectF(0, y, isFigure(line) ? width() : place.left - 8, step), line.label,
            isFigure(line) ? text : caption);
        painter.setFont(valueFont);
        const auto colour = line.kind == FieldLine::Kind::Warning ? Theme::warning(palette())
            : isSentence(line)                                      ? caption
                                                                    : text;
        for (const auto &part : place.value) {
            Painting::text(painter, QRectF(place.left, y, width() - place.left, step), part, colour,
                (isFigure(line) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            y += step;
        }
        painter.setFont(Theme::scaled(font(), Theme::CaptionScale));
        for (const auto &part : place.note) {
            const double height = painter.fontMetrics().height();
            Painting::text(painter, QRectF(0, y, width(), height), part, caption);
            y += height;
        }
    }
}

void FieldList::contextMenuEvent(QContextMenuEvent *event)
{
    const auto all = placed(width());
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (event->pos().y() >= all.at(i).top + all.at(i).height + Gap)
            continue;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Copy value"), this,
            [value = m_lines.at(i).value] { QGuiApplication::clipboard()->setText(value); });
        menu->popup(event->globalPos());
        return;
    }
}

void FieldList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

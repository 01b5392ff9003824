#include "widgets/iconset.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace {

QString path(const QString &name)
{
    return QStringLiteral(":/icons/") % name % QStringLiteral(".svg");
}

/// Follows the palette: QIcon asks it at each paint, so no icon has to be made anew after a theme change.
class PaletteIconEngine : public QIconEngine
{
public:
    explicit PaletteIconEngine(const QString &name) : m_name(name) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const int side = qMin(rect.width(), rect.height());
        const QRectF square(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
        IconSet::paint(*painter, square, m_name, colour(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        // `size` is in device pixels here
        return IconSet::pixmap(m_name, colour(mode), qRound(qMin(size.width(), size.height()) / scale), scale);
    }

    QIconEngine *clone() const override { return new PaletteIconEngine(m_name); }
    bool isNull() override { return !QFile::exists(path(m_name)); }

private:
    static QColor colour(QIcon::Mode mode)
    {
        const QPalette palette = QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled: return palette.color(QPalette::Disabled, QPalette::Text);
        case QIcon::Active: return palette.color(QPalette::Text);
        case QIcon::Selected: return palette.color(QPalette::HighlightedText);
        case QIcon::Normal: break;
        }
        return palette.color(QPalette::PlaceholderText);
    }

    QString m_name;
};

QPixmap render(const QString &name, const QColor &colour, int size, double ratio)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(path(name));
    if (!renderer.isValid())
        return {};
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(pixmap.rect()));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}

QIcon IconSet::icon(QLatin1String name)
{
    return QIcon(new PaletteIconEngine(name));
}

QPixmap IconSet::pixmap(const QString &name, const QColor &colour, int size, double ratio)
{
    if (size <= 0 || !QFile::exists(path(name)))
        return {};
    const QString key = QStringLiteral("icon/%1/%2/%3/%4").arg(name, colour.name(QColor::HexArgb)).arg(size).arg(ratio);
    QPixmap result;
    if (!QPixmapCache::find(key, &result)) {
        result = render(name, colour, size, ratio);
        QPixmapCache::insert(key, result);
    }
    return result;
}

void IconSet::paint(QPainter &painter, const QRectF &rect, QLatin1String name, const QColor &colour)
{
    paint(painter, rect, QString(name), colour);
}

void IconSet::paint(QPainter &painter, const QRectF &rect, const QString &name, const QColor &colour)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QPixmap drawing = pixmap(name, colour, qRound(rect.width()), ratio);
    if (!drawing.isNull())
        painter.drawPixmap(rect.topLeft(), drawing);
}

QStringList IconSet::names()
{
    QStringList result;
    for (const QString &file : QDir(QStringLiteral(":/icons")).entryList({ QStringLiteral("*.svg") }, QDir::Files, QDir::Name))
        result.append(file.chopped(4));
    return result;
}

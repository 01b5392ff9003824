#include "widgets/theme.h"

#include "widgets/consolestyle.h"

#include <QApplication>

#include <array>

namespace {

struct Tokens
{
    QRgb window, base, alternate, text, muted, caption, hairline, mid, outline, button, link, ok, warning, error, disabled, chrome, other;
    std::array<QRgb, Theme::SeriesSlots> series;
};

constexpr QRgb Accent = 0xff1f6fb8;

constexpr Tokens LightTokens { 0xfff4f5f7, 0xffffffff, 0xfff8f9fb, 0xff1b1e23, 0xff6b7480, 0xff5b6470, 0xffe4e7eb, 0xffc3c8d0, 0xff868e99,
    0xffeceef1, 0xff0b62b0, 0xff12693b, 0xff9a6700, 0xffa40e26, 0xff8d95a0, 0xfffafbfc, 0xff868e99,
    { 0xff006ca0, 0xff0996ff, 0xff6c9060, 0xffc07f99, 0xff6c4901, 0xfff56600 } };

constexpr Tokens DarkTokens { 0xff17191c, 0xff1f2226, 0xff23272c, 0xffe6e8eb, 0xff98a1ac, 0xffa3abb5, 0xff2b3036, 0xff3a4048, 0xff7a828d,
    0xff2a2e33, 0xff6cb6ff, 0xff5cd6a0, 0xffe8b339, 0xffff7b72, 0xff6b737d, 0xff1b1d21, 0xff7a828d,
    { 0xff4199e8, 0xff8ccbe0, 0xff24985c, 0xffd2589b, 0xfff0d060, 0xffa37c1e } };

const Tokens &tokens(const QPalette &palette)
{
    return Theme::isDark(palette) ? DarkTokens : LightTokens;
}

}

QPalette Theme::palette(Mode mode)
{
    const Tokens &t = mode == Mode::Dark ? DarkTokens : LightTokens;
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.base);
    p.setColor(QPalette::AlternateBase, t.alternate);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::Button, t.button);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.error);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Highlight, Accent);
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Link, t.link);
    p.setColor(QPalette::LinkVisited, t.link);
    p.setColor(QPalette::Light, t.base);
    p.setColor(QPalette::Midlight, t.hairline);
    p.setColor(QPalette::Mid, t.mid);
    p.setColor(QPalette::Dark, t.outline);
    p.setColor(QPalette::Shadow, QColor(0, 0, 0, mode == Mode::Dark ? 120 : 40));
    p.setColor(QPalette::ToolTipBase, t.base);
    p.setColor(QPalette::ToolTipText, t.text);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        p.setColor(QPalette::Disabled, role, t.disabled);
    return p;
}

void Theme::apply(QApplication &application, Mode mode)
{
    application.setStyle(new ConsoleStyle);
    application.setPalette(palette(mode));
}

bool Theme::isDark(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128;
}

QColor Theme::chrome(const QPalette &palette) { return tokens(palette).chrome; }
QColor Theme::caption(const QPalette &palette) { return tokens(palette).caption; }
QColor Theme::ok(const QPalette &palette) { return tokens(palette).ok; }
QColor Theme::warning(const QPalette &palette) { return tokens(palette).warning; }
QColor Theme::error(const QPalette &palette) { return tokens(palette).error; }
QColor Theme::accent(const QPalette &palette) { return tokens(palette).link; }
QColor Theme::hairline(const QPalette &palette) { return tokens(palette).hairline; }

QColor Theme::series(const QPalette &palette, int slot)
{
    const Tokens &t = tokens(palette);
    return slot >= 0 && slot < SeriesSlots ? t.series[size_t(slot)] : t.other;
}

QColor Theme::mix(const QColor &colour, const QColor &surface, double share)
{
    const auto blend = [share](double a, double b) { return float(a * share + b * (1 - share)); };
    return QColor::fromRgbF(blend(colour.redF(), surface.redF()), blend(colour.greenF(), surface.greenF()),
        blend(colour.blueF(), surface.blueF()));
}

QFont Theme::scaled(const QFont &base, double k, QFont::Weight weight)
{
    QFont font = base;
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * k);
    else
        font.setPixelSize(qRound(base.pixelSize() * k));
    font.setWeight(weight);
    return font;
}

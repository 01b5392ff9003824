#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

/// The look (palette, tokens that QPalette has no role for, type scale). Every token is a pure function of a palette, so
/// a widget that reads them in paintEvent() follows a theme change without being told. No style sheets anywhere.
namespace Theme {

enum class Mode { Light, Dark };

/// Fusion plus the palette of `mode`, for the whole program. May be called again at any time.
void apply(QApplication &application, Mode mode);
QPalette palette(Mode mode);
bool isDark(const QPalette &palette);

/// Header, navigation, filter and status bar.
QColor chrome(const QPalette &palette);
/// Every secondary text.
QColor caption(const QPalette &palette);
QColor ok(const QPalette &palette);
QColor warning(const QPalette &palette);
QColor error(const QPalette &palette);
/// Link colour on text, accent on thin shapes (Highlight is for fills).
QColor accent(const QPalette &palette);
/// Card border, row line, chart grid = Midlight; press-able borders = Mid; inputs and total rules = Dark.
QColor hairline(const QPalette &palette);

/// Colour of a series by slot, 0 = the largest; slots from SeriesSlots on share the grey of "Other".
inline constexpr int SeriesSlots = 6;
/// The error colour, for the one series that counts failures.
inline constexpr int FailureSlot = 100;
QColor series(const QPalette &palette, int slot);

/// `share` of `colour` over `surface`, 0..1.
QColor mix(const QColor &colour, const QColor &surface, double share);

/// Type scale: the user's font times k (caption 0.9, panel title 1.15, page title 1.35, KPI 1.8).
QFont scaled(const QFont &base, double k, QFont::Weight weight = QFont::Normal);
inline constexpr double CaptionScale = 0.9;
inline constexpr double PanelTitleScale = 1.15;
inline constexpr double PageTitleScale = 1.35;
inline constexpr double KpiScale = 1.8;

}

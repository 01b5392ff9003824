#include "app/screenfaults.h"

#include "core/error.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QToolTip>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>

namespace {

constexpr int MostRows = 60;
constexpr int StepOfToolTips = 24; ///< Pixels.
const QString Mnemonic = QStringLiteral("R&D");

class Walk
{
public:
    explicit Walk(QWidget *window) : m_window(window) {}

    QStringList faults()
    {
        checkPlain(m_window->windowTitle(), QStringLiteral("window title"));
        auto widgets = m_window->findChildren<QWidget *>();
        widgets.prepend(m_window);
        for (QWidget *widget : std::as_const(widgets)) {
            if (widget->window() == m_window && widget->isVisibleTo(m_window))
                check(widget);
        }
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (qobject_cast<QMessageBox *>(top))
                add(top, QStringLiteral("a message box"), QString());
        }
        m_faults.removeDuplicates();
        return m_faults;
    }

private:
    void add(const QWidget *widget, const QString &what, const QString &text)
    {
        QStringList way;
        for (; widget && !widget->isWindow(); widget = widget->parentWidget())
            way.prepend(QString::fromLatin1(widget->metaObject()->className()));
        m_faults.append(QStringLiteral("%1: %2: %3").arg(way.join(QStringLiteral(" > ")), what, visibleControls(text.left(100))));
    }

    /// Shown as it is, so that only what would steer the screen matters.
    void checkPlain(const QString &text, const QString &what, const QWidget *widget = nullptr, bool inLines = false)
    {
        QString seen = text;
        if (inLines)
            seen.remove(QLatin1Char('\n'));
        seen.remove(QChar(0x200B)); // tells the labels of an axis apart
        if (visibleControls(seen) != seen)
            add(widget, what + QStringLiteral(" holds controls"), text);
    }

    void checkToolTip(const QWidget *widget, QString tip, const QString &what)
    {
        checkPlain(tip, what, widget, true);
        const bool isMarked = tip.startsWith(QLatin1String("<qt>"));
        if (isMarked)
            tip.remove(QLatin1String("<qt>")).remove(QLatin1String("</qt>")).remove(QLatin1String("<br>"));
        if (isMarked ? tip.contains(QLatin1Char('<')) : Qt::mightBeRichText(tip))
            add(widget, what + QStringLiteral(" is markup"), tip);
    }

    /// What the mouse is told at that place.
    void hover(QWidget *widget, QPoint at)
    {
        QToolTip::hideText();
        QHelpEvent event(QEvent::ToolTip, at, widget->mapToGlobal(at));
        QApplication::sendEvent(widget, &event);
        if (!QToolTip::isVisible())
            return;
        checkToolTip(widget, QToolTip::text(), QStringLiteral("tool tip"));
        for (const QWidget *top : QApplication::topLevelWidgets()) {
            if (top->inherits("QTipLabel") && top->isVisible() && top->width() > 1280)
                add(widget, QStringLiteral("tool tip of %1 pixels").arg(top->width()), QToolTip::text());
        }
    }

    void check(QWidget *widget)
    {
        checkPlain(widget->accessibleName(), QStringLiteral("accessible name"), widget, true);
        checkPlain(widget->accessibleDescription(), QStringLiteral("accessible description"), widget, true);
        checkPlain(widget->statusTip(), QStringLiteral("status tip"), widget);
        checkToolTip(widget, widget->toolTip(), QStringLiteral("tool tip"));
        for (const QAction *action : widget->actions()) {
            checkText(widget, action->text(), QStringLiteral("action"));
            checkPlain(action->statusTip(), QStringLiteral("status tip of an action"), widget);
            if (action->toolTip() != QString(action->text()).remove(QLatin1Char('&')))
                checkToolTip(widget, action->toolTip(), QStringLiteral("tool tip of an action"));
        }
        if (auto *label = qobject_cast<QLabel *>(widget)) {
            checkPlain(label->text(), QStringLiteral("label"), label, true);
            if (label->textFormat() != Qt::PlainText && label->text().contains(QLatin1Char('<')))
                add(label, QStringLiteral("label that may be markup"), label->text());
            if (label->buddy() && label->text().contains(Mnemonic))
                add(label, QStringLiteral("label with a mnemonic"), label->text());
        } else if (auto *button = qobject_cast<QAbstractButton *>(widget)) {
            checkPlain(button->text(), QStringLiteral("button"), button);
            if (button->text().contains(Mnemonic) && !button->shortcut().isEmpty())
                add(button, QStringLiteral("button with a mnemonic"), button->text());
        } else if (auto *view = qobject_cast<QAbstractItemView *>(widget)) {
            check(*view);
        } else if (auto *box = qobject_cast<QComboBox *>(widget)) {
            for (int i = 0; i < box->count(); ++i)
                checkPlain(box->itemText(i), QStringLiteral("choice"), box);
        } else if (auto *tabs = qobject_cast<QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                checkText(tabs, tabs->tabText(i), QStringLiteral("tab"));
        } else if (auto *edit = qobject_cast<QPlainTextEdit *>(widget); edit && edit->isReadOnly()) {
            checkPlain(edit->toPlainText(), QStringLiteral("text"), edit, true);
        } else if (auto *chart = qobject_cast<QChartView *>(widget)) {
            check(*chart);
        }
        for (int y = 4; y < widget->height() && !qobject_cast<QAbstractItemView *>(widget->parentWidget()); y += StepOfToolTips)
            hover(widget, { widget->width() / 2, y });
    }

    /// Where a lone & underlines the next letter.
    void checkText(const QWidget *widget, const QString &text, const QString &what)
    {
        checkPlain(text, what, widget);
        if (text.contains(Mnemonic))
            add(widget, what + QStringLiteral(" with a mnemonic"), text);
    }

    void check(QAbstractItemView &view)
    {
        if (const auto *header = qobject_cast<QHeaderView *>(&view)) {
            for (int i = 0; header->model() && i < header->count(); ++i)
                checkPlain(header->model()->headerData(i, header->orientation()).toString(), QStringLiteral("heading"), header);
            return;
        }
        check(view, view.rootIndex());
        for (int y = 4; y < view.viewport()->height(); y += StepOfToolTips) {
            for (int x = 8; x < view.viewport()->width(); x += 150)
                hover(view.viewport(), { x, y });
        }
    }

    void check(const QAbstractItemView &view, const QModelIndex &parent)
    {
        for (int row = 0; view.model() && row < qMin(MostRows, view.model()->rowCount(parent)); ++row) {
            for (int column = 0; column < view.model()->columnCount(parent); ++column) {
                const QModelIndex index = view.model()->index(row, column, parent);
                for (int role : { int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(Qt::AccessibleDescriptionRole), int(Qt::StatusTipRole) })
                    checkPlain(index.data(role).toString(), QStringLiteral("cell of column %1, role %2").arg(column).arg(role), &view);
            }
            check(view, view.model()->index(row, 0, parent));
        }
    }

    void check(const QChartView &view)
    {
        QStringList texts { view.chart()->title() };
        for (const auto *axis : view.chart()->axes()) {
            texts.append(axis->titleText());
            if (const auto *categories = qobject_cast<const QCategoryAxis *>(axis))
                texts += const_cast<QCategoryAxis *>(categories)->categoriesLabels();
        }
        for (const QString &text : std::as_const(texts)) {
            checkPlain(text, QStringLiteral("text of a chart"), &view);
            if (text.contains(QLatin1Char('<')))
                add(&view, QStringLiteral("text of a chart is markup"), text);
        }
    }

    QWidget *m_window;
    QStringList m_faults;
};

}

QStringList screenFaults(QWidget *window)
{
    return Walk(window).faults();
}

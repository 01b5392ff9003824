#include "app/valuepicker.h"

#include "app/valuedelegate.h"
#include "data/workspace.h"
#include "widgets/button.h"
#include "widgets/painting.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QScreen>

#include <algorithm>

namespace {

constexpr int SearchDelayMilliseconds = 250;
constexpr int KeyRole = Qt::UserRole;

/// All values that the ledger knows, those that occur in `range` first. On the reader's thread.
Result<QList<FilterValue>> loadValues(Connection &connection, Dimension dimension, const UsageQuery &counted)
{
    const auto known = Usage::values(connection, dimension);
    if (!known)
        return known.error();
    const auto counts = Usage::ask(connection, counted);
    if (!counts)
        return counts.error();
    QHash<QString, qint64> requests;
    for (const UsageRow &row : counts->rows)
        requests.insert(row.keys.constFirst().text, row.measures.requests());
    QList<FilterValue> values;
    values.reserve(known->size());
    for (const UsageKey &key : *known)
        values.append({ key.text, ValuePicker::labelFor(dimension, key), requests.value(key.text) });
    std::stable_sort(values.begin(), values.end(), [](const auto &a, const auto &b) { return a.requests > b.requests; });
    return values;
}

}

ValuePicker::ValuePicker(Workspace &workspace, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_workspace(workspace)
    , m_title(new QLabel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_message(new QLabel(this))
    , m_apply(new Button(tr("Apply"), Button::Kind::Primary, this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_search->setClearButtonEnabled(true);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new ValueDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    auto *cancel = new Button(tr("Cancel"), Button::Kind::Ghost, this);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_apply);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_search);
    layout->addWidget(m_message);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    const int unit = fontMetrics().height();
    resize(std::max(320, unit * 20), std::max(360, unit * 22));

    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(SearchDelayMilliseconds);
    connect(&m_searchDelay, &QTimer::timeout, this, &ValuePicker::filterList);
    connect(m_search, &QLineEdit::textChanged, &m_searchDelay, qOverload<>(&QTimer::start));
    connect(m_apply, &Button::clicked, this, &ValuePicker::apply);
    connect(cancel, &Button::clicked, this, &ValuePicker::close);
    connect(&m_answer, &QFutureWatcherBase::finished, this, &ValuePicker::showValues);
}

ValuePicker::~ValuePicker()
{
    m_answer.cancel();
}

QString ValuePicker::labelFor(Dimension dimension, const UsageKey &key)
{
    if (!key.label.isEmpty())
        return visibleControls(key.label);
    return dimension == Dimension::Feature ? tr("Unassigned") : tr("Not stated");
}

void ValuePicker::open(QWidget *anchor, Dimension dimension, const QString &title, const QStringList &chosen, TimeRange range)
{
    m_dimension = dimension;
    m_chosen = chosen;
    m_loaded = false;
    m_title->setText(title);
    m_search->clear();
    m_searchDelay.stop();
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search values: %1").arg(title));
    m_list->setAccessibleName(title);
    m_list->clear();
    m_message->setText(tr("Loading…"));
    m_message->show();
    m_apply->setEnabled(false);

    const UsageQuery counted { range, m_workspace.zone(), { dimension }, {} };
    m_answer.cancel();
    m_answer.setFuture(m_workspace.reader().run(
        [dimension, counted](Connection &connection) { return loadValues(connection, dimension, counted); }));

    const QPoint below = anchor->mapToGlobal(QPoint(0, anchor->height() + 4));
    const QRect screen = anchor->screen()->availableGeometry();
    move(std::clamp(below.x(), screen.left(), std::max(screen.left(), screen.right() - width())),
        std::clamp(below.y(), screen.top(), std::max(screen.top(), screen.bottom() - height())));
    show();
    m_search->setFocus(Qt::PopupFocusReason);
}

void ValuePicker::showValues()
{
    if (m_answer.isCanceled())
        return;
    const auto values = m_answer.result();
    if (!values) {
        m_message->setText(tr("Could not load the values. %1").arg(values.error().summary));
        m_message->setToolTip(Painting::plainToolTip(values.error().detail));
        return;
    }
    for (const FilterValue &value : *values)
        addValue(value);
    for (const QString &key : std::as_const(m_chosen)) { // Chosen by a link, but not (or no longer) in the ledger.
        const bool listed = std::any_of(values->cbegin(), values->cend(), [&key](const FilterValue &value) { return value.key == key; });
        if (!listed)
            addValue({ key, labelFor(m_dimension, { 0, key, key }), 0 });
    }
    m_loaded = true;
    m_apply->setEnabled(true);
    filterList();
}

void ValuePicker::addValue(const FilterValue &value)
{
    auto *item = new QListWidgetItem(m_list);
    const QString count = QLocale(QLocale::English).toString(value.requests);
    item->setText(value.label);
    item->setData(KeyRole, value.key);
    item->setData(ValueDelegate::CountRole, count);
    item->setToolTip(Painting::plainToolTip(tr("%1: %2 requests in this range").arg(value.label, count)));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(m_chosen.contains(value.key) ? Qt::Checked : Qt::Unchecked);
}

void ValuePicker::filterList()
{
    m_searchDelay.stop();
    const QString wanted = m_search->text().trimmed();
    int shown = 0;
    for (int row = 0; row < m_list->count(); ++row) {
        auto *item = m_list->item(row);
        const bool matches = item->text().contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!matches);
        shown += matches ? 1 : 0;
    }
    m_message->setVisible(shown == 0);
    if (shown == 0)
        m_message->setText(wanted.isEmpty() ? tr("The ledger has no values yet.") : tr("Nothing matches \"%1\".").arg(wanted));
}

QStringList ValuePicker::ticked() const
{
    QStringList keys;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            keys.append(m_list->item(row)->data(KeyRole).toString());
    }
    return keys;
}

void ValuePicker::apply()
{
    if (!m_loaded)
        return;
    close();
    emit chosen(m_dimension, ticked());
}

void ValuePicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_searchDelay.isActive())
            filterList();
        else
            apply();
        return;
    }
    if (event->key() == Qt::Key_Down && m_search->hasFocus()) {
        m_list->setFocus(Qt::TabFocusReason);
        for (int row = 0; row < m_list->count(); ++row) {
            if (!m_list->item(row)->isHidden()) {
                m_list->setCurrentRow(row);
                break;
            }
        }
        return;
    }
    QFrame::keyPressEvent(event);
}

void ValuePicker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

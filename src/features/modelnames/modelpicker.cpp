#include "features/modelnames/modelpicker.h"

#include "core/error.h"
#include "widgets/button.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

ModelPicker::ModelPicker(const QString &name, const QStringList &models, const QString &suggestion, QWidget *parent)
    : QDialog(parent)
    , m_search(new QLineEdit)
    , m_matches(new QSortFilterProxyModel(this))
    , m_list(new QListView)
    , m_choose(new Button(tr("Choose"), Button::Kind::Primary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Choose a model"));
    auto *heading = new QLabel(tr("Which model is %1?").arg(visibleControls(name.left(200))));
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    m_search->setPlaceholderText(tr("Search models"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->setClearButtonEnabled(true);
    auto *known = new QStandardItemModel(this);
    for (const QString &model : models) {
        auto *item = new QStandardItem(visibleControls(model));
        item->setData(model, Qt::UserRole);
        known->appendRow(item);
    }
    m_matches->setSourceModel(known);
    m_matches->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_matches);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(2);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Models"));
    auto *cancel = new Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_choose->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_choose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 64, fontMetrics().height() * 28);

    connect(m_search, &QLineEdit::textChanged, this, &ModelPicker::filter);
    connect(m_list, &QAbstractItemView::doubleClicked, this, &ModelPicker::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex &current) { m_choose->setEnabled(current.isValid()); });
    connect(m_choose, &Button::clicked, this, &ModelPicker::choose);
    connect(cancel, &Button::clicked, this, &QDialog::close);
    m_choose->setEnabled(false);
    select(suggestion);
    m_search->setFocus();
}

void ModelPicker::filter(const QString &text)
{
    const QString wanted = text.trimmed();
    m_matches->setFilterFixedString(wanted);
    // The model of exactly that name, else one that begins so, else the first that has it anywhere.
    QModelIndex best = m_matches->index(0, 0);
    for (const auto flag : { Qt::MatchStartsWith, Qt::MatchFixedString }) {
        if (const auto found = m_matches->match(m_matches->index(0, 0), Qt::DisplayRole, wanted, 1, flag); !found.isEmpty())
            best = found.constFirst();
    }
    if (!wanted.isEmpty() || !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(best);
    m_choose->setEnabled(m_list->currentIndex().isValid());
}

void ModelPicker::select(const QString &model)
{
    const auto found = m_matches->match(m_matches->index(0, 0), Qt::UserRole, model, 1, Qt::MatchExactly);
    if (model.isEmpty() || found.isEmpty())
        return;
    m_list->setCurrentIndex(found.constFirst());
    m_list->scrollTo(found.constFirst(), QAbstractItemView::PositionAtCenter);
}

void ModelPicker::choose()
{
    const QString model = m_list->currentIndex().data(Qt::UserRole).toString();
    if (model.isEmpty())
        return;
    close();
    emit chosen(model);
}

void ModelPicker::keyPressEvent(QKeyEvent *event)
{
    if (m_search->hasFocus() && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)) {
        m_list->setFocus(Qt::TabFocusReason);
        return;
    }
    QDialog::keyPressEvent(event);
}

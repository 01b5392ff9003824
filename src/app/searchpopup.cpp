#include "app/searchpopup.h"

#include "app/searchdelegate.h"
#include "app/searchmodel.h"
#include "features/captionlabel.h"
#include "widgets/iconset.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>

namespace {

constexpr int WidthInCharacters = 100;
constexpr int HeightInLines = 30;
constexpr int Top = 56; ///< Below the window's upper edge: over the header's lower part.
constexpr int FieldLeft = 6; ///< Beside what an icon takes.
constexpr int RowsPerPage = 8;

}

SearchPopup::SearchPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_model(new SearchModel(this))
    , m_field(new QLineEdit)
    , m_list(new QListView)
    , m_nothing(new CaptionLabel(tr("Nothing matches.")))
    , m_hint(new CaptionLabel(tr("> commands   @ features   $ models   ! flags   ? shortcuts   Tab: only this kind")))
{
    setAccessibleName(tr("Search"));
    m_field->setFrame(false);
    m_field->setPlaceholderText(tr("Search or run a command"));
    m_field->setAccessibleName(tr("Search or run a command"));
    m_field->addAction(IconSet::icon(QLatin1String("search")), QLineEdit::LeadingPosition);
    m_field->setTextMargins(FieldLeft, 0, 8, 0);
    m_field->setMaxLength(2000); // links are long
    m_field->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SearchDelegate(m_list));
    m_list->setAccessibleName(tr("Results"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();
    m_hint->setContentsMargins(12, 4, 12, 6);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_field);
    column->addSpacing(1); // of the rule
    column->addWidget(m_nothing, 1);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    connect(m_field, &QLineEdit::textChanged, this, &SearchPopup::search);
    connect(m_model, &QAbstractItemModel::modelReset, this, &SearchPopup::resultsChanged);
    connect(m_list, &QListView::clicked, this, &SearchPopup::choose);
    updateFonts();
}

QString SearchPopup::query() const
{
    return m_field->text();
}

void SearchPopup::open(QWidget *window, const QString &prefix)
{
    m_focusBefore = window->focusWidget();
    const QSize wanted(fontMetrics().averageCharWidth() * WidthInCharacters, fontMetrics().height() * HeightInLines);
    resize(wanted.boundedTo(window->size() - QSize(32, Top + 24)));
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, Top)));
    if (!m_field->text().startsWith(prefix) || (prefix.isEmpty() && SearchQuery(m_field->text()).kind))
        m_field->setText(prefix);
    else
        search(m_field->text());
    const auto typed = qMin(prefix.size(), m_field->text().size()); // the field takes no text of any length
    m_field->setSelection(int(typed), int(m_field->text().size()));
    if (m_field->text() == prefix)
        m_field->end(false);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::search(const QString &text)
{
    emit queryChanged(text); // first: a link is an entry of its own
    m_model->setQuery(text);
    select(m_model->nextEntry(0, 1));
}

void SearchPopup::resultsChanged()
{
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    select(m_model->nextEntry(0, 1));
}

void SearchPopup::select(int row)
{
    const QModelIndex index = m_model->index(row);
    m_list->setCurrentIndex(index);
    if (row > 0 && !m_model->entry(row - 1))
        m_list->scrollTo(m_model->index(row - 1)); // with its heading
    m_list->scrollTo(index);
}

void SearchPopup::choose(const QModelIndex &index)
{
    const SearchEntry *found = m_model->entry(index.row());
    if (!found || !found->run || !found->reason.isEmpty())
        return;
    const SearchEntry entry = *found; // closing may change the list
    close();
    emit chosen(entry);
}

void SearchPopup::completePrefix()
{
    const SearchEntry *found = m_model->entry(m_list->currentIndex().row());
    if (!found)
        return;
    const SearchQuery query(m_field->text());
    const QChar prefix = SearchQuery::prefixOf(found->kind);
    if (query.kind) // the kind is chosen: the rest of the name
        m_field->setText((prefix.isNull() ? QString() : QString(prefix)) + found->text);
    else if (!prefix.isNull())
        m_field->setText(prefix + query.words);
    else
        m_field->setText(found->text);
}

bool SearchPopup::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    const int row = m_list->currentIndex().row();
    const bool control = modifiers.testFlag(Qt::ControlModifier);
    if (key == Qt::Key_Down || (control && key == Qt::Key_N))
        select(m_model->nextEntry(row + 1, 1));
    else if (key == Qt::Key_Up || (control && key == Qt::Key_P && !modifiers.testFlag(Qt::ShiftModifier)))
        select(m_model->nextEntry(row - 1, -1));
    else if (key == Qt::Key_PageDown)
        select(m_model->nextEntry(std::min(row + RowsPerPage, m_model->rowCount() - 1), -1));
    else if (key == Qt::Key_PageUp)
        select(m_model->nextEntry(std::max(row - RowsPerPage, 0), 1));
    else if (key == Qt::Key_Return || key == Qt::Key_Enter)
        choose(m_list->currentIndex());
    else if (key == Qt::Key_Escape)
        close();
    else if (key == Qt::Key_Tab)
        completePrefix();
    else
        return key == Qt::Key_Backtab;
    return true;
}

bool SearchPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field)
        return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) { // the window's shortcuts wait until the popup is closed
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    return handleKey(key->key(), key->modifiers()) || QFrame::eventFilter(watched, event);
}

void SearchPopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
}

void SearchPopup::updateFonts()
{
    m_field->setFont(Theme::scaled(font(), Theme::PanelTitleScale));
    m_field->setFixedHeight(m_field->fontMetrics().height() + 20);
}

void SearchPopup::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateFonts();
}

void SearchPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, m_field->geometry().bottom() + 1, width(), 1), Theme::hairline(palette()));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

#pragma once

#include "app/searchentry.h"

#include <QFrame>
#include <QPointer>

class CaptionLabel;
class QLineEdit;
class QListView;
class SearchModel;

/// The one popup that finds pages, commands, features, models, flags, shortcuts and links. The keyboard stays in its field;
/// Escape gives it back to where it was.
class SearchPopup : public QFrame
{
    Q_OBJECT

public:
    explicit SearchPopup(QWidget *parent = nullptr);

    SearchModel &model() const { return *m_model; }
    /// Over the upper middle of `window`. `prefix` is ">", "@" or empty; what was typed last with it is there, selected.
    void open(QWidget *window, const QString &prefix);
    QString query() const;

signals:
    void queryChanged(const QString &text);
    /// The popup is closed already.
    void chosen(const SearchEntry &entry);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    void search(const QString &text);
    void resultsChanged();
    void select(int row);
    void choose(const QModelIndex &index);
    void completePrefix();
    void updateFonts();

    SearchModel *m_model;
    QLineEdit *m_field;
    QListView *m_list;
    CaptionLabel *m_nothing;
    CaptionLabel *m_hint;
    QPointer<QWidget> m_focusBefore;
};

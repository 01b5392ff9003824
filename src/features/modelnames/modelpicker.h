#pragma once

#include <QDialog>
#include <QStringList>

class Button;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

/// Chooses one of many models by typing a part of its name. Deletes itself when it is closed.
class ModelPicker : public QDialog
{
    Q_OBJECT

public:
    /// `suggestion` is chosen at first; it may be empty.
    ModelPicker(const QString &name, const QStringList &models, const QString &suggestion, QWidget *parent);

signals:
    void chosen(const QString &model);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void filter(const QString &text);
    void select(const QString &model);
    void choose();

    QLineEdit *m_search;
    QSortFilterProxyModel *m_matches;
    QListView *m_list;
    Button *m_choose;
};

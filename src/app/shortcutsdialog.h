#pragma once

#include <QDialog>

#include <memory>

class QAction;

namespace Ui {
class ShortcutsDialog;
}

/// Lists actions that have a shortcut: what they do and every key for it. Made from the actions, so it cannot differ.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent = nullptr);
    ~ShortcutsDialog() override;

private:
    const std::unique_ptr<Ui::ShortcutsDialog> m_ui;
};

#pragma once

#include <QDialog>

class Button;
class QLineEdit;

/// Asks why something is to be undone, after saying what that does. Deletes itself when it is closed.
class UndoDialog : public QDialog
{
    Q_OBJECT

public:
    UndoDialog(const QString &question, const QStringList &facts, QWidget *parent);

signals:
    void confirmed(const QString &reason);

private:
    void go();

    QLineEdit *m_reason;
    Button *m_undo;
};

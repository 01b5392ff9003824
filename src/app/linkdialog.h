#pragma once

#include "ledger/route.h"

#include <QDialog>

class Button;
class QLabel;
class QLineEdit;

/// Takes a link ("signalbox://spending?…") and says at once whether it can be read.
class LinkDialog : public QDialog
{
    Q_OBJECT

public:
    explicit LinkDialog(const QString &text, QWidget *parent = nullptr);

signals:
    void routeChosen(const Route &route);

private:
    void validate();
    void go();

    QLineEdit *m_link;
    QLabel *m_message;
    Button *m_go;
};

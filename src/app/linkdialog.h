#pragma once

#include "ledger/route.h"

#include <QDialog>

#include <memory>

namespace Ui {
class LinkDialog;
}

/// Takes a link ("signalbox://spending?…") and says at once whether it can be read.
class LinkDialog : public QDialog
{
    Q_OBJECT

public:
    explicit LinkDialog(const QString &text, QWidget *parent = nullptr);
    ~LinkDialog() override;

signals:
    void routeChosen(const Route &route);

private:
    void validate();
    void go();

    const std::unique_ptr<Ui::LinkDialog> m_ui;
};

#pragma once

#include "features/demoorigins.h"

#include <QDialog>

#include <memory>

class QLabel;

namespace Ui {
class DemoDialog;
}

/// Says of every trace in the demo workspace where it comes from, under which licence, and by how many days it was moved.
class DemoDialog : public QDialog
{
    Q_OBJECT

public:
    explicit DemoDialog(const QList<DemoOrigin> &origins, QWidget *parent = nullptr);
    ~DemoDialog() override;

private:
    void add(const DemoOrigin &origin);
    QLabel *addText(const QString &text);

    const std::unique_ptr<Ui::DemoDialog> m_ui;
};

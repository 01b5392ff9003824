#pragma once

#include <QDialog>

#include <memory>

namespace Ui {
class AboutDialog;
}

/// Version, licence and what the program is built with.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);
    ~AboutDialog() override;

private:
    const std::unique_ptr<Ui::AboutDialog> m_ui;
};

#pragma once

#include <QDialog>

/// Version, licence and what the program is built with.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);
};

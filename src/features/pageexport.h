#pragma once

#include "core/error.h"
#include "widgets/chartexport.h"

#include <QList>
#include <QObject>

#include <functional>

class DataTable;
class QAction;
class QMenu;
class TimeChart;

/// What a page can export: its table as it is sorted and shown, its chart, the chart's figures. Adds the actions to the
/// page and puts them into one menu.
class PageExport : public QObject
{
    Q_OBJECT

public:
    enum class Kind { TableCsv, TableJson, ChartPng, ChartSvg };

    /// What the files say and are called.
    struct Subject
    {
        QString fileStem; ///< Suggested name without its ending.
        ChartCaption caption;
        QString chartTsv;
    };

    /// `subject` is asked when something is exported. The page owns this object.
    PageExport(DataTable &table, TimeChart &chart, std::function<Subject()> subject, QWidget *page);
    /// Of a page, or a part of one, without a chart where `chart` is null.
    PageExport(DataTable &table, TimeChart *chart, std::function<Subject()> subject, QWidget *page);
    ~PageExport() override;

    QMenu *menu() const { return m_menu; }
    void setEnabled(bool enabled);
    /// Writes without asking for a name.
    void write(Kind kind, const QString &path);
    void copyChart();

signals:
    void written(const QString &path);
    void failed(const QString &attempt, const Error &error);

private:
    void addAction(const QString &text, const QString &shortcut, const std::function<void()> &run);
    void askForName(Kind kind);

    DataTable &m_table;
    TimeChart *m_chart;
    std::function<Subject()> m_subject;
    QWidget *m_page;
    QMenu *m_menu;
    QList<QAction *> m_actions;
};

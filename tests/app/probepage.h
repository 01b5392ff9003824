#pragma once

#include "app/pages.h"
#include "ledger/filterstate.h"

#include <QAction>
#include <QLabel>

/// A page that counts what the window asks of it.
class ProbePage : public QLabel
{
    Q_OBJECT

public:
    ProbePage(Workspace &, FilterState &filterState, const Clock &, Settings &, QWidget *parent)
        : QLabel(parent)
        , filter(filterState)
    {
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(QStringLiteral("Probe"));
    }

    void refresh()
    {
        ++refreshes;
        emit queryFinished(212'000, QStringLiteral("days"));
    }
    void setOptions(const QMap<QString, QString> &options) { m_options = options; }
    QMap<QString, QString> options() const { return m_options; }
    bool isSettled() const { return settled; }

    FilterState &filter;
    int refreshes = 0;
    bool settled = true;

protected:
    void mousePressEvent(QMouseEvent *) override {} // Takes every press, as tables do.

signals:
    void routeRequested(const Route &route);
    void settledChanged();
    void queryFinished(qint64 microseconds, const QString &source);

private:
    QMap<QString, QString> m_options;
};

inline QList<PageEntry> probePages()
{
    return { { QStringLiteral("overview"), QStringLiteral("Overview"), QLatin1String("overview"), 1, createPage<ProbePage> },
        { QStringLiteral("spending"), QStringLiteral("Spending"), QLatin1String("spending"), 5, createPage<ProbePage> } };
}

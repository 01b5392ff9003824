#pragma once

#include "core/reportingzone.h"
#include "flags/flag.h"
#include "widgets/card.h"

class QGridLayout;

/// Changes that wait for their time, each with the way to take it back. Hidden while there is none.
class ScheduledList : public Card {
    Q_OBJECT

public:
    explicit ScheduledList(QWidget *parent = nullptr);

    /// `forbidden`: why nothing may be cancelled; empty: it may.
    void setChanges(const QList<ScheduledChange> &changes, const ReportingZone &zone, const QString &forbidden);

signals:
    void cancelRequested(qint64 id);

private:
    QWidget *m_list = nullptr;
};

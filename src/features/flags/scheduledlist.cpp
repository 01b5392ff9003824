#include "features/flags/scheduledlist.h"

#include "core/error.h"
#include "features/captionlabel.h"
#include "features/flagreviews.h"
#include "widgets/button.h"
#include "widgets/painting.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

ScheduledList::ScheduledList(QWidget *parent)
    : Card(tr("Scheduled"), parent)
{
    setNote(tr("applied at their time, also by another console"));
    hide();
}

void ScheduledList::setChanges(
    const QList<ScheduledChange> &changes, const ReportingZone &zone, const QString &forbidden)
{
    delete m_list;
    m_list = new QWidget;
    auto *grid = new QGridLayout(m_list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(2, 1);
    int row = 0;
    for (const ScheduledChange &change : changes) {
        auto *key = new QLabel;
        key->setTextFormat(Qt::PlainText);
        key->setText(visibleControls(change.flag));
        key->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        grid->addWidget(new QLabel(zone.timeText(change.due)), row, 0);
        grid->addWidget(key, row, 1);
        auto *what = new CaptionLabel(tr("%1: %2, by %3")
                                          .arg(FlagReviews::environmentName(change.environment),
                                              stateText(change.state), visibleControls(change.createdBy)));
        what->setToolTip(Painting::plainToolTip(change.reason));
        grid->addWidget(what, row, 2);
        auto *cancel = new Button(tr("Cancel"));
        cancel->setAccessibleName(
            tr("Cancel the change of %1 in %2").arg(change.flag, FlagReviews::environmentName(change.environment)));
        cancel->setEnabled(forbidden.isEmpty());
        cancel->setToolTip(Painting::plainToolTip(forbidden));
        connect(cancel, &QAbstractButton::clicked, this, [this, id = change.id] { emit cancelRequested(id); });
        grid->addWidget(cancel, row++, 3);
    }
    contentLayout()->addWidget(m_list);
    setVisible(!changes.isEmpty());
}

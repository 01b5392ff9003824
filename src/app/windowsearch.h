#pragma once

#include "app/searchhistory.h"
#include "features/question.h"
#include "flags/flag.h"
#include "ledger/route.h"
#include "ledger/usagequery.h"

#include <QObject>

#include <memory>

class Clock;
class SearchModel;
class SearchPopup;
class WindowActions;
class WorkspaceView;

/// The window's search: fills the popup from the window's actions and pages and from the workspace, and does what is
/// chosen.
class WindowSearch : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    WindowSearch(QWidget &window, const WindowActions &actions, Settings &settings, const Clock &clock);

    /// nullptr: no workspace is open. Call before a view goes.
    void setView(WorkspaceView *view);
    /// `prefix`: ">" commands, "@" features, empty everything.
    void open(const QString &prefix);
    SearchPopup *popup() const { return m_popup; }

signals:
    void routeChosen(const Route &route);

private:
    using Names = Question<QList<UsageKey>>;

    void offer(const QString &source, Dimension dimension, std::unique_ptr<Names> &question);
    void offerFlags();
    bool hasPage(QLatin1String id) const;
    void goToFeature(const QString &key);
    void goToModel(const QString &key);
    /// The first of these pages that there is, with what is shown now.
    Route routeTo(std::initializer_list<QLatin1String> pages) const;

    QWidget &m_window;
    const WindowActions &m_actions;
    const Clock &m_clock;
    SearchHistory m_history;
    SearchPopup *m_popup;
    WorkspaceView *m_view = nullptr;
    std::unique_ptr<Names> m_features;
    std::unique_ptr<Names> m_models;
    std::unique_ptr<Question<QList<Flag>>> m_flags;
};

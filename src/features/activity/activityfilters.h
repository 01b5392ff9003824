#pragma once

#include "audit/auditfilter.h"

#include <QMap>
#include <QWidget>

class FilterChip;
class QMenu;
class SearchEdit;

/// What narrows the log beside the window's range: a text, one person, one kind of action.
class ActivityFilters : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityFilters(QWidget *parent = nullptr);
    ~ActivityFilters() override;

    /// q (a text), actor, group ("imports"). Words that are not understood are left out; tells nobody.
    void setOptions(const QMap<QString, QString> &options);
    QMap<QString, QString> options() const;
    bool isEmpty() const { return options().isEmpty(); }
    /// Sets text, actor and group of `filter`.
    void applyTo(AuditFilter &filter) const;
    void clear();
    /// Whom the choice offers.
    void setActors(const QStringList &actors) { m_actors = actors; }
    SearchEdit *search() const { return m_search; }

signals:
    void changed();

private:
    void fillActors();
    void setActor(const QString &actor);
    void setGroup(std::optional<AuditGroup> group);
    void describe();

    SearchEdit *m_search;
    FilterChip *m_actorChip;
    FilterChip *m_groupChip;
    QMenu *m_actorMenu;
    QMenu *m_groupMenu;
    QStringList m_actors;
    QString m_actor;
    std::optional<AuditGroup> m_group;
};

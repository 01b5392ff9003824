#include "features/activity/activityfilters.h"

#include "features/activity/activitytext.h"
#include "features/searchedit.h"
#include "widgets/filterchip.h"

#include <QBoxLayout>
#include <QMenu>

namespace {

constexpr int MostActors = 60; ///< In the menu; the search finds the others.

}

ActivityFilters::ActivityFilters(QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchEdit(tr("Search the log")))
    , m_actorChip(new FilterChip(tr("Who")))
    , m_groupChip(new FilterChip(tr("What")))
    , m_actorMenu(new QMenu(this))
    , m_groupMenu(new QMenu(this))
{
    m_search->setFixedWidth(240);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_search);
    row->addWidget(m_actorChip);
    row->addWidget(m_groupChip);
    row->addStretch(1);
    m_actorChip->setMenu(m_actorMenu);
    m_groupChip->setMenu(m_groupMenu);
    m_groupMenu->addAction(tr("Anything"), this, [this] { setGroup({}); });
    m_groupMenu->addSeparator();
    for (int i = 0; i < AuditGroupCount; ++i)
        m_groupMenu->addAction(ActivityText::group(AuditGroup(i)), this, [this, i] { setGroup(AuditGroup(i)); });
    connect(m_actorMenu, &QMenu::aboutToShow, this, &ActivityFilters::fillActors);
    connect(m_search, &SearchEdit::searched, this, &ActivityFilters::changed);
    connect(m_actorChip, &FilterChip::removeRequested, this, [this] { setActor({}); });
    connect(m_groupChip, &FilterChip::removeRequested, this, [this] { setGroup({}); });
    describe();
}

ActivityFilters::~ActivityFilters() = default;

void ActivityFilters::fillActors()
{
    m_actorMenu->clear();
    m_actorMenu->addAction(tr("Anyone"), this, [this] { setActor({}); });
    m_actorMenu->addSeparator();
    for (const QString &actor : m_actors.mid(0, MostActors)) {
        QString text = ActivityText::line(actor).left(60);
        m_actorMenu->addAction(text.replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, actor] { setActor(actor); });
    }
}

void ActivityFilters::setActor(const QString &actor)
{
    m_actor = actor;
    describe();
    emit changed();
}

void ActivityFilters::setGroup(std::optional<AuditGroup> group)
{
    m_group = group;
    describe();
    emit changed();
}

void ActivityFilters::describe()
{
    m_actorChip->setValue(m_actor.isEmpty() ? tr("anyone") : ActivityText::line(m_actor).left(40));
    m_groupChip->setValue(m_group ? ActivityText::group(*m_group) : tr("anything"));
    const auto activate = [](FilterChip *chip, bool active) {
        chip->setActive(active);
        chip->setRemovable(active);
    };
    activate(m_actorChip, !m_actor.isEmpty());
    activate(m_groupChip, m_group.has_value());
}

void ActivityFilters::setOptions(const QMap<QString, QString> &options)
{
    m_search->setSearch(options.value(QStringLiteral("q")));
    m_actor = options.value(QStringLiteral("actor"));
    m_group = auditGroupFromName(options.value(QStringLiteral("group")));
    describe();
}

QMap<QString, QString> ActivityFilters::options() const
{
    QMap<QString, QString> options;
    const auto add = [&options](const char *name, const QString &value) {
        if (!value.isEmpty())
            options.insert(QString::fromLatin1(name), value);
    };
    add("q", m_search->text().trimmed());
    add("actor", m_actor);
    add("group", m_group ? auditGroupName(*m_group) : QString());
    return options;
}

void ActivityFilters::applyTo(AuditFilter &filter) const
{
    filter.text = m_search->text().trimmed();
    filter.actor = m_actor;
    filter.group = m_group;
}

void ActivityFilters::clear()
{
    setOptions({});
    emit changed();
}

#include "flags/people.h"

#include "flags/phaseadmin.h"

namespace {

/// People whose first group is the same.
struct Team {
    const char *groups; ///< With commas between.
    Role role;
    const char *names; ///< With commas between.
};

constexpr Team Teams[] {
    { "ai-team-leads", Role::Admin, "Amara Okafor,Jonas Lindqvist,Mei Tanaka,Priya Raman" },
    { "selected-developers", Role::Operator,
        "Ben Adeyemi,Clara Moreau,Diego Fuentes,Elif Kaya,Finn O'Brien,Hana Novak" },
    { "all-ai-developers", Role::Operator,
        "Ivan Petrov,Julia Schmidt,Kofi Mensah,Lars Nielsen,Maya Cohen,Noah Fischer,Olga Ivanova,Pablo Ruiz,Quinn "
        "Harper,Rosa Conti,"
        "Samir Haddad,Tara Singh" },
    { "qa-team", Role::Operator, "Uma Krishnan,Victor Hugo Lima,Wei Zhang,Xenia Papadaki,Yusuf Demir,Zoe Martin" },
    { "all-ai-developers,qa-team", Role::Operator, "Anton Berg,Bianca Rossi" },
    { "all-internal-users", Role::Viewer,
        "Carlos Mendes,Daria Volkova,Emil Hansen,Farah Aziz,Grace Kim,Henrik Larsen,Ines Duarte,Jamal Carter,Katya "
        "Orlova,Leo Dubois,"
        "Marta Kowalska,Nadia Rahman,Oscar Blom,Paula Jensen,Rafael Costa,Sofia Almeida,Tomas Novotny,Vera Lang,Walid "
        "Nasser,Yara Haddad" },
    { "external-partners", Role::Viewer, "Aaron Wells,Bettina Graf,Chen Li,Dmitri Sokolov,Eva Holm,Felix Brandt" },
    { "consultants", Role::Viewer, "Gwen Parry,Hugo Lefevre,Isla Grant,Joao Pinto" },
};

/// "amara.okafor": what the system would call them.
QString keyOf(const QString &name)
{
    QString key = name.toLower();
    return key.remove(QLatin1Char('\'')).replace(QLatin1Char(' '), QLatin1Char('.'));
}

QList<Person> demoPeople()
{
    QList<Person> people;
    for (const Team &team : Teams) {
        const QStringList names = QString::fromUtf8(team.names).split(QLatin1Char(','));
        for (const QString &name : names)
            people.append({ keyOf(name), name, team.role, QString::fromLatin1(team.groups).split(QLatin1Char(',')) });
    }
    return people;
}

}

Result<> fillDemoDirectory(Workspace &workspace, UtcMicros now)
{
    const FlagDeed deed { { QStringLiteral("demo"), Role::Admin }, now, QStringLiteral("demo workspace") };
    if (const auto saved = People::save(workspace, demoPeople(), deed); !saved)
        return saved.error();
    const QDate today = workspace.zone().dayOf(now);
    // The programme is in its first week.
    return PhaseAdmin::setProgrammeStart(workspace, today.addDays(1 - today.dayOfWeek()), deed);
}

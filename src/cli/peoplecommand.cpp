#include "cli/commands.h"
#include "cli/console.h"
#include "cli/flagdesk.h"
#include "core/csv.h"
#include "flags/people.h"
#include "ledger/formats/csvreader.h"
#include "ledger/formats/recordfield.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace {

using namespace Cli;

QStringList namesIn(const QString &text)
{
    QString spaced = text;
    return spaced.replace(QLatin1Char(';'), QLatin1Char(' '))
        .replace(QLatin1Char(','), QLatin1Char(' '))
        .split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

Result<> listPeople(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const Directory &directory = desk->set.directory;
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("user,name,role,groups"));
    for (const Person &person : directory.people()) {
        if (line.json()) {
            array.append(QJsonObject { { QStringLiteral("user"), person.key }, { QStringLiteral("name"), person.name },
                { QStringLiteral("role"), roleName(person.role) },
                { QStringLiteral("groups"), QJsonArray::fromStringList(person.groups) } });
            continue;
        }
        printLine(csvLine({ visibleControls(person.key), visibleControls(person.name), roleName(person.role),
            visibleControls(person.groups.join(QLatin1Char(' '))) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("people"), array } });
    return Ok;
}

Result<> listGroups(const CommandLine &line)
{
    const auto desk = FlagDesk::open(line, Database::Access::ReadOnly);
    if (!desk)
        return desk.error();
    const Directory &directory = desk->set.directory;
    QJsonArray array;
    if (!line.json())
        printLine(QStringLiteral("group,contains,people"));
    for (const PeopleGroup &group : directory.groups()) {
        const qint64 people = directory.members({ group.name }).size();
        if (line.json())
            array.append(QJsonObject { { QStringLiteral("group"), group.name },
                { QStringLiteral("contains"), QJsonArray::fromStringList(group.groups) },
                { QStringLiteral("people"), people } });
        else
            printLine(csvLine(
                { visibleControls(group.name), visibleControls(group.groups.join(QLatin1Char(' '))), number(people) }));
    }
    if (line.json())
        printJson({ { QStringLiteral("groups"), array } });
    return Ok;
}

Result<> savePeople(const CommandLine &line, const FlagDesk &desk, const QList<Person> &people)
{
    const auto report = People::save(*desk.workspace, people, desk.deed(line));
    if (!report)
        return report.error();
    if (line.json()) {
        printJson({ { QStringLiteral("added"), report->added }, { QStringLiteral("changed"), report->changed },
            { QStringLiteral("unchanged"), report->unchanged } });
        return Ok;
    }
    printLine(
        tr("%1 added, %2 changed, %3 as they were.")
            .arg(counted(report->added, "1 person", "%1 people"), number(report->changed), number(report->unchanged)));
    return Ok;
}

Result<> addPerson(const CommandLine &line)
{
    if (line.words().size() != 2)
        return line.usage(tr("Say whom: add ann --name \"Ann Lee\" --role operator --groups qa-team"));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    Person person;
    person.key = line.words().at(1);
    if (const Person *old = desk->set.directory.find(person.key))
        person = *old;
    if (line.has(QStringLiteral("name")) || person.name.isEmpty())
        person.name = line.has(QStringLiteral("name")) ? line.value(QStringLiteral("name")) : person.key;
    if (line.has(QStringLiteral("groups")))
        person.groups = namesIn(line.value(QStringLiteral("groups")));
    if (line.has(QStringLiteral("role"))) {
        const auto role = roleNamed(line.value(QStringLiteral("role")));
        if (!role)
            return Error { Error::Kind::Invalid,
                tr("There is no role \"%1\"; there are viewer, operator and admin.")
                    .arg(line.value(QStringLiteral("role"))),
                {} };
        person.role = *role;
    }
    return savePeople(line, *desk, { person });
}

enum Column { UserColumn, NameColumn, RoleColumn, GroupsColumn, ColumnCount };
constexpr std::array ColumnNames { "user", "name", "role", "groups" };

/// Where each column stands in the header; fails where one that is needed is missing.
Result<std::array<qsizetype, ColumnCount>> columnsOf(const CsvReader &reader)
{
    std::array<qsizetype, ColumnCount> columns;
    columns.fill(-1);
    for (size_t i = 0; i < reader.cells().size(); ++i) {
        const QByteArray name = reader.cells()[i].toByteArray().trimmed().toLower();
        for (size_t c = 0; c < ColumnNames.size(); ++c) {
            if (name == ColumnNames[c])
                columns[c] = qsizetype(i);
        }
    }
    if (columns[UserColumn] < 0)
        return Error { Error::Kind::Unrecognised,
            tr("The file has no column \"user\". It takes user, name, role and groups."), {} };
    return columns;
}

/// The record's cells by column, empty where the file has none. Fails with Invalid where one is no text.
Result<std::array<QString, ColumnCount>> cellsOf(
    const CsvReader &reader, const std::array<qsizetype, ColumnCount> &columns)
{
    std::array<QString, ColumnCount> cells;
    QByteArray text;
    for (size_t c = 0; c < ColumnNames.size(); ++c) {
        if (columns[c] < 0 || size_t(columns[c]) >= reader.cells().size())
            continue;
        if (const char *fault = RecordField::text(reader.cells()[size_t(columns[c])], text))
            return Error { Error::Kind::Invalid,
                tr("Line %1: %2: %3")
                    .arg(QString::number(reader.line()), QLatin1String(ColumnNames[c]), RecordField::translated(fault)),
                {} };
        cells[c] = QString::fromUtf8(text).trimmed();
    }
    return cells;
}

Result<Person> personOf(const CsvReader &reader, const std::array<qsizetype, ColumnCount> &columns)
{
    const auto cells = cellsOf(reader, columns);
    if (!cells)
        return cells.error();
    const auto &[key, name, roleText, groups] = *cells;
    Person person;
    person.key = key;
    person.name = name.isEmpty() ? key : name;
    person.groups = namesIn(groups);
    const auto role = roleText.isEmpty() ? std::optional(Role::Viewer) : roleNamed(roleText.toLower());
    if (person.key.isEmpty())
        return Error { Error::Kind::Invalid, tr("Line %1 names no user.").arg(reader.line()), {} };
    if (!role)
        return Error { Error::Kind::Invalid,
            tr("Line %1: there is no role \"%2\"; there are viewer, operator and admin.")
                .arg(QString::number(reader.line()), roleText),
            {} };
    person.role = *role;
    return person;
}

Result<QList<Person>> readPeople(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error { Error::Kind::CannotOpen, tr("%1 cannot be read.").arg(path), file.errorString() };
    const QByteArray header = file.peek(64 * 1024);
    CsvReader reader(
        file, CsvReader::delimiterOf(QByteArrayView(header).first(std::max<qsizetype>(0, header.indexOf('\n')))));
    if (reader.next() != CsvReader::Next::Record)
        return Error { Error::Kind::Unrecognised,
            tr("%1 has no header. It takes user, name, role and groups.").arg(path), {} };
    const auto columns = columnsOf(reader);
    if (!columns)
        return columns.error();
    QList<Person> people;
    for (;;) {
        switch (reader.next()) {
        case CsvReader::Next::End:
            return people;
        case CsvReader::Next::ReadError:
            return Error { Error::Kind::Storage, tr("%1 cannot be read to its end.").arg(path), file.errorString() };
        case CsvReader::Next::Fault:
            return Error { Error::Kind::Invalid, tr("Line %1: %2").arg(QString::number(reader.line()), reader.fault()),
                {} };
        case CsvReader::Next::Record:
            break;
        }
        const auto person = personOf(reader, *columns);
        if (!person)
            return person.error();
        people.append(*person);
    }
}

Result<> importPeople(const CommandLine &line)
{
    if (line.words().size() != 2)
        return line.usage(tr("Say which file: import people.csv"));
    const auto people = readPeople(line.words().at(1));
    if (!people)
        return people.error();
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    return savePeople(line, *desk, *people);
}

Result<> setGroup(const CommandLine &line)
{
    if (line.words().size() != 2)
        return line.usage(tr("Say which group: group mobile-team --contains qa-team"));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const PeopleGroup group { line.words().at(1), namesIn(line.value(QStringLiteral("contains"))) };
    if (const auto done = People::saveGroup(*desk->workspace, group, desk->deed(line)); !done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("group"), group.name },
            { QStringLiteral("contains"), QJsonArray::fromStringList(group.groups) } });
    else
        printLine(group.groups.isEmpty()
                ? tr("The group %1 contains no other.").arg(group.name)
                : tr("The group %1 contains %2.").arg(group.name, group.groups.join(QStringLiteral(", "))));
    return Ok;
}

/// `remove USER` or `remove-group NAME`.
Result<> removeNamed(const CommandLine &line, Result<> (*remove)(Workspace &, const QString &, const FlagDeed &))
{
    if (line.words().size() != 2)
        return line.usage(tr("Say which: remove ann, or remove-group mobile-team"));
    const auto desk = FlagDesk::open(line, Database::Access::ReadWrite);
    if (!desk)
        return desk.error();
    const QString name = line.words().at(1);
    if (const auto done = remove(*desk->workspace, name, desk->deed(line)); !done)
        return done;
    if (line.json())
        printJson({ { QStringLiteral("removed"), name } });
    else
        printLine(tr("%1 is not in the directory any more.").arg(visibleControls(name)));
    return Ok;
}

Result<> removePerson(const CommandLine &line) { return removeNamed(line, People::remove); }

Result<> removeGroup(const CommandLine &line) { return removeNamed(line, People::removeGroup); }

CommandHelp help()
{
    return { QStringLiteral("people"),
        QStringLiteral("list | groups | import FILE.csv | add USER | remove USER | group NAME | remove-group NAME"),
        tr("The directory: who may do what, and the groups that flags and rollout phases speak of.\n"
           "import reads a CSV with the columns user, name, role (viewer, operator or admin) and groups (blanks or ; "
           "between);\n"
           "people who are there already get what the file says, others stay. It is all or nothing. add does one "
           "person, and\n"
           "group says which other groups lie in a group. What a flag, a phase or another group names cannot be "
           "removed.\n"
           "In a workspace that is one file, somebody who is not in the directory is admin."),
        { QStringLiteral("people import people.csv --reason \"from the HR system\""),
            QStringLiteral("people add ann --name \"Ann Lee\" --role operator --groups qa-team --reason \"joins QA\""),
            QStringLiteral("people group mobile-team --reason \"new team\""),
            QStringLiteral("people groups --json") } };
}

constexpr CommandAction Actions[] {
    { "list", 2, listPeople },
    { "groups", 2, listGroups },
    { "import", 2, importPeople },
    { "add", 2, addPerson },
    { "remove", 2, removePerson },
    { "group", 2, setGroup },
    { "remove-group", 2, removeGroup },
};

}

Result<> Cli::peopleCommand(const QStringList &arguments)
{
    CommandLine line(help());
    line.add(QStringLiteral("name"), tr("Of add: the person's name."), QStringLiteral("TEXT"));
    line.add(QStringLiteral("role"), tr("Of add: viewer, operator or admin. Default: viewer."), QStringLiteral("ROLE"));
    line.add(QStringLiteral("groups"), tr("Of add: the groups that the person is in."), QStringLiteral("G,..."));
    line.add(QStringLiteral("contains"), tr("Of group: the groups that lie in it."), QStringLiteral("G,..."));
    addReason(line);
    line.addJson();
    return runAction(line, arguments, Actions);
}

#include "program.h"
#include "support/csvcells.h"

#include <QtTest>

#include <sys/resource.h>
#include <sys/stat.h>

#include <functional>

namespace {

const QByteArray Header = "ts_utc,feature,model,input_tokens,output_tokens,charged_cost_usd\n";

QByteArray row(const QByteArray &feature, int second = 0)
{
    return "2026-03-01T10:00:" + QByteArray::number(second).rightJustified(2, '0') + "Z,\"" + QByteArray(feature).replace('"', "\"\"") + "\",gpt-4,10,5,0.25\n";
}

QByteArray response(const QByteArray &id, const QByteArray &model = "m", const QByteArray &tokens = "5")
{
    return "{\"id\":\"" + id + "\",\"created\":1772409600,\"model\":\"" + model + "\",\"usage\":{\"prompt_tokens\":" + tokens + ",\"completion_tokens\":1}}\n";
}

/// What is neither a line end nor printable.
bool holdsControls(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const ushort u = c.unicode();
        return (u < 0x20 && u != '\n') || (u >= 0x7f && u <= 0x9f) || (u >= 0x202a && u <= 0x202e);
    });
}

/// What the program makes of a file: "accepted/rejected", the first reasons, and the exit code.
struct Outcome
{
    int code = -1;
    qint64 accepted = 0;
    qint64 rejected = 0;
    QStringList reasons;
    QByteArray err;

    QString counts() const { return QStringLiteral("%1/%2").arg(accepted).arg(rejected); }
};

}

/// Every kind of malformed file through the program: what is wrong is named with its place, the rest goes in, and nothing
/// that stands in a file steers a terminal, a spreadsheet or a statement.
class BadInputTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsEveryKindOfLineEnd_data();
    void readsEveryKindOfLineEnd();
    void rejectsTextThatCannotBeKept_data();
    void rejectsTextThatCannotBeKept();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void namesWhereAQuoteBegan();
    void readsPastALineOfAnyLength();
    void judgesNumbersAlikeInEveryFormat();
    void mapsColumnsByNameAlone_data();
    void mapsColumnsByNameAlone();
    void refusesWhatIsNoFile();
    void refusesAPromptAmongTheNames();
    void keepsStatementsInNamesAsNames();
    void guardsEveryTableItPrints();
    void printsHostileNamesHarmlessly();
    void printsTheDirectoryAndTheLogHarmlessly();
    void findsWildcardsAsTheyAre();
    void judgesChargesAlikeInEveryFormat();
    void answersHostileQuestions();
    void refusesHostilePrices_data();
    void refusesHostilePrices();

private:
    QString write(const QByteArray &content);
    Outcome import(const QByteArray &content);
    ProgramRun run(const QStringList &arguments) { return runProgram(arguments + QStringList { QStringLiteral("--workspace"), m_workspace }); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_workspace;
    int m_files = 0;
};

void BadInputTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = m_folder->filePath(QStringLiteral("w.signalbox"));
    QCOMPARE(run({ QStringLiteral("init") }).code, 0);
}

QString BadInputTest::write(const QByteArray &content)
{
    const QString path = m_folder->filePath(QStringLiteral("in%1").arg(++m_files));
    return writeFile(path, content) ? path : QString();
}

Outcome BadInputTest::import(const QByteArray &content)
{
    const auto done = run({ QStringLiteral("import"), write(content), QStringLiteral("--json") });
    const auto file = QJsonDocument::fromJson(done.out).object().value(QStringLiteral("files")).toArray().at(0).toObject();
    Outcome outcome { done.code, file.value(QStringLiteral("accepted")).toInteger(), file.value(QStringLiteral("rejected")).toInteger(), {}, done.err };
    for (const auto &reject : file.value(QStringLiteral("first_rejects")).toArray())
        outcome.reasons.append(QStringLiteral("%1: %2").arg(reject.toObject().value(QStringLiteral("line")).toInteger()).arg(reject.toObject().value(QStringLiteral("reason")).toString()));
    return outcome;
}

// E1
void BadInputTest::readsEveryKindOfLineEnd_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray plain = Header + row("a", 1) + row("b", 2) + row("c", 3);
    QTest::newRow("LF") << plain;
    QTest::newRow("CRLF") << QByteArray(plain).replace("\n", "\r\n");
    QTest::newRow("CR") << QByteArray(plain).replace('\n', '\r');
    QTest::newRow("mixed") << Header + row("a", 1).replace("\n", "\r\n") + row("b", 2).replace('\n', '\r') + row("c", 3);
    QTest::newRow("no end") << plain.chopped(1);
    QTest::newRow("mark") << "\xef\xbb\xbf" + plain;
    QTest::newRow("blank lines") << Header + "\n\n" + row("a", 1) + "\r\n" + row("b", 2) + row("c", 3) + "\n\n";
}

void BadInputTest::readsEveryKindOfLineEnd()
{
    QFETCH(QByteArray, content);
    QCOMPARE(import(content).counts(), QStringLiteral("3/0"));
    // The same records as in the plain file: nothing of it is new.
    QCOMPARE(import(Header + row("a", 1) + row("b", 2) + row("c", 3)).counts(), QStringLiteral("0/0"));
    QCOMPARE(run({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature") }).out.count("\n"), 4);
}

// E2, E3
void BadInputTest::rejectsTextThatCannotBeKept_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    const QString utf8 = QStringLiteral("it is not valid UTF-8");
    const auto csv = [](const QByteArray &feature) -> QByteArray { return Header + row("good", 1) + row(feature, 2) + row("last", 3); };
    const auto json = [](const QByteArray &model) -> QByteArray { return response("1") + response("2", model) + response("3"); };
    QTest::newRow("NUL") << csv(QByteArray("a\0b", 3)) << QStringLiteral("NUL");
    QTest::newRow("Latin-1") << csv("caf\xe9") << utf8;
    QTest::newRow("overlong") << csv("\xc0\xaf") << utf8;
    QTest::newRow("surrogate") << csv("\xed\xa0\x80") << utf8;
    QTest::newRow("beyond Unicode") << csv("\xf4\x90\x80\x80") << utf8;
    QTest::newRow("cut") << csv("\xe2\x82") << utf8;
    QTest::newRow("NUL in JSON") << json("a\\u0000b") << QStringLiteral("NUL");
    QTest::newRow("half a pair in JSON") << json("a\\ud800b") << QStringLiteral("surrogate");
    QTest::newRow("Latin-1 in JSON") << json("caf\xe9") << utf8;
    QTest::newRow("control in JSON") << json("a\tb") << QStringLiteral("control character");
}

void BadInputTest::rejectsTextThatCannotBeKept()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, reason);
    const Outcome outcome = import(content);

    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.counts(), QStringLiteral("2/1"));
    QVERIFY2(outcome.reasons.constFirst().contains(reason), qPrintable(outcome.reasons.constFirst()));
    QVERIFY(outcome.reasons.constFirst().startsWith(content.startsWith("ts_utc") ? QStringLiteral("3: ") : QStringLiteral("2: ")));
}

// E1, E3, E10
void BadInputTest::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("says");
    const auto wide = [](QStringConverter::Encoding encoding) -> QByteArray { return QStringEncoder(encoding, QStringConverter::Flag::WriteBom)(QString::fromUtf8(Header + row("a"))); };
    QTest::newRow("empty") << QByteArray() << QByteArray("empty");
    QTest::newRow("UTF-16 LE") << wide(QStringConverter::Utf16LE) << QByteArray("UTF-16");
    QTest::newRow("UTF-16 BE") << wide(QStringConverter::Utf16BE) << QByteArray("UTF-16");
    QTest::newRow("UTF-32") << wide(QStringConverter::Utf32BE) << QByteArray("not text");
    QTest::newRow("zip") << QByteArray("PK\x03\x04\x14\0\0\0\x08\0../../evil", 20) << QByteArray("not text");
    QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\0\0\0\0\0", 8) << QByteArray("not text");
    QTest::newRow("positional") << QByteArray("2026-03-01T10:00:00Z,chat,gpt-4,10,5\n") << QByteArray("ts_utc");
}

void BadInputTest::refusesOtherFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, says);
    const auto before = QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size();
    const Outcome outcome = import(content);

    QCOMPARE(outcome.code, 4);
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), before + 1); // nothing is unpacked
    QCOMPARE(run({ QStringLiteral("verify"), QStringLiteral("--deep") }).code, 0);
}

// E4
void BadInputTest::namesWhereAQuoteBegan()
{
    const Outcome outcome = import(Header + row("a", 1) + "2026-03-01T10:00:02Z,\"never closed,gpt-4,10,5,1\n" + row("c", 3) + row("d", 4));
    QVERIFY(outcome.rejected >= 1);
    QVERIFY2(outcome.reasons.constFirst().startsWith(QLatin1String("3: ")) && outcome.reasons.constFirst().contains(QLatin1String("quote")), qPrintable(outcome.reasons.constFirst()));
    QVERIFY(outcome.accepted >= 1);
}

void BadInputTest::readsPastALineOfAnyLength()
{
    const auto largest = [] {
        rusage usage {};
        getrusage(RUSAGE_CHILDREN, &usage);
        return usage.ru_maxrss; // KiB, of the largest child so far
    };
    QCOMPARE(import(Header + row("a", 1)).counts(), QStringLiteral("1/0"));
    const long before = largest();
    // Written in pieces: a child's figure holds what this process has when it starts it.
    const auto writeLong = [this](const QByteArray &begin, const QByteArray &end) {
        QFile file(m_folder->filePath(QStringLiteral("long%1").arg(++m_files)));
        bool whole = file.open(QIODevice::WriteOnly) && file.write(begin) == begin.size();
        for (int i = 0; i < 100; ++i)
            whole = whole && file.write(QByteArray(1024 * 1024, 'x')) == 1024 * 1024;
        return whole && file.write(end) == end.size() ? file.fileName() : QString();
    };
    const auto csv = run({ QStringLiteral("import"), writeLong(Header + row("b", 2), "\n" + QByteArray(1'000'000, ',') + "\n" + row("c", 3)) });
    QVERIFY2(csv.code == 0 && csv.out.contains("2 new, 0 known already, 0 revised, 2 rejected"), csv.out.constData());
    const auto json = run({ QStringLiteral("import"), writeLong(response("1") + "{\"text\":\"", "\"}\n" + response("2")) });
    QVERIFY2(json.code == 0 && json.out.contains("2 new, 0 known already, 0 revised, 1 rejected"), json.out.constData());
    QVERIFY2(largest() - before <= 64 * 1024, qPrintable(QStringLiteral("%1 KiB more").arg(largest() - before)));
}

// E5
void BadInputTest::judgesNumbersAlikeInEveryFormat()
{
    const QByteArrayList taken { "0", "7", "+7", " 7 ", "7.0", "7.", "1e3", "1E+3", "70e-1", "0.5e1", "0007", "-0", "2147483647", "2147483648", "4294967296", "999999999999", "1000000000000", "1e12", "0e999" };
    const QByteArrayList refused { "1e309", "-1e309", "NaN", "Infinity", "-1", "1.5", "1,234", "1.234,56", "0x10", "1e-1", "1000000000001", "9007199254740993", "9223372036854775807",
        "9223372036854775808", "18446744073709551616", "\xef\xbc\x97", "7 7", "--7", "7e", ".",
        "-Infinity", "nan", "inf", "-2147483649", "1e12.5", "1000000000000.5", "1e13", "1e-400", "1e99999999999", "0.1", "0b1", "0o7", "0xFF", "1_000", "1'000", "7f", "7L", "7e+", "e7", "+-7", "-", "+",
        "1.2.3", "true", "null", "seven", "\xd9\xa7", "\xe2\x85\xa6", "7\xc2\xa0", "\xe2\x88\x92""7", "$7", "7%" };
    QByteArray events = "ts_utc,model,input_tokens\n", responses, generations = "generation_id,created_at,cost_total,tokens_prompt,model_permaslug\n", reports;
    int line = 1;
    QStringList lines; // of the refused ones, in the tables
    for (const QByteArray &text : taken + refused) {
        const QByteArray quoted = '"' + text + '"', id = QByteArray::number(++line);
        if (line - 2 >= taken.size())
            lines.append(QString::number(line));
        events += "2026-03-01T10:00:00Z,m," + quoted + '\n';
        responses += response(id, "m", quoted);
        generations += id + ",2026-03-01 10:00:00,1," + quoted + ",m\n";
        reports += "{\"data\":[{\"starting_at\":\"2026-03-01T00:00:00Z\",\"ending_at\":\"2026-03-02T00:00:00Z\",\"results\":[{\"model\":\"" + id + "\",\"output_tokens\":" + quoted + "}]}]}\n";
    }
    for (const QByteArray &content : { events, responses, generations, reports }) {
        const Outcome outcome = import(content);
        QCOMPARE(outcome.counts(), QStringLiteral("%1/%2").arg(taken.size()).arg(refused.size()));
        const bool table = content == events || content == generations;
        for (qsizetype i = 0; i < outcome.reasons.size(); ++i) // the first 20
            QVERIFY2(outcome.reasons.at(i).startsWith(QString::number(lines.at(i).toInt() - (table ? 0 : 1)) + QLatin1Char(':')), qPrintable(outcome.reasons.at(i)));
    }
}

// E5, E6. A charge may have any number of decimals and be no more than a million USD; credits are not known by a sign.
void BadInputTest::judgesChargesAlikeInEveryFormat()
{
    const QByteArrayList taken { "0", "0.1", "1E-6", "1e-13", " 7 ", "+7", "7.", ".5", "0.123456789012", "0.1234567890125", "999999.999999999999", "1e5", "00001", "0e309", "1e-309" };
    const QByteArrayList refused { "-0.01", "-1e309", "1e309", "1e6", "1000000", "9223372036854775807", "9223372036854775808", "18446744073709551616", "NaN", "Infinity", "-Infinity", "inf",
        "1,234", "1.234,56", "1 234", "0x10", "$1", "1 USD", "\xef\xbc\x97", "\xe2\x88\x92""1", "--7", "+-7", "7e", "7e+", ".", "-", "1.2.3", "1_000" };
    QByteArray events = "ts_utc,model,input_tokens,charged_cost_usd\n", generations = "generation_id,created_at,cost_total,tokens_prompt,model_permaslug\n", spend;
    int line = 1;
    for (const QByteArray &text : taken + refused) {
        const QByteArray quoted = '"' + text + '"', id = QByteArray::number(++line);
        events += "2026-03-01T10:00:" + id.rightJustified(2, '0') + "Z,m,1," + quoted + '\n';
        generations += id + ",2026-03-01 10:00:00," + quoted + ",1,m\n";
        spend += "{\"request_id\":\"" + id + "\",\"startTime\":\"2026-03-01T10:00:00Z\",\"endTime\":\"2026-03-01T10:00:01Z\",\"model\":\"m\",\"prompt_tokens\":1,"
                 "\"completion_tokens\":1,\"call_type\":\"acompletion\",\"spend\":" + quoted + "}\n";
    }
    for (const QByteArray &content : { events, generations, spend }) {
        const Outcome outcome = import(content);
        QCOMPARE(outcome.counts(), QStringLiteral("%1/%2").arg(taken.size()).arg(refused.size()));
    }
}

// E8
void BadInputTest::mapsColumnsByNameAlone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("code");
    QTest::newRow("other order") << QByteArray("output_tokens,model,input_tokens,feature,ts_utc\n5,m,10,f,2026-03-01T10:00:00Z\n") << 0;
    QTest::newRow("other case") << QByteArray("TS_UTC,Feature,MODEL,Input_Tokens,OUTPUT_tokens\n2026-03-01T10:00:00Z,f,m,10,5\n") << 0;
    QTest::newRow("semicolons") << QByteArray("ts_utc;feature;model;input_tokens;output_tokens\n2026-03-01T10:00:00Z;f;m;10;5\n") << 0;
    QTest::newRow("tabs") << QByteArray("ts_utc\tfeature\tmodel\tinput_tokens\toutput_tokens\n2026-03-01T10:00:00Z\tf\tm\t10\t5\n") << 0;
    QTest::newRow("one more") << QByteArray("ts_utc,mine,feature,model,input_tokens,output_tokens\n2026-03-01T10:00:00Z,99,f,m,10,5\n") << 0;
    QTest::newRow("twice") << QByteArray("ts_utc,feature,model,input_tokens,input_tokens,output_tokens\n2026-03-01T10:00:00Z,f,m,10,11,5\n") << 1;
    QTest::newRow("none known") << QByteArray("when,what,how many\n2026-03-01T10:00:00Z,f,10\n") << 4;
}

void BadInputTest::mapsColumnsByNameAlone()
{
    QFETCH(QByteArray, content);
    QFETCH(int, code);
    const Outcome outcome = import(content);
    if (code != 0) {
        QVERIFY(outcome.code != 0 && outcome.accepted == 0);
        return;
    }
    QCOMPARE(outcome.counts(), QStringLiteral("1/0"));
    QVERIFY(run({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature,model") }).out.contains("\nf,m,1,1,10,,,5,,,1\n"));
}

// E9
void BadInputTest::refusesWhatIsNoFile()
{
    const QString pipe = m_folder->filePath(QStringLiteral("pipe"));
    QCOMPARE(mkfifo(pipe.toUtf8().constData(), 0600), 0);
    const QString good = write(Header + row("a"));
    for (const QString &path : { pipe, QStringLiteral("/dev/zero"), m_folder->path(), QStringLiteral("/dev/stdin"), m_folder->filePath(QStringLiteral("missing")) }) {
        const auto done = run({ QStringLiteral("import"), path, good });
        QVERIFY2(done.code == 4 && done.err.contains(QFileInfo(path).fileName().toUtf8()), qPrintable(path + QString::fromUtf8(done.err)));
        QVERIFY(done.out.contains("1 record")); // the other file is read all the same
    }
}

// E11: a text where a name belongs is not a name.
void BadInputTest::refusesAPromptAmongTheNames()
{
    const Outcome outcome = import(Header + row(QByteArray(16 * 1024, 'x'), 1) + row(QByteArray(16 * 1024 + 1, 'x'), 2) + row("z", 3));
    QCOMPARE(outcome.counts(), QStringLiteral("2/1"));
    QVERIFY2(outcome.reasons.constFirst().contains(QLatin1String("16,384 bytes")), qPrintable(outcome.reasons.constFirst()));
}

// G1
void BadInputTest::keepsStatementsInNamesAsNames()
{
    const QByteArrayList names { "'; DROP TABLE ai_usage_logs; --", "\\'", "%s", ":v", "$1", "?", "%", "_", "a'b", "\\\\", "NULL", "1 OR 1=1", "${HOME}", "`id`", "%1 %2" };
    QByteArray content = Header;
    for (int i = 0; i < names.size(); ++i)
        content += row(names.at(i), i);
    QCOMPARE(import(content).accepted, names.size());

    const QByteArray report = run({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature") }).out;
    for (const QByteArray &name : names) {
        QVERIFY2(report.contains(QByteArray('\n' + name + ",1,")), name.constData());
        const auto one = run({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--feature"), QString::fromUtf8(name) });
        QVERIFY2(one.out.contains("\n1,1,10,"), name.constData()); // itself and nothing else
    }
    QCOMPARE(run({ QStringLiteral("verify"), QStringLiteral("--deep") }).code, 0);
}

namespace {

const QByteArrayList &formulas()
{
    static const QByteArrayList texts { "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\xef\xbc\x9d""1+1", "\xef\xbc\x8b""1", "\xef\xbc\x8d""1", "\xef\xbc\xa0X", "=HYPERLINK(\"x\",\"y\")" };
    return texts;
}

}

// G2. `models resolve` prints names as they were given: programs look them up in it.
void BadInputTest::guardsEveryTableItPrints()
{
    QByteArray calls = "ts_utc,feature,provider,model,user,session,client,status,input_tokens,charged_cost_usd\n";
    QByteArray reports = "{\"data\":[{\"starting_at\":\"2026-03-01T00:00:00Z\",\"ending_at\":\"2026-03-02T00:00:00Z\",\"results\":[{\"output_tokens\":1}";
    for (const QByteArray &formula : formulas()) {
        const QByteArray cell = '"' + QByteArray(formula).replace('"', "\"\"") + '"';
        calls += "2026-03-01T10:00:00Z" + QByteArray(6, ',').replace(",", QByteArray(',' + cell)) + ",success,1,0.1\n";
        calls += "never," + cell + ",,,,,,success,1,0.1\n";
        const QString quoted = QString::fromUtf8(QJsonDocument(QJsonArray { QString::fromUtf8(formula) }).toJson(QJsonDocument::Compact));
        reports += ",{\"output_tokens\":1,\"model\":" + quoted.mid(1, quoted.size() - 2).toUtf8() + "}";
    }
    reports += "]}]}";
    const QString rejects = m_folder->filePath(QStringLiteral("=rejects.csv"));
    QCOMPARE(run({ QStringLiteral("import"), write(calls), QStringLiteral("--rejects-csv"), rejects }).code, 0);
    QCOMPARE(import(reports).accepted, formulas().size() + 1);
    QFile written(rejects);
    QVERIFY(written.open(QIODevice::ReadOnly));

    QByteArrayList tables { written.readAll() };
    for (const char *arguments : { "report spend --by feature,provider,model,user,session,client", "report latency --by feature,model", "report tokens --by user", "report reconcile --by model", "imports list",
             "models unresolved", "prices list" }) {
        const auto done = run(QString::fromLatin1(arguments).split(QLatin1Char(' ')));
        QVERIFY2(done.code == 0 && done.out.contains('\n'), done.err.constData());
        tables.append(done.out);
    }
    for (const QByteArray &table : std::as_const(tables)) {
        for (const QString &cell : CsvCells::of(table))
            QVERIFY2(!CsvCells::runsAsFormula(cell), qPrintable(QString::fromUtf8(table.left(60)) + QStringLiteral(" ... ") + cell));
    }
}

// G4, G5
void BadInputTest::printsHostileNamesHarmlessly()
{
    const QByteArrayList names { "\x1b]0;owned\x07", "\x1b]52;c;aGk=\x07", "a\rb", "\xc2\x9b""31m", "\xe2\x80\xaeresu", "a\nb", "\x08\x08", "<img src=x onerror=1>", "\xe2\x80\x8bzero", QByteArray(10'000, 'w') };
    QByteArray content = Header;
    for (int i = 0; i < names.size(); ++i)
        content += row(names.at(i), i) + "\x1b[31m," + "\n";
    const QString file = m_folder->filePath(QStringLiteral("evil\x1b[2J\n.csv"));
    QVERIFY(writeFile(file, content));
    for (const QStringList &arguments : { QStringList { QStringLiteral("import"), file }, { QStringLiteral("import"), file, QStringLiteral("--json") },
             { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature") }, { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--by"), QStringLiteral("feature"), QStringLiteral("--raw") },
             { QStringLiteral("imports"), QStringLiteral("list") }, { QStringLiteral("imports"), QStringLiteral("list"), QStringLiteral("--json") }, { QStringLiteral("audit"), QStringLiteral("list") },
             { QStringLiteral("imports"), QStringLiteral("undo"), QStringLiteral("\x1b[2J") }, { QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--from"), QStringLiteral("\x1b[2J") },
             { QStringLiteral("report"), QStringLiteral("reconcile"), QStringLiteral("--by"), QStringLiteral("\x1b[2J") }, { QStringLiteral("prices"), QStringLiteral("import"), QStringLiteral("\x1b[2J") } }) {
        const auto done = run(arguments);
        QVERIFY2(!holdsControls(done.out) && !holdsControls(done.err), qPrintable(arguments.join(QLatin1Char(' '))));
    }
}

// G2, G4, G5: what admins can call people, groups, phases, prices and reasons.
void BadInputTest::printsTheDirectoryAndTheLogHarmlessly()
{
    const QStringList names { QStringLiteral("\x1b]0;owned\x07"), QStringLiteral("a\rb"), QStringLiteral("\u009b31m"), QStringLiteral("\u202eresu"), QStringLiteral("two\nlines"),
        QStringLiteral("=HYPERLINK(\"x\")"), QStringLiteral("+1+1"), QStringLiteral("\uff1d1"), QStringLiteral("@SUM(A1)"), QStringLiteral("%1 %2 %L3"), QStringLiteral("<b>R&D</b>") };
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    QList<ProgramRun> runs;
    QByteArray prices = "provider,model,valid_from,input,output\n", calls = "ts_utc,feature,model,input_tokens\n";
    for (const QString &name : names) {
        const QByteArray cell = '"' + name.toUtf8().replace('"', "\"\"") + '"';
        prices += cell + ',' + cell + ",2026-01-01,1,2\n";
        calls += "2026-03-01T10:00:00Z," + cell + ',' + cell + ",1\n";
        const QStringList why { QStringLiteral("--reason"), name };
        runs.append(run(words("people group") + QStringList { name } + why));
        runs.append(run(words("people add") + QStringList { name, QStringLiteral("--name"), name, QStringLiteral("--role"), QStringLiteral("admin"), QStringLiteral("--groups"), name } + why));
        runs.append(run(words("flags set new-prompt-library off --user") + QStringList { name, QStringLiteral("--group"), name } + why));
        runs.append(run(words("flags set") + QStringList { name, name } + why));
        runs.append(run(words("flags explain new-prompt-library --as") + QStringList { name }));
        runs.append(run(words("phases name") + QStringList { name, name } + why));
        runs.append(run(words("phases edit 1 --name") + QStringList { name } + why));
        runs.append(run(words("prices show") + QStringList { name }));
        runs.append(run(words("models confirm") + QStringList { name, name }));
        runs.append(run(words("audit list --actor") + QStringList { name, QStringLiteral("--object"), name }));
        runs.append(run({ name }));
    }
    runs.append(run({ QStringLiteral("import"), write(calls) }));
    runs.append(run({ QStringLiteral("prices"), QStringLiteral("import"), write(prices), QStringLiteral("--reason"), names.at(0), QStringLiteral("--source"), names.at(0) }));
    QCOMPARE(runs.constLast().code, 0);
    for (const char *list : { "people list", "people groups", "flags list", "flags history new-prompt-library", "flags scheduled", "phases list", "phases names", "phases rollbacks",
             "audit list", "audit list --format csv", "audit list --format json", "imports list", "prices list", "models unresolved", "report spend --by feature,model",
             "flags simulate new-spending-analytics 50" }) {
        const auto done = run(words(list));
        QVERIFY2(done.code == 0 && !done.out.isEmpty(), qPrintable(QString::fromLatin1(list) + QString::fromUtf8(done.err)));
        runs.append(done);
        const bool isTable = done.out.contains(',') && !done.out.startsWith('{') && !QByteArray(list).startsWith("flags simulate") && qstrcmp(list, "audit list") != 0;
        for (const QString &cell : isTable ? CsvCells::of(done.out) : QStringList())
            QVERIFY2(!CsvCells::runsAsFormula(cell), qPrintable(QString::fromLatin1(list) + QStringLiteral(" ... ") + cell));
        if (!done.out.startsWith('{') && !QByteArray(list).contains("--format"))
            runs.append(run(words(list) + QStringList { QStringLiteral("--json") }));
    }
    for (const ProgramRun &done : std::as_const(runs))
        QVERIFY2(!holdsControls(done.out) && !holdsControls(done.err) && done.code >= 0 && done.code < 70, qPrintable(QString::fromUtf8(done.out + done.err).left(2000)));
}

// G8
void BadInputTest::findsWildcardsAsTheyAre()
{
    const QStringList names { QStringLiteral("100%"), QStringLiteral("a_b"), QStringLiteral("axb"), QStringLiteral("c\\d"), QStringLiteral("wow!"), QStringLiteral("plain") };
    for (const QString &name : names)
        QCOMPARE(run({ QStringLiteral("people"), QStringLiteral("add"), name, QStringLiteral("--reason"), QStringLiteral("test") }).code, 0);
    const auto found = [this](const QString &text) {
        const auto done = run({ QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--action"), QStringLiteral("people"), QStringLiteral("--object"), text, QStringLiteral("--json") });
        return done.code == 0 ? QJsonDocument::fromJson(done.out).object().value(QStringLiteral("entries")).toArray().size() : -1;
    };
    QCOMPARE(found(QStringLiteral("a")), 3); // a_b, axb and plain
    for (const char *text : { "%", "_", "\\", "!", "a_b", "100%", "c\\d" })
        QVERIFY2(found(QString::fromLatin1(text)) == 1, text);
    for (const char *text : { "%%", "%a", "__", "a%b", "!!", "\\%", "[a-z]", "*", "?", "' OR 1=1 --", "((a+)+)+$" })
        QVERIFY2(found(QString::fromLatin1(text)) == 0, text);
    for (const QString &text : { QString(100'000, QLatin1Char('%')), QString(30'000, QChar(0x4f60)), QStringLiteral("%a").repeated(40'000) })
        QCOMPARE(found(text), 0);
}

// G8
void BadInputTest::answersHostileQuestions()
{
    QCOMPARE(import(Header + row("chat")).accepted, 1);
    for (const QString &text : QStringList { QString(100'000, QLatin1Char('%')), QStringLiteral("((((a+)+)+)+)$"), QStringLiteral("%_%_%"), QString(50'000, QLatin1Char('(')), QString(QStringLiteral("now") + QStringLiteral("-1d").repeated(20'000)) }) {
        const auto filtered = run({ QStringLiteral("report"), QStringLiteral("spend"), QStringLiteral("--feature"), text });
        QCOMPARE(filtered.code, 0);
        QVERIFY(filtered.out.contains("\n0,0,")); // nothing is called so
        for (const char *option : { "--from", "--by", "--zone", "--status" }) {
            const auto done = run({ QStringLiteral("report"), QStringLiteral("spend"), QString::fromLatin1(option), text });
            QVERIFY2(done.code == 0 || ((done.code == 2 || done.code == 3) && !done.err.isEmpty()), option);
        }
    }
}

void BadInputTest::refusesHostilePrices_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray header = "provider,model,valid_from,input,output\n";
    QTest::newRow("negative") << header + "openai,gpt-4,2026-01-01,-1,2\n";
    QTest::newRow("no number") << header + "openai,gpt-4,2026-01-01,1;5,2\n";
    QTest::newRow("beyond 64 bits") << header + "openai,gpt-4,2026-01-01,1e300,2\n";
    QTest::newRow("below the pico") << header + "openai,gpt-4,2026-01-01,0.0000000000001,2\n";
    QTest::newRow("no day") << header + "openai,gpt-4,2026-02-30,1,2\n";
    QTest::newRow("no model") << header + "openai,,2026-01-01,1,2\n";
    QTest::newRow("a NUL") << header + QByteArray("openai,gpt\0-4,2026-01-01,1,2\n", 29);
    QTest::newRow("no UTF-8") << header + "openai,gpt\xe9,2026-01-01,1,2\n";
    QTest::newRow("one bad line of two") << header + "openai,gpt-4,2026-01-01,1,2\nopenai,gpt-4,2026-01-01,x,2\n";
    QTest::newRow("misspelt rate") << QByteArray("provider,model,valid_from,inptu\nopenai,gpt-4,2026-01-01,1\n");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a long line") << header + QByteArray(3'000'000, 'x') + "\n";
}

void BadInputTest::refusesHostilePrices()
{
    QFETCH(QByteArray, content);
    const QByteArray before = run({ QStringLiteral("prices"), QStringLiteral("list") }).out;
    const auto done = run({ QStringLiteral("prices"), QStringLiteral("import"), write(content), QStringLiteral("--reason"), QStringLiteral("test") });

    QVERIFY2(done.code != 0 && done.code != 70 && done.code != -1, qPrintable(QString::number(done.code)));
    QVERIFY(!done.err.isEmpty());
    QCOMPARE(run({ QStringLiteral("prices"), QStringLiteral("list") }).out, before);
}

QTEST_GUILESS_MAIN(BadInputTest)
#include "tst_badinput.moc"

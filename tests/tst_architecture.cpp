#include "support/testpaths.h"

#include <QtTest>

/// Holds the rules of the house by reading the sources: which way includes run, which names may stand where, how long
/// files may be.
class ArchitectureTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void includesRunTowardsTheCore();
    void featuresDoNotKnowEachOther();
    void coreSideOfFeaturesHasNoPixels();
    void namesStandWhereTheyBelong_data();
    void namesStandWhereTheyBelong();
    void filesStayShort();

private:
    struct Source
    {
        QString path; ///< Below src/, "ledger/importer.cpp".
        QString text; ///< Without line comments.
        int lines = 0;

        QString room() const { return path.section(QLatin1Char('/'), 0, 0); }
        QStringList includes() const;
    };

    static QString folder() { return QDir::cleanPath(testData(QStringLiteral("../../src"))); }

    QList<Source> m_sources;
};

QStringList ArchitectureTest::Source::includes() const
{
    static const QRegularExpression form(QStringLiteral("^\\s*#\\s*include\\s*\"([^\"]+)\""), QRegularExpression::MultilineOption);
    QStringList names;
    auto found = form.globalMatch(text);
    while (found.hasNext())
        names.append(found.next().captured(1));
    return names;
}

void ArchitectureTest::initTestCase()
{
    static const QRegularExpression comment(QStringLiteral("//[^\\n]*"));
    QDirIterator files(folder(), { QStringLiteral("*.h"), QStringLiteral("*.cpp") }, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        m_sources.append({ QDir(folder()).relativeFilePath(file.fileName()), QString(text).remove(comment), int(text.count(QLatin1Char('\n'))) });
    }
    QVERIFY(m_sources.size() > 50);
}

void ArchitectureTest::includesRunTowardsTheCore()
{
    const QMap<QString, QStringList> allowed {
        { QStringLiteral("core"), { QStringLiteral("core") } },
        { QStringLiteral("data"), { QStringLiteral("core"), QStringLiteral("data") } },
        { QStringLiteral("services"), { QStringLiteral("core"), QStringLiteral("data"), QStringLiteral("services") } },
        { QStringLiteral("audit"), { QStringLiteral("core"), QStringLiteral("data"), QStringLiteral("services"), QStringLiteral("audit") } },
        { QStringLiteral("ledger"), { QStringLiteral("core"), QStringLiteral("data"), QStringLiteral("services"), QStringLiteral("audit"), QStringLiteral("ledger") } },
        { QStringLiteral("flags"), { QStringLiteral("core"), QStringLiteral("data"), QStringLiteral("services"), QStringLiteral("audit"), QStringLiteral("flags") } },
        { QStringLiteral("migration"), { QStringLiteral("core"), QStringLiteral("data"), QStringLiteral("services"), QStringLiteral("audit"), QStringLiteral("ledger"), QStringLiteral("flags"), QStringLiteral("migration") } },
        { QStringLiteral("widgets"), { QStringLiteral("core"), QStringLiteral("widgets") } },
        { QStringLiteral("features"), { QStringLiteral("core"), QStringLiteral("data"), QStringLiteral("services"), QStringLiteral("audit"), QStringLiteral("ledger"), QStringLiteral("flags"), QStringLiteral("migration"), QStringLiteral("widgets"), QStringLiteral("features") } },
        { QStringLiteral("cli"), { QStringLiteral("core"), QStringLiteral("data"), QStringLiteral("services"), QStringLiteral("audit"), QStringLiteral("ledger"), QStringLiteral("flags"), QStringLiteral("migration"), QStringLiteral("cli") } },
    };
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (source.room() == QLatin1String("app"))
            continue;
        if (!allowed.contains(source.room()))
            wrong.append(QStringLiteral("%1 is in a room that no rule knows").arg(source.path));
        const auto includes = source.includes();
        for (const QString &name : includes) {
            // Forms are generated beside their class.
            if (!name.startsWith(QLatin1String("ui_")) && !name.endsWith(QLatin1String(".moc")) && !allowed.value(source.room()).contains(name.section(QLatin1Char('/'), 0, 0)))
                wrong.append(QStringLiteral("%1 includes %2").arg(source.path, name));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void ArchitectureTest::featuresDoNotKnowEachOther()
{
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (source.room() != QLatin1String("features"))
            continue;
        const QString feature = source.path.section(QLatin1Char('/'), 0, 1);
        const auto includes = source.includes();
        for (const QString &name : includes) {
            // What lies in features/ itself is shared by the pages.
            if (name.startsWith(QLatin1String("features/")) && name.count(QLatin1Char('/')) > 1 && name.section(QLatin1Char('/'), 0, 1) != feature)
                wrong.append(QStringLiteral("%1 includes %2").arg(source.path, name));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void ArchitectureTest::coreSideOfFeaturesHasNoPixels()
{
    static const QRegularExpression coreSide(QStringLiteral("(queries|model)\\.(h|cpp)$"));
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (source.room() == QLatin1String("features") && coreSide.match(source.path).hasMatch() && source.text.contains(QLatin1String("#include \"widgets/")))
            wrong.append(source.path);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void ArchitectureTest::namesStandWhereTheyBelong_data()
{
    QTest::addColumn<QString>("name"); // a regular expression
    QTest::addColumn<QString>("place"); // a regular expression over paths below src/; empty: nowhere
    QTest::newRow("queries in data") << QStringLiteral("\\bQSqlQuery\\b|\\baddDatabase\\b|\\bQSqlDatabase\\b") << QStringLiteral("^data/");
    QTest::newRow("engines in data") << QStringLiteral("sqlite3\\.h|libpq-fe\\.h|\\bsqlite3_\\w+\\(|\\bPQ(exec|connect)\\w*\\(") << QStringLiteral("^data/");
    QTest::newRow("charts in the chart") << QStringLiteral("#include\\s*<(Q\\w*(Chart|Series|Axis|BarSet)\\w*|QtCharts)\\b") << QStringLiteral("^widgets/(timechart|sparkline|barchart)\\w*\\.");
    QTest::newRow("view flags in the page table") << QStringLiteral("\"new-(global-overview|feature-dashboard|model-management|prompt-library|spending-analytics|testing-experiments)\"") << QStringLiteral("^(app/pages\\.cpp|flags/)");
    QTest::newRow("style sheets") << QStringLiteral("\\bsetStyleSheet\\b") << QString();
    QTest::newRow("message boxes") << QStringLiteral("\\bQMessageBox\\b") << QStringLiteral("^app/\\w*dialog\\w*\\.");
    QTest::newRow("continuations with a context") << QStringLiteral("\\.then\\(\\s*this\\b") << QString();
    QTest::newRow("fatal ends") << QStringLiteral("\\bqFatal\\b") << QString();
    QTest::newRow("pixels on the core side") << QStringLiteral("#include\\s*<(QWidget|QPainter|QPixmap|QIcon|QFont|QColor|QApplication)>") << QStringLiteral("^(widgets|app|features)/");
}

void ArchitectureTest::namesStandWhereTheyBelong()
{
    QFETCH(QString, name);
    QFETCH(QString, place);
    const QRegularExpression wanted(name);
    const QRegularExpression home(place);
    QVERIFY(wanted.isValid() && home.isValid());
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        if (const auto match = wanted.match(source.text); match.hasMatch() && (place.isEmpty() || !home.match(source.path).hasMatch()))
            wrong.append(QStringLiteral("%1 names %2").arg(source.path, match.captured()));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void ArchitectureTest::filesStayShort()
{
    // Debts: these may shrink, never grow.
    const QMap<QString, int> longer { { QStringLiteral("ledger/importwriter.cpp"), 436 } };
    QStringList wrong;
    for (const Source &source : std::as_const(m_sources)) {
        const int usual = source.path == QLatin1String("app/main.cpp") ? 80 : source.path.endsWith(QLatin1String(".h")) ? 150 : 400;
        const int budget = longer.value(source.path, usual);
        if (source.lines > budget)
            wrong.append(QStringLiteral("%1 has %2 lines, %3 are allowed").arg(source.path).arg(source.lines).arg(budget));
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(ArchitectureTest)
#include "tst_architecture.moc"

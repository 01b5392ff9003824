#include "ledger/modelresolver.h"
#include "support/sampledata.h"

#include <QFile>
#include <QTest>

/// How well the families hold on pairs of names from public price lists.
class ModelResolverScoreTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void joinsTheNamesOfOneModel_data();
    void joinsTheNamesOfOneModel();
    void neverJoinsTwoModels();
    void aFamilyIsItsOwnFamily();

private:
    QString familyOf(const QString &name) const { return m_resolver->suggest(name).family; }

    std::optional<PriceCatalogue> m_catalogue;
    std::optional<ModelResolver> m_resolver;
};

namespace {

/// The lines of tests/data/names/<file> as cells, without the header.
QList<QStringList> pairsOf(const char *file)
{
    QFile pairs(QStringLiteral(SIGNALBOX_TEST_DATA "/names/") + QLatin1String(file));
    QList<QStringList> rows;
    if (!pairs.open(QIODevice::ReadOnly))
        return rows;
    const auto lines = QString::fromUtf8(pairs.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const auto &line : lines.mid(1))
        rows.append(line.split(QLatin1Char(',')));
    return rows;
}

}

void ModelResolverScoreTest::initTestCase()
{
    auto catalogue = PriceCatalogue::parse(bundledPrices());
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
    m_resolver.emplace(*m_catalogue);
}

void ModelResolverScoreTest::joinsTheNamesOfOneModel_data()
{
    QTest::addColumn<QString>("half");
    QTest::newRow("rules were made on it") << QStringLiteral("a");
    QTest::newRow("held out") << QStringLiteral("b");
}

void ModelResolverScoreTest::joinsTheNamesOfOneModel()
{
    QFETCH(QString, half);
    int asked = 0;
    int joined = 0;
    const auto rows = pairsOf("same-model.csv");
    for (const auto &row : rows) {
        if (row.at(2) != half)
            continue;
        const auto family = familyOf(row.at(0));
        const bool same = !family.isEmpty() && family == familyOf(row.at(1));
        ++asked;
        joined += same;
        if (!same)
            qInfo("apart: %s and %s", qPrintable(row.at(0)), qPrintable(row.at(1)));
    }

    QVERIFY(asked > 100);
    QVERIFY2(joined * 100 >= asked * 98, qPrintable(QStringLiteral("%1 of %2").arg(joined).arg(asked)));
}

void ModelResolverScoreTest::neverJoinsTwoModels()
{
    const auto rows = pairsOf("different-models.csv");
    QCOMPARE(rows.size(), 80);
    for (const auto &row : rows) {
        QVERIFY2(!familyOf(row.at(0)).isEmpty(), qPrintable(row.at(0)));
        QVERIFY2(familyOf(row.at(0)) != familyOf(row.at(1)), qPrintable(row.join(QLatin1Char(' '))));
    }
}

void ModelResolverScoreTest::aFamilyIsItsOwnFamily()
{
    for (const auto &model : m_catalogue->models()) {
        const auto family = familyOf(model.model);
        QVERIFY2(!family.isEmpty(), qPrintable(model.model));
        QCOMPARE(familyOf(family), family);
    }
}

QTEST_GUILESS_MAIN(ModelResolverScoreTest)
#include "tst_modelresolverscore.moc"

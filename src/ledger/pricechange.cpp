#include "ledger/pricechange.h"

#include "audit/auditlog.h"
#include "core/decimaltext.h"
#include "core/reportingzone.h"
#include "data/sql.h"
#include "data/transaction.h"
#include "data/workspace.h"
#include "data/writerlock.h"
#include "ledger/modelresolver.h"
#include "ledger/pricebook.h"
#include "ledger/pricestore.h"
#include "ledger/pricingfacts.h"

#include <QCoreApplication>

namespace {

constexpr int MinutesPerDay = 24 * 60;

bool holdsAtMinute(const PriceRevision &price, int minute)
{
    if (price.windowFromMinute < 0)
        return true;
    return price.windowFromMinute < price.windowToMinute
        ? minute >= price.windowFromMinute && minute < price.windowToMinute
        : minute >= price.windowFromMinute || minute < price.windowToMinute;
}

bool sharesTimeOfDay(const PriceRevision &a, const PriceRevision &b)
{
    if (a.windowFromMinute < 0 || b.windowFromMinute < 0)
        return true;
    for (int minute = 0; minute < MinutesPerDay; ++minute) {
        if (holdsAtMinute(a, minute) && holdsAtMinute(b, minute))
            return true;
    }
    return false;
}

bool isSamePrice(const PriceRevision &a, const PriceRevision &b)
{
    return a.windowFromMinute == b.windowFromMinute && a.windowToMinute == b.windowToMinute
        && a.longContextThreshold == b.longContextThreshold && a.base == b.base && a.aboveThreshold == b.aboveThreshold;
}

QVariant bound(UtcMicros t, UtcMicros open)
{
    return t == open ? QVariant(QMetaType::fromType<qlonglong>()) : QVariant(t);
}

QString timeText(UtcMicros t)
{
    return t == FromTheBeginning || t == OpenEnd ? QStringLiteral("open") : ReportingZone().timeText(t);
}

QString nameOf(const PriceRevision &price)
{
    return QStringLiteral("%1 %2, price %3").arg(price.provider, price.model, QString::number(price.id));
}

/// The prices of the workspace while new ones are laid over them.
class Ledger
{
public:
    Ledger(Connection &connection, const PriceChangeAbout &about, const ModelResolver &resolver)
        : m_connection(connection)
        , m_about(about)
        , m_resolver(resolver)
    {
    }

    Result<> load()
    {
        const auto book = PriceStore::load(m_connection);
        if (!book)
            return book.error();
        m_providers = book->providers();
        for (const PriceRevision &price : book->revisions()) {
            if (price.validFrom < price.validTo)
                m_prices[{ price.provider, price.model }].append(price);
        }
        return Ok;
    }

    Result<> add(PriceRevision price)
    {
        useKnownNames(price);
        QList<PriceRevision> &known = m_prices[{ price.provider, price.model }];
        if (price.validTo == OpenEnd) {
            for (const PriceRevision &other : std::as_const(known)) {
                if (other.validFrom > price.validFrom && sharesTimeOfDay(other, price))
                    price.validTo = std::min(price.validTo, other.validFrom);
            }
        }
        for (const PriceRevision &other : std::as_const(known)) {
            if (other.validFrom <= price.validFrom && other.validTo >= price.validTo && isSamePrice(other, price)) {
                ++m_report.unchanged;
                return Ok;
            }
        }
        if (auto done = makeRoom(known, price); !done)
            return done;
        if (auto done = insert(known, price); !done)
            return done;
        m_report.added.append(known.last());
        return Ok;
    }

    const PriceChangeReport &report() const { return m_report; }

private:
    /// The spelling under which rows look for their price.
    void useKnownNames(PriceRevision &price)
    {
        price.id = 0;
        if (const QString id = m_providers.idOf(price.provider); !id.isEmpty())
            price.provider = id;
        else
            m_providers.add(price.provider);
        const Resolution model = m_resolver.resolve(price.model, price.provider);
        if (model.kind != MatchKind::None && model.kind != MatchKind::Family)
            price.model = model.canonical;
    }

    Result<> insert(QList<PriceRevision> &known, PriceRevision price)
    {
        const auto id = PriceStore::insert(m_connection, price, m_about.now);
        if (!id)
            return id.error();
        price.id = *id;
        known.append(price);
        return Ok;
    }

    /// Ends, moves or retires what holds during the new price's time.
    Result<> makeRoom(QList<PriceRevision> &known, const PriceRevision &price)
    {
        const QList<PriceRevision> before = known;
        known.clear();
        for (const PriceRevision &other : before) {
            if (other.validTo <= price.validFrom || other.validFrom >= price.validTo
                || !sharesTimeOfDay(other, price)) {
                known.append(other);
            } else if (auto done = cut(known, other, price); !done) {
                return done;
            }
        }
        return Ok;
    }

    Result<> cut(QList<PriceRevision> &known, PriceRevision other, const PriceRevision &price)
    {
        PriceRevision tail = other;
        tail.validFrom = price.validTo;
        const bool hasHead = other.validFrom < price.validFrom;
        const bool hasTail = other.validTo > price.validTo;
        if (hasHead) {
            if (auto done = change(other, other.validFrom, price.validFrom); !done)
                return done;
            other.validTo = price.validFrom;
            known.append(other);
            return hasTail ? insert(known, tail) : Result<>(Ok);
        }
        if (hasTail) {
            if (auto done = change(other, price.validTo, other.validTo); !done)
                return done;
            known.append(tail); // the same revision, beginning later
            return Ok;
        }
        ++m_report.superseded;
        if (auto done = Sql::exec(m_connection,
                QStringLiteral("UPDATE model_prices SET superseded_us = ? WHERE id = ?"), { m_about.now, other.id });
            !done)
            return done.error();
        return audit(QStringLiteral("prices.supersede"), other,
            QStringLiteral("from %1 to %2").arg(timeText(other.validFrom), timeText(other.validTo)),
            QStringLiteral("at no time"));
    }

    Result<> change(const PriceRevision &price, UtcMicros from, UtcMicros to)
    {
        ++m_report.closed;
        const auto done = Sql::exec(m_connection,
            QStringLiteral("UPDATE model_prices SET valid_from_us = ?, valid_to_us = ? WHERE id = ?"),
            { bound(from, FromTheBeginning), bound(to, OpenEnd), price.id });
        if (!done)
            return done.error();
        return audit(QStringLiteral("prices.close"), price,
            QStringLiteral("from %1 to %2").arg(timeText(price.validFrom), timeText(price.validTo)),
            QStringLiteral("from %1 to %2").arg(timeText(from), timeText(to)));
    }

    Result<> audit(const QString &action, const PriceRevision &price, const QString &from, const QString &to)
    {
        return AuditLog::append(
            m_connection, { 0, m_about.now, m_about.actor, action, nameOf(price), from, to, m_about.reason });
    }

    Connection &m_connection;
    const PriceChangeAbout &m_about;
    const ModelResolver &m_resolver;
    ProviderNames m_providers;
    QHash<std::pair<QString, QString>, QList<PriceRevision>>
        m_prices; ///< That hold at some time, by provider and model.
    PriceChangeReport m_report;
};

QString summaryOf(const PriceChangeReport &report)
{
    if (report.added.size() == 1) {
        const PriceRevision &price = report.added.first();
        const auto usd
            = [](const std::optional<qint64> &rate) { return rate ? decimalText(*rate, 12) : QStringLiteral("-"); };
        return QStringLiteral("price %1 from %2 to %3: input %4, output %5 USD")
            .arg(QString::number(price.id), timeText(price.validFrom), timeText(price.validTo), usd(price.base.input),
                usd(price.base.output));
    }
    return QStringLiteral("%1 price revisions, %2 unchanged").arg(report.added.size()).arg(report.unchanged);
}

}

Result<PriceChangeReport> PriceChange::apply(
    Connection &connection, const QList<PriceRevision> &revisions, const PriceChangeAbout &about)
{
    const auto &resolver = PricingFacts::bundledResolver();
    if (!resolver)
        return resolver.error();
    Ledger ledger(connection, about, **resolver);
    if (auto loaded = ledger.load(); !loaded)
        return loaded.error();
    for (const PriceRevision &revision : revisions) {
        if (auto done = ledger.add(revision); !done)
            return done.error();
    }
    const PriceChangeReport &report = ledger.report();
    if (report.added.isEmpty())
        return report;
    if (auto done = AuditLog::append(
            connection, { 0, about.now, about.actor, about.action, about.object, {}, summaryOf(report), about.reason });
        !done)
        return done.error();
    return report;
}

Result<PriceChangeReport> PriceChange::run(
    Workspace &workspace, const QList<PriceRevision> &revisions, const PriceChangeAbout &about)
{
    if (workspace.access() != Database::Access::ReadWrite)
        return Error { Error::Kind::Denied,
            QCoreApplication::translate("PriceChange", "The workspace is read-only: %1")
                .arg(workspace.readOnlyReason()),
            {} };
    const auto lock = WriterLock::acquire(workspace.location());
    if (!lock)
        return lock.error();
    return workspace.writer()
        .run([&revisions, &about](Connection &connection) -> Result<PriceChangeReport> {
            Transaction transaction(connection);
            if (auto begun = transaction.begin(); !begun)
                return begun.error();
            const auto report = apply(connection, revisions, about);
            if (!report)
                return report;
            if (auto committed = transaction.commit(); !committed)
                return committed.error();
            return report;
        })
        .result();
}

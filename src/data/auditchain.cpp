#include "data/auditchain.h"

#include "data/sql.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace {

/// "Signaudi" in ASCII: whoever appends holds it until the end of the transaction.
constexpr qint64 AppendKey = 0x5369676E61756469;

void add(QCryptographicHash &hash, const QByteArray &field)
{
    char size[8];
    qToBigEndian<quint64>(quint64(field.size()), size);
    hash.addData(QByteArrayView(size, sizeof size));
    hash.addData(field);
}

/// As the text comes back from either engine: what has no UTF-8 form, and NUL, cannot be stored by both.
QString storable(const QString &text)
{
    QString stored = QString::fromUtf8(text.toUtf8());
    stored.replace(QChar(0), QChar(QChar::ReplacementCharacter));
    return stored;
}

}

QByteArray AuditChain::hashOf(const Link &link)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView("signalbox audit 1"));
    add(hash, link.previous);
    add(hash, QByteArray::number(link.seq));
    add(hash, QByteArray::number(link.at));
    for (const QString &text : link.texts)
        add(hash, text.toUtf8());
    return hash.result();
}

Result<> AuditChain::append(Connection &connection, UtcMicros at, QStringList texts)
{
    Q_ASSERT(texts.size() == TextCount);
    if (connection.dialect() == Dialect::PostgreSql) { // SQLite has one writer by itself
        const auto locked = Sql::exec(connection, QStringLiteral("SELECT pg_advisory_xact_lock(%1)").arg(AppendKey));
        if (!locked)
            return locked.error();
    }
    struct Last
    {
        qint64 seq = 0;
        QByteArray hash;
    };
    const auto last = Sql::selectOne(connection, QStringLiteral("SELECT seq, row_hash FROM audit_log ORDER BY seq DESC LIMIT 1"), {},
        [](const Row &row) { return Last { row.int64(0), row.bytes(1) }; });
    if (!last)
        return last.error();
    const Last before = last->value_or(Last());
    for (QString &text : texts)
        text = storable(text);
    const Link link { before.seq + 1, at, texts, before.hash };
    QVariantList values { link.seq, link.at };
    for (const QString &text : std::as_const(texts))
        values.append(text);
    values << link.previous << hashOf(link);
    const auto added = Sql::exec(connection, QStringLiteral(R"(
        INSERT INTO audit_log (seq, at_us, actor, action, object, old_value, new_value, reason, prev_hash, row_hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))"), values);
    if (!added)
        return added.error();
    return Ok;
}

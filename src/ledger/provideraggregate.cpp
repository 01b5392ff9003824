#include "ledger/provideraggregate.h"

#include <QCryptographicHash>

namespace {

QByteArray hash(const QByteArray &canonical)
{
    return QByteArray(1, '\x01') + QCryptographicHash::hash(canonical, QCryptographicHash::Blake2b_160).left(15);
}

}

QByteArray ProviderAggregate::key() const
{
    // No text holds NUL: it ends them for certain.
    const QByteArray parts[] = { kind == Kind::Usage ? QByteArrayLiteral("usage") : QByteArrayLiteral("cost"), provider, report,
        QByteArray::number(from), QByteArray::number(to), cut, model, description, project, apiKey, user, detail };
    QByteArray canonical;
    for (const QByteArray &part : parts)
        canonical.append(part).append('\0');
    return hash(canonical);
}

QByteArray ProviderAggregate::digest() const
{
    QByteArray canonical;
    for (const auto &amount : { requests, inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens, outputTokens, costPico })
        canonical.append(amount ? QByteArray::number(*amount) : QByteArray()).append('\0');
    return hash(canonical + currency);
}

#include "ledger/recordidentity.h"

#include <QtEndian>

#include <charconv>
#include <cstring>

namespace {

void putNumber(QByteArray &out, char tag, std::optional<qint64> value)
{
    if (!value)
        return; // unknown fields leave no trace, so that a file with fewer columns gives the same record
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, *value).ptr;
    out.append(tag);
    out.append(digits, end - digits);
    out.append('\0');
}

void putText(QByteArray &out, char tag, const QByteArray &text)
{
    if (text.isEmpty())
        return;
    out.append(tag);
    out.append(text);
    out.append('\0'); // texts hold no NUL, so this ends them for certain
}

}

QByteArray RecordIdentity::contentHash(const UsageRecord &record)
{
    QByteArray &out = m_canonical;
    out.resize(0);
    putNumber(out, 't', record.time);
    putText(out, 'f', record.feature);
    putText(out, 'p', record.provider);
    putText(out, 'm', record.model);
    putText(out, 'u', record.user);
    putText(out, 's', record.session);
    putText(out, 'c', record.client);
    if (record.status != UsageStatus::Unknown)
        putNumber(out, 'S', int(record.status));
    putText(out, 'w', record.statusText);
    putText(out, 'e', record.errorCode);
    putText(out, 'E', record.errorMessage);
    putNumber(out, 'i', record.inputTokens);
    putNumber(out, 'r', record.cacheReadTokens);
    putNumber(out, '5', record.cacheWrite5mTokens);
    putNumber(out, '1', record.cacheWrite1hTokens);
    putNumber(out, 'o', record.outputTokens);
    putNumber(out, 'R', record.reasoningTokens);
    putNumber(out, 'l', record.latencyMicros);
    putNumber(out, 'T', record.ttftMicros);
    putNumber(out, '$', record.chargedPico);
    putText(out, 'q', record.source);
    putText(out, 'Q', record.sourceId);
    if (record.attempt != 1)
        putNumber(out, 'a', record.attempt);
    m_hash.reset();
    m_hash.addData(QByteArrayView(out));
    return m_hash.result();
}

RecordIdentity::Claim RecordIdentity::of(const UsageRecord &record)
{
    const QByteArray content = contentHash(record);
    if (!record.source.isEmpty() && !record.sourceId.isEmpty())
        return { record.source, 'n' + record.sourceId, content.left(16) };

    const quint32 ordinal = m_ordinals.next(qFromBigEndian<quint64>(content.constData()));
    QByteArray tail = content.left(10);
    if (ordinal > 0) {
        m_hash.reset();
        m_hash.addData(QByteArrayView(content));
        m_hash.addData(QByteArray::number(ordinal));
        tail = m_hash.result().left(10);
    }
    QByteArray key(16, '\0');
    key[0] = '\1';
    const quint64 second = record.time ? quint64(floorTo(*record.time, MicrosPerSecond) / MicrosPerSecond) : 0;
    for (int i = 0; i < 5; ++i)
        key[1 + i] = char(second >> (8 * (4 - i)));
    std::memcpy(key.data() + 6, tail.constData(), 10);
    return { record.source.isEmpty() ? m_formatName : record.source, key, {} };
}

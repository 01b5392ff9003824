#pragma once

#include "core/ordinals.h"
#include "ledger/usagerecord.h"

#include <QByteArray>
#include <QCryptographicHash>

/// Who a record is, so that importing it again changes nothing. Rules: DOMAIN "Identity". The bytes made here are kept
/// for ever in usage_claims and must never change for the same record; the first byte of a hash is its version.
///
/// Keys: 'n' and the source's own id; or 0x01, the record's UTC second in 5 big-endian bytes (so that rows of the same
/// time lie together in the index; zeros without a time) and 10 bytes of BLAKE2b-160 over the canonical record and its
/// ordinal among equal records of the file.
class RecordIdentity
{
public:
    struct Claim
    {
        QByteArray source; ///< The record's own, or the format's name.
        QByteArray key;
        QByteArray digest; ///< 16 bytes over the content for native ids; empty where the key itself covers the content.
    };

    explicit RecordIdentity(QByteArray formatName) : m_formatName(std::move(formatName)) {}

    /// Records are to be given in file order. The ordinal counters are the only memory here that grows.
    Claim of(const UsageRecord &record);

private:
    QByteArray contentHash(const UsageRecord &record);

    const QByteArray m_formatName;
    Ordinals m_ordinals; ///< By the first 8 bytes of the content hash.
    QByteArray m_canonical;
    QCryptographicHash m_hash { QCryptographicHash::Blake2b_160 };
};

#pragma once

#include <QByteArrayView>

/// MurmurHash3, the x86 variant with 32 bits of result. Buckets depend on it: it can never change.
quint32 murmur3(QByteArrayView bytes, quint32 seed = 0);

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QIODevice>

#include <vector>

/// Reads RFC 4180 records from a stream in constant memory. Line ends may be LF, CRLF or CR, also mixed; a UTF-8 byte
/// order mark is skipped; blank lines are no records. What cannot be a record is returned as a fault with its place, and
/// reading goes on behind it.
class CsvReader
{
public:
    /// `device` is open for reading and outlives the reader.
    CsvReader(QIODevice &device, char delimiter = ',');

    /// The one of comma, semicolon and tab that a header line has most of.
    static char delimiterOf(QByteArrayView header);

    enum class Next { Record, Fault, End, ReadError };

    /// Moves to the next record. Fault: `fault()` says why. ReadError: the device failed.
    Next next();

    /// Cells of the record, unquoted. Valid until the next call of next().
    const std::vector<QByteArrayView> &cells() const { return m_cells; }
    qint64 line() const { return m_recordLine; } ///< Physical line on which the record began, from 1.
    qint64 offset() const { return m_recordOffset; } ///< Byte offset of its first byte.
    qint64 bytesRead() const { return m_base + qint64(m_at); }
    QString fault() const { return m_fault; }
    /// The record's text as it stands in the file, without its line end.
    QByteArrayView raw() const;

    /// A record longer than this is a fault.
    static constexpr qsizetype MaxRecordBytes = 1024 * 1024;
    static constexpr size_t MaxCells = 4096;

private:
    bool fill(); ///< Reads more behind what is there; false at the end.
    bool recordEnd(size_t &end, size_t &next, bool &unterminated);
    bool splitCells(size_t begin, size_t end);
    void skipOversized();

    QIODevice &m_device;
    const char m_delimiter;
    QByteArray m_buffer;
    size_t m_at = 0; ///< First byte not yet handed out.
    size_t m_end = 0; ///< Bytes in the buffer.
    qint64 m_base = 0; ///< File offset of the buffer's first byte.
    bool m_atEnd = false;
    bool m_failed = false;
    bool m_started = false;
    qint64 m_line = 1; ///< Line of m_at.
    qint64 m_recordLine = 1;
    qint64 m_recordOffset = 0;
    size_t m_recordBegin = 0;
    size_t m_recordEnd = 0;
    QString m_fault;
    QByteArray m_oversizedStart; ///< Beginning of a record that was too long to keep.
    std::vector<QByteArrayView> m_cells;
    std::vector<QByteArray> m_unquoted;
};

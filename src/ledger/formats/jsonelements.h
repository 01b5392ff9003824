#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

class QIODevice;

/// Where the records of a JSON file are.
struct JsonLayout
{
    enum class Kind {
        Lines, ///< One value per line.
        Sequence, ///< Values one behind the other, each over any number of lines.
        Array, ///< Elements of an array.
    };
    Kind kind = Kind::Lines;
    qint64 offset = 0; ///< Bytes before the first record: a byte order mark, or all up to and including the array's bracket.
};

/// Cuts a JSON file into its records without understanding them, in constant memory. What is too long, or lies in an array
/// that is never closed, is returned as a fault with its place, and reading goes on behind it.
class JsonElements
{
public:
    /// `device` is open for reading at its beginning and outlives this.
    JsonElements(QIODevice &device, JsonLayout layout);

    enum class Next { Element, Fault, End, ReadError };
    Next next();

    QByteArrayView text() const { return m_text; } ///< The record; behind Fault what there is of it.
    qint64 line() const { return m_recordLine; } ///< On which it begins, from 1.
    qint64 offset() const { return m_recordOffset; }
    qint64 bytesRead() const { return m_base + m_at; }
    QString fault() const { return m_fault; }

    /// A record longer than this is a fault.
    static constexpr qsizetype MaxRecordBytes = 1024 * 1024;

private:
    bool peek(char &c); ///< The byte at m_at; false at the end of the file.
    void advance(char c);
    Next cut();
    Next ended(bool insideRecord);

    QIODevice &m_device;
    const JsonLayout m_layout;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_base = 0; ///< File offset of the buffer's first byte.
    qint64 m_line = 1;
    qint64 m_recordLine = 1;
    qint64 m_recordOffset = 0;
    QByteArray m_text;
    QString m_fault;
    bool m_failed = false;
    bool m_started = false;
    bool m_closed = false; ///< The array's closing bracket has been read.
    bool m_afterComma = false;
};

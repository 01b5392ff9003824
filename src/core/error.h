#pragma once

#include <QString>

/// Why an operation failed. The kind decides the exit code of the command line and what a page offers next.
struct Error
{
    enum class Kind {
        Usage, ///< The command line or an argument is wrong.
        Configuration, ///< A setting, profile or zone name is wrong.
        CannotOpen, ///< A file or database is not there, or is not what it should be.
        Busy, ///< Locked by another program or process.
        Mismatch, ///< Verification found figures that disagree.
        Interrupted, ///< Stopped on request; the work can be resumed.
        Storage, ///< Disk full or another input/output failure.
        Denied, ///< No permission.
        Secrets, ///< The secret store failed.
        Network, ///< A server or provider did not answer.
        TooNew, ///< The workspace was written by a newer program.
        Corrupt, ///< The file is damaged.
        NotFound, ///< The thing that was named does not exist.
        Conflict, ///< Someone else changed it first, or it exists already.
        Invalid, ///< A value is out of range or malformed.
        Unrecognised, ///< The input file is of no known format.
        Rejects, ///< More rejected records than the caller allowed.
        Internal, ///< A fault of the program.
    };

    Kind kind = Kind::Internal;
    QString summary; ///< One sentence for the user, translated, without driver text.
    QString detail; ///< For the log and for tooltips: SQLSTATE, errno, driver message. Never a secret.

    /// `summary`, and `detail` in brackets where there is one: a whole line for the command line.
    QString line() const;
};

/// Exit code of the command line for `kind` (reliability contract: 0 ok, 1 rejects, 2 usage, ... 70 internal).
int exitCode(Error::Kind kind);

/// Replaces C0, C1 and bidirectional control characters by visible escapes such as "\x1b", so that a hostile name
/// cannot steer a terminal, forge a log line or turn the text around it.
QString visibleControls(const QString &text);

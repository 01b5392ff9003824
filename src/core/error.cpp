#include "core/error.h"

QString Error::line() const
{
    return detail.isEmpty() ? summary : QStringLiteral("%1 [%2]").arg(summary, detail);
}

int exitCode(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Rejects: return 1;
    case Error::Kind::Usage:
    case Error::Kind::Invalid:
    case Error::Kind::NotFound: return 2;
    case Error::Kind::Configuration: return 3;
    case Error::Kind::CannotOpen:
    case Error::Kind::Unrecognised: return 4;
    case Error::Kind::Busy:
    case Error::Kind::Conflict: return 5;
    case Error::Kind::Mismatch: return 6;
    case Error::Kind::Interrupted: return 7;
    case Error::Kind::Storage: return 8;
    case Error::Kind::Denied: return 9;
    case Error::Kind::Secrets: return 10;
    case Error::Kind::Network: return 11;
    case Error::Kind::TooNew: return 12;
    case Error::Kind::Corrupt: return 13;
    case Error::Kind::Internal: return 70;
    }
    return 70;
}

QString visibleControls(const QString &text)
{
    const auto isControl = [](ushort c) {
        return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || c == 0x061c
            || c == 0x200b || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff; // what is not seen makes two names look alike
    };
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (!isControl(c.unicode()))
            shown += c;
        else if (c.unicode() < 0x100)
            shown += QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            shown += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
    }
    return shown;
}

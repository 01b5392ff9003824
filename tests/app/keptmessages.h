#pragma once

#include <QStringList>
#include <QtGlobal>

/// Keeps what somebody would see on stderr while it lives, but for what the picture-less platform says of itself. One at
/// a time.
class KeptMessages
{
public:
    KeptMessages()
    {
        texts.clear();
        before = qInstallMessageHandler(keep);
    }
    ~KeptMessages() { qInstallMessageHandler(before); }
    Q_DISABLE_COPY_MOVE(KeptMessages)

    /// Empty: nothing was said.
    static QString all() { return texts.join(QLatin1Char('\n')); }

private:
    static void keep(QtMsgType type, const QMessageLogContext &context, const QString &text)
    {
        if (type != QtDebugMsg && type != QtInfoMsg && !text.startsWith(QLatin1String("This plugin does not support")))
            texts.append(text);
        before(type, context, text);
    }

    static inline QStringList texts;
    static inline QtMessageHandler before = nullptr;
};

#include "app/actiontext.h"

#include <QAction>

QString plainActionText(const QAction &action)
{
    const QString text = action.text();
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('&') && ++i == text.size()) // "&&" is one, "&O" is an O
            break;
        plain += text.at(i);
    }
    if (plain.endsWith(QChar(0x2026)))
        plain.chop(1);
    return plain;
}

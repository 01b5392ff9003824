#pragma once

#include <QChar>
#include <QList>
#include <QString>
#include <QStringList>

/// A word of a model's name and how it was joined to the word before.
struct NameToken
{
    QString text;
    QChar before; ///< The separator in front; null at the beginning and where letters meet digits.
    bool marked = false; ///< It was written as a version, "v3".
};

/// The steps that take a name apart into tokens. Each works on lower case text and knows one rule.
namespace NameTokens {

/// "llama-v3p1-8b" -> llama, 3.1, 8b. A point between digits belongs to the number.
QList<NameToken> split(const QString &text);
/// Takes dates in any of the usual forms out of the tokens and returns the digits of the first.
QString takeDate(QList<NameToken> &tokens);
/// "3-5" -> 3.5, "gpt-35" -> 3.5, "4.0" -> 4; a first version ("v1", a trailing "1.0") says nothing and goes.
void normaliseVersions(QList<NameToken> &tokens);
QStringList texts(const QList<NameToken> &tokens);

}

#pragma once

#include <QString>
#include <QStringList>

/// A model's name taken apart by rules that hold for every maker: path, host, region and version tag are left out, dates
/// and routes stand apart, and what remains tells models apart.
struct ModelName
{
    QStringList words; ///< "claude", "3.5", "sonnet", in the order of the name; empty when the name says nothing.
    QString date; ///< The digits of the snapshot: "20240718", "0613", "002"; empty when the name has none.
    QString revision; ///< "003" of text-davinci-003: a snapshot or a model of its own, which the name alone does not say.
    QString route; ///< "free", "batch", ...

    /// Equal for every spelling and word order of one model, different for different models. Empty without words.
    QString key() const { return keyOf(words); }
    static QString keyOf(QStringList words);
    /// Takes any text apart, whatever it holds.
    static ModelName parse(const QString &text);
    /// The name without a note in brackets such as "(fallback)"; empty when it has none.
    static QString withoutNote(const QString &text);
};

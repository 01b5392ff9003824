#pragma once

#include "ledger/requestrecord.h"

#include <QString>

/// A line of the record: what it is and what it says, both formatted.
struct RequestLine
{
    enum class Kind {
        Field, ///< Label and value side by side.
        Identifier, ///< The same in the fixed font.
        Figure, ///< Value at the right, note below the label.
        Sum, ///< The same below a rule.
        Sentence, ///< The value alone, over the whole width.
        Warning, ///< A sentence that needs attention.
    };

    Kind kind = Kind::Field;
    QString label;
    QString value;
    QString note;
};

/// A record in words and exact figures, a list for each section of the panel. Translated.
namespace RequestLines {

QList<RequestLine> call(const RequestRecord &record, const ReportingZone &zone);
/// How the cost came about: each class of tokens times its rate, their sum, what the provider charged, what counts.
QList<RequestLine> cost(const RequestRecord &record, const ReportingZone &zone);
/// Where the row comes from.
QList<RequestLine> origin(const RequestRecord &record, const ReportingZone &zone);
/// "after 30.0 s, first token after 214 ms"; empty where nothing is known.
QString timing(const RequestRow &row);
/// A revision's JSON with one column per line; as it is where it is no JSON.
QString imageText(const QString &image);
/// JSON over indented lines, every number and name as it is written there; also of a text that was cut. Other text as it is.
QString rawText(const QString &raw);
/// How much of the record in the file there is.
QString rawNote(const RequestRecord &record);
/// Everything as text, for the clipboard.
QString plainText(const RequestRecord &record, const ReportingZone &zone);

}

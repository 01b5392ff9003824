#include "features/requests/requestorder.h"

#include "features/requests/requesttext.h"

#include <QCoreApplication>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RequestOrder", text);
}

}

QString RequestOrder::text(const QList<SortKey> &keys)
{
    QStringList words;
    for (const auto &sort : sorts(keys))
        words.append((sort.descending ? QStringLiteral("-") : QString()) + requestFieldName(sort.field));
    return words.join(QLatin1Char(','));
}

QList<SortKey> RequestOrder::keysOf(const QString &text)
{
    QList<SortKey> keys;
    QList<int> seen;
    for (auto word : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const bool descending = word.startsWith(QLatin1Char('-'));
        const auto field = requestFieldFromName(descending ? word.mid(1) : word);
        if (!field || seen.contains(int(*field)))
            continue;
        seen.append(int(*field));
        keys.append({ int(*field), descending ? Qt::DescendingOrder : Qt::AscendingOrder });
    }
    return keys;
}

QList<RequestSort> RequestOrder::sorts(const QList<SortKey> &keys)
{
    QList<RequestSort> sorts;
    for (const auto &key : keys)
        sorts.append({ RequestField(key.column), key.order == Qt::DescendingOrder });
    return sorts;
}

QString RequestOrder::words(const RequestQuery &query)
{
    if (query.order.isEmpty() || query.order.constFirst() == RequestSort())
        return tr("newest first");
    if (query.order.constFirst() == RequestSort { RequestField::Time, false })
        return tr("oldest first");
    QStringList names;
    for (const auto &sort : query.order) {
        const auto form = sort.descending ? tr("%1 descending") : tr("%1 ascending");
        names.append(form.arg(RequestText::title(sort.field, query.zone)));
    }
    return tr("by %1").arg(names.join(tr(", then ")));
}

QVariantMap RequestOrder::defaultColumns()
{
    constexpr RequestField shown[] = { RequestField::Time, RequestField::Feature, RequestField::Model, RequestField::Status,
        RequestField::Latency, RequestField::Input, RequestField::Output, RequestField::Cost };
    QVariantList columns;
    const auto add = [&columns](RequestField field, bool hidden) {
        columns.append(QVariantMap { { QStringLiteral("id"), requestFieldName(field) }, { QStringLiteral("hidden"), hidden } });
    };
    for (const auto field : shown)
        add(field, false);
    for (int i = 0; i < RequestFieldCount; ++i) {
        if (std::find(std::begin(shown), std::end(shown), RequestField(i)) == std::end(shown))
            add(RequestField(i), true);
    }
    return { { QStringLiteral("columns"), columns } };
}

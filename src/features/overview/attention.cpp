#include "features/overview/attention.h"

#include "core/format.h"
#include "features/countedrequests.h"
#include "ledger/usagetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace {

constexpr double NoticeableRise = 0.25;
constexpr Money NoticeableAmount = Money::fromPico(1'000'000'000'000); // one dollar
constexpr double NoticeableErrorRate = 0.01;
constexpr double ErrorRateFactor = 2;
constexpr UtcMicros FreshFor = 24 * MicrosPerHour;

QString tr(const char *text)
{
    return QCoreApplication::translate("Attention", text);
}

/// `text` with its number in front: singular and plural are the translation's.
QString counted(const char *text, qint64 count)
{
    return QCoreApplication::translate("Attention", text, nullptr, int(std::min<qint64>(count, std::numeric_limits<int>::max())))
        .arg(Format::count(count));
}

QString nameOf(const FeatureUsage &feature)
{
    return UsageText::label(Dimension::Feature, feature.key);
}

UsageFilter only(UsageFilter filter, const FeatureUsage &feature)
{
    filter.features = { feature.key.text };
    return filter;
}

/// Leads to the feature's dashboard, with one of its tabs.
AttentionItem featureItem(AttentionItem::Kind kind, Severity severity, const OverviewAnswer &answer, const FeatureUsage &feature, const QString &tab = {})
{
    AttentionItem item { kind, severity, {}, {}, QStringLiteral("features"), only(answer.question.filter, feature), {}, {}, false };
    if (!tab.isEmpty())
        item.options.insert(QStringLiteral("tab"), tab);
    item.counted = item.filter;
    return item;
}

std::optional<AttentionItem> unpriced(const OverviewAnswer &answer)
{
    if (answer.total.unpriced() == 0)
        return {};
    QStringList models;
    for (const auto &row : answer.unpricedModels.mid(0, 3))
        models.append(tr("%1 (%2)").arg(
            UsageText::label(Dimension::Model, row.keys.at(0)), Format::count(row.measures.unpriced())));
    if (answer.unpricedModels.size() > 3)
        models.append(tr("%1 more").arg(answer.unpricedModels.size() - 3));

    AttentionItem item { AttentionItem::Kind::UnpricedRequests, Severity::Warning,
        answer.total.unpriced() == 1 ? tr("1 request without a price")
                                     : tr("%1 requests without a price").arg(Format::count(answer.total.unpriced())),
        tr("Spend leaves them out: %1").arg(models.join(QStringLiteral(", "))), QStringLiteral("requests"),
        answer.question.filter, {}, {}, false };
    item.filter.costSources = { CostSource::Unpriced };
    item.counted = item.filter;
    if (!answer.waitingName.isEmpty()) { // a decision about the name gives them a price
        item.page = QStringLiteral("names");
        item.filter = answer.question.filter;
        item.options = { { QStringLiteral("name"), answer.waitingName } };
    }
    return item;
}

std::optional<AttentionItem> errorRate(const OverviewAnswer &answer, const FeatureUsage &feature)
{
    const auto now = feature.now.errorRate();
    const auto before = feature.before.errorRate();
    if (!now || !before || *now <= NoticeableErrorRate || *now <= ErrorRateFactor * *before)
        return {};
    auto item = featureItem(AttentionItem::Kind::ErrorRate, Severity::Error, answer, feature, QStringLiteral("errors"));
    item.title = tr("%1 error rate %2").arg(nameOf(feature), Format::percent(now, 2));
    item.detail = tr("It was %1 in the period before; %2")
                      .arg(Format::percent(before, 2),
                          counted(QT_TRANSLATE_N_NOOP("Attention", "%1 calls failed now"),
                              feature.now.byStatus[size_t(UsageStatus::Error)] + feature.now.byStatus[size_t(UsageStatus::Timeout)]));
    item.counted = FilterPart::of(item.filter, QList<UsageStatus> { UsageStatus::Error, UsageStatus::Timeout });
    return item;
}

std::optional<AttentionItem> spendRise(const OverviewAnswer &answer, const FeatureUsage &feature)
{
    const auto now = feature.now.knownCost();
    const auto before = feature.before.knownCost();
    const auto change = relativeChange(now, before);
    if (!change || *change <= NoticeableRise || *now - *before <= NoticeableAmount)
        return {};
    auto item = featureItem(AttentionItem::Kind::SpendRise, Severity::Warning, answer, feature, QStringLiteral("spending"));
    item.title = tr("%1 spend %2").arg(nameOf(feature), Format::delta(change));
    item.detail = tr("%1 after %2 in the period before").arg(Format::money(*now), Format::money(*before));
    return item;
}

std::optional<AttentionItem> quiet(const OverviewAnswer &answer, const FeatureUsage &feature)
{
    if (!feature.active || feature.now.requests() > 0 || feature.before.requests() == 0)
        return {};
    auto item = featureItem(AttentionItem::Kind::QuietFeature, Severity::Info, answer, feature);
    item.title = tr("%1 is quiet in this range").arg(nameOf(feature));
    item.detail = counted(QT_TRANSLATE_N_NOOP("Attention", "%1 requests in the period before"), feature.before.requests());
    if (feature.extent)
        item.detail = tr("Last used on %1; %2").arg(UsageText::day(answer.question.zone, feature.extent->to - 1), item.detail);
    item.countsBefore = true;
    return item;
}

std::optional<AttentionItem> unused(const OverviewAnswer &answer, const FeatureUsage &feature)
{
    if (!feature.active || feature.now.requests() > 0 || feature.extent || feature.key.text.isEmpty())
        return {};
    auto item = featureItem(AttentionItem::Kind::UnusedFeature, Severity::Info, answer, feature);
    item.title = tr("%1 has no usage yet").arg(nameOf(feature));
    item.detail = tr("No call of it has been imported");
    item.counted.reset();
    return item;
}

std::optional<AttentionItem> oldData(const OverviewAnswer &answer, UtcMicros now)
{
    if (!answer.extent || now - answer.extent->to <= FreshFor)
        return {};
    const auto hours = (now - answer.extent->to) / MicrosPerHour;
    const auto age = hours < 72 ? tr("%1 hours").arg(hours) : tr("%1 days").arg(hours / 24);
    return AttentionItem { AttentionItem::Kind::OldData, Severity::Warning, tr("The newest usage is %1 old").arg(age),
        tr("It is of %1; later calls have not been imported")
            .arg(UsageText::day(answer.question.zone, answer.extent->to - 1)),
        QStringLiteral("spending"), answer.question.filter, {}, {}, false };
}

/// Position in the list: lower comes first.
int rank(Severity severity)
{
    return severity == Severity::Error ? 0 : severity == Severity::Warning ? 1 : 2;
}

}

QList<AttentionItem> attentionItems(const OverviewAnswer &answer, UtcMicros now)
{
    QList<AttentionItem> items;
    const auto add = [&items](const std::optional<AttentionItem> &item) {
        if (item)
            items.append(*item);
    };
    add(unpriced(answer));
    add(oldData(answer, now));
    for (const auto &feature : answer.features) {
        add(errorRate(answer, feature));
        add(spendRise(answer, feature));
        add(quiet(answer, feature));
        add(unused(answer, feature));
    }
    std::stable_sort(items.begin(), items.end(),
        [](const AttentionItem &a, const AttentionItem &b) { return rank(a.severity) < rank(b.severity); });
    return items;
}

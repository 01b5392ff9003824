#include "support/loadgenerator.h"

#include "support/sampledata.h"
#include "support/testpaths.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace {

constexpr qint64 MillisPerHour = 3'600'000;
constexpr qsizetype FlushBytes = 1 << 20;

// Published shares of BurstGPT: ChatGPT / (ChatGPT + GPT-4), conversation / (conversation + API), failed rows / rows.
constexpr double CheapModelShare = 0.8521;
constexpr double ChatShare = 0.0437;
constexpr double FailureShare = 1 - 1404300.0 / 1429737.0;
constexpr double UserCount = 5000;

class Draw
{
public:
    explicit Draw(quint64 seed) : m_state(seed * 0x9E3779B97F4A7C15ULL + 1) {}

    /// In [0, 1), 53 bits.
    double next()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(m_state >> 11) / 9007199254740992.0;
    }

private:
    quint64 m_state;
};

Error invalid(const QString &what)
{
    return { Error::Kind::Invalid, what, {} };
}

/// The named columns of a CSV without quoted cells, as bytes.
Result<QList<QList<QByteArray>>> columns(const QByteArray &csv, const QList<QByteArray> &names)
{
    const auto lines = csv.split('\n');
    const auto header = lines.first().trimmed().split(',');
    QList<qsizetype> at;
    for (const auto &name : names) {
        at.append(header.indexOf(name));
        if (at.last() < 0)
            return invalid(QStringLiteral("Column %1 is missing.").arg(QLatin1String(name)));
    }
    QList<QList<QByteArray>> rows;
    rows.reserve(lines.size());
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto line = lines.at(i).trimmed();
        if (line.isEmpty())
            continue;
        const auto cells = line.split(',');
        if (cells.size() != header.size())
            return invalid(QStringLiteral("Line %1 has another number of cells than the header.").arg(i + 1));
        QList<QByteArray> row;
        for (const auto column : at)
            row.append(cells.at(column));
        rows.append(row);
    }
    return rows;
}

Result<QByteArray> fileContent(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error { Error::Kind::CannotOpen, file.errorString(), path };
    return file.readAll();
}

Result<> appendPairs(LoadSource &source, const QString &trace)
{
    const auto rows = columns(sampleTrace(trace), { "input_tokens", "output_tokens" });
    if (!rows)
        return rows.error();
    for (const auto &row : *rows)
        source.pairs.append({ row.at(0).toLongLong(), row.at(1).toLongLong() });
    return Ok;
}

/// Milliseconds of the day of `count` requests, ascending.
std::vector<qint64> timesOfDay(Draw &draw, const std::vector<double> &cumulated, qint64 count)
{
    std::vector<qint64> times;
    times.reserve(static_cast<size_t>(count));
    for (qint64 i = 0; i < count; ++i) {
        const auto hour = std::lower_bound(cumulated.begin(), cumulated.end(), draw.next() * cumulated.back());
        const auto millis = static_cast<qint64>(draw.next() * static_cast<double>(MillisPerHour));
        times.push_back((hour - cumulated.begin()) * MillisPerHour + millis);
    }
    std::sort(times.begin(), times.end());
    return times;
}

void appendRow(QByteArray &out, Draw &draw, const char *day, qint64 time, const QList<TokenPair> &pairs)
{
    // The order of the draws is part of the format.
    const auto &pair = pairs.at(static_cast<qsizetype>(draw.next() * static_cast<double>(pairs.size())));
    const char *model = draw.next() < CheapModelShare ? "gpt-3.5-turbo" : "gpt-4";
    const char *feature = draw.next() < ChatShare ? "chat" : "api";
    const bool failed = draw.next() < FailureShare;
    const auto user = static_cast<int>(UserCount * std::pow(draw.next(), 3.0));

    std::array<char, 256> line;
    const int length = std::snprintf(line.data(), line.size(),
        "%sT%02d:%02d:%02d.%03dZ,%s,openai,%s,u%05d,%lld,%lld,%s\n", day, static_cast<int>(time / MillisPerHour),
        static_cast<int>(time / 60000 % 60), static_cast<int>(time / 1000 % 60), static_cast<int>(time % 1000), feature,
        model, user, pair.input, failed ? 0 : pair.output, failed ? "error" : "success");
    out.append(line.data(), length);
}

bool flush(QIODevice &out, QByteArray &buffer)
{
    const bool written = out.write(buffer) == buffer.size();
    buffer.clear();
    return written;
}

} // namespace

Result<LoadSource> publishedLoadSource()
{
    LoadSource source;
    for (const auto &trace : { QStringLiteral("azure2023_code"), QStringLiteral("ragpulse") }) {
        if (const auto read = appendPairs(source, trace); !read)
            return read.error();
    }
    const auto daily = fileContent(testData(QStringLiteral("traces/burstgpt1_daily_published.csv")));
    if (!daily)
        return daily.error();
    const auto days = columns(*daily, { "requests" });
    if (!days)
        return days.error();
    for (const auto &row : *days)
        source.dailyRequests.append(row.first().toLongLong());

    const auto hourly = fileContent(testData(QStringLiteral("traces/burstgpt1_hourly_profile_published.csv")));
    if (!hourly)
        return hourly.error();
    const auto hours = columns(*hourly, { "avg_requests_per_hour" });
    if (!hours)
        return hours.error();
    for (const auto &row : *hours)
        source.hourlyWeights.append(row.first().toDouble());
    return source;
}

Result<qint64> writeLoad(QIODevice &out, const LoadSource &source, const LoadOptions &options)
{
    if (source.pairs.isEmpty() || source.hourlyWeights.isEmpty())
        return invalid(QStringLiteral("There is nothing to draw from."));
    std::vector<double> cumulated;
    for (const double weight : source.hourlyWeights)
        cumulated.push_back(cumulated.empty() ? weight : cumulated.back() + weight);

    Draw draw(options.seed);
    QByteArray buffer("ts_utc,feature,provider,model,user,input_tokens,output_tokens,status\n");
    buffer.reserve(FlushBytes + 256);
    qint64 rows = 0;
    bool written = true;
    for (qsizetype index = 0; index < source.dailyRequests.size() && written; ++index) {
        const auto day = options.start.addDays(index).toString(Qt::ISODate).toLatin1();
        // nearbyint rounds halves to even, which is what the published files were made with.
        const auto scaled = std::nearbyint(static_cast<double>(source.dailyRequests.at(index)) * options.scale);
        for (const qint64 time : timesOfDay(draw, cumulated, static_cast<qint64>(scaled))) {
            appendRow(buffer, draw, day.constData(), time, source.pairs);
            ++rows;
            if (buffer.size() >= FlushBytes)
                written = flush(out, buffer) && written;
        }
    }
    if (!flush(out, buffer) || !written)
        return Error { Error::Kind::Storage, out.errorString(), {} };
    return rows;
}

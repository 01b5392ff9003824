#include "usagegenerator.h"

#include <QIODevice>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace {

constexpr qsizetype FlushBytes = 1 << 20;
constexpr int SecondsPerHour = 3600;

struct Model
{
    const char *name;
    std::array<const char *, 2> providers; ///< Three in four calls go to the first.
    double latencySeconds; ///< The median.
    bool reasons;
};

constexpr std::array<Model, UsageGenerator::Models> Models { {
    { "gpt-4o-mini", { "openai", "azure" }, 0.9, false },
    { "claude-sonnet-4-20250514", { "anthropic", "openrouter" }, 3.1, false },
    { "gemini-2.5-flash", { "google", "openrouter" }, 1.2, true },
    { "gpt-4o", { "openai", "azure" }, 1.8, false },
    { "gpt-4.1-mini", { "openai", "azure" }, 1.1, false },
    { "mistral-small-latest", { "mistral", "mistral" }, 0.7, false },
    { "claude-3-5-haiku-20241022", { "anthropic", "openrouter" }, 1.4, false },
    { "gpt-4.1", { "openai", "azure" }, 2.2, false },
    { "gemini-2.5-pro", { "google", "openrouter" }, 6.0, true },
    { "o4-mini", { "openai", "azure" }, 5.5, true },
    { "gpt-5", { "openai", "azure" }, 7.5, true },
    { "deepseek-chat", { "openrouter", "openrouter" }, 2.9, false },
    { "claude-opus-4-20250514", { "anthropic", "openrouter" }, 5.2, false },
    { "mistral-large-latest", { "mistral", "openrouter" }, 2.4, false },
    { "o3", { "openai", "azure" }, 9.0, true },
    { "deepseek-reasoner", { "openrouter", "openrouter" }, 14.0, true },
    { "claude-3-7-sonnet-20250219", { "anthropic", "openrouter" }, 2.8, false },
    { "house-llm-v2", { "azure", "azure" }, 0.5, false }, // no price list has it
} };

constexpr std::array<const char *, UsageGenerator::Features> Features { "chatbot", "ai-search", "photo-tagging", "summaries",
    "translation", "email-drafts", "code-review", "moderation", "voice-notes", "onboarding", "reports", "lab" };
constexpr std::array<double, UsageGenerator::Features> FeatureShares { 30, 20, 14, 10, 7, 5, 4, 4, 2, 2, 1, 1 };
constexpr std::array<double, 6> ModelShares { 45, 25, 14, 8, 5, 3 };
constexpr std::array<double, 24> HourShares { 2, 1, 1, 1, 1, 2, 3, 5, 8, 10, 11, 11, 10, 11, 11, 10, 9, 8, 6, 5, 5, 4, 4, 3 };

class Draw
{
public:
    explicit Draw(quint64 seed) : m_state(seed * 0x9E3779B97F4A7C15ULL + 1) {}

    /// In [0, 1).
    double next()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return double(m_state >> 11) / 9007199254740992.0;
    }
    int below(int limit) { return int(next() * limit); }
    bool chance(double share) { return next() < share; }
    /// An index with a chance in proportion to its share.
    template<size_t Size>
    int pick(const std::array<double, Size> &shares)
    {
        double total = 0;
        for (const double share : shares)
            total += share;
        double left = next() * total;
        size_t index = 0;
        while (index + 1 < Size && left >= shares[index])
            left -= shares[index++];
        return int(index);
    }
    /// Around 1, with the long tail that latencies and prompt lengths have.
    double spread(double width)
    {
        const double normal = next() + next() + next() + next() - 2; // near enough to a bell
        return std::exp(normal * width);
    }

private:
    quint64 m_state;
};

/// How many rows each day has, and together exactly `rows`.
std::vector<qint64> rowsPerDay(const UsageFileOptions &options)
{
    const auto share = [&options](int day) { return options.start.addDays(day).dayOfWeek() >= 6 ? 0.4 : 1.0; };
    double total = 0;
    for (int day = 0; day < options.days; ++day)
        total += share(day);
    std::vector<qint64> rows;
    double until = 0;
    qint64 given = 0;
    for (int day = 0; day < options.days; ++day) {
        until += share(day);
        const auto due = day + 1 == options.days ? options.rows : qint64(double(options.rows) * until / total);
        rows.push_back(due - given);
        given = due;
    }
    return rows;
}

void appendRow(QByteArray &out, Draw &draw, const char *day)
{
    const int feature = draw.pick(FeatureShares);
    const auto &model = Models[size_t((feature * 5 + draw.pick(ModelShares) * 7) % UsageGenerator::Models)];
    const char *provider = model.providers[draw.chance(0.75) ? 0 : 1];
    const int user = int(UsageGenerator::Users * std::pow(draw.next(), 2.0));
    const int second = draw.pick(HourShares) * SecondsPerHour + draw.below(SecondsPerHour);
    const double fate = draw.next();
    const char *status = fate < 0.965 ? "success" : fate < 0.985 ? "error" : fate < 0.995 ? "timeout" : "cancelled";
    const bool succeeded = fate < 0.965;
    const char *code = succeeded || fate >= 0.985 ? "" : draw.chance(0.6) ? "rate_limit_exceeded" : "server_error";
    const auto input = int(900 * draw.spread(2.2)) + 20;
    const int cached = draw.chance(0.3) ? int(input * draw.next()) : 0;
    const int output = succeeded ? int(220 * draw.spread(2.0)) + 1 : 0;
    const int reasoning = model.reasons ? int(output * draw.next()) : 0;
    const double latency = model.latencySeconds * 1000 * draw.spread(1.6);

    std::array<char, 320> line;
    int length = std::snprintf(line.data(), line.size(), "%sT%02d:%02d:%02d.%03dZ,%s,%s,%s,u%04d,s%06x%02x,%s,%s,%d,%d,%d,%d,%.3f,", day,
        second / SecondsPerHour, second / 60 % 60, second % 60, draw.below(1000), Features[size_t(feature)], provider, model.name, user,
        unsigned(draw.below(1 << 24)), unsigned(user % 256), status, code, input, cached, output, reasoning, latency);
    out.append(line.data(), length);
    if (qstrcmp(provider, "openrouter") == 0) // says what it charged
        length = std::snprintf(line.data(), line.size(), "%.8f\n", 0.0000004 * input + 0.0000018 * output);
    else
        length = std::snprintf(line.data(), line.size(), "\n");
    out.append(line.data(), length);
}

}

Result<qint64> UsageGenerator::write(QIODevice &out, const UsageFileOptions &options)
{
    Draw draw(options.seed);
    QByteArray buffer("ts_utc,feature,provider,model,user,session,status,error_code,input_tokens,cache_read_tokens,output_tokens,"
                      "reasoning_tokens,latency_ms,charged_cost_usd\n");
    std::vector<QByteArray> days;
    for (int day = 0; day < options.days; ++day)
        days.push_back(options.start.addDays(day).toString(Qt::ISODate).toLatin1());
    qint64 rows = 0;
    qint64 bytes = 0;
    const auto flush = [&] {
        const bool written = out.write(buffer) == buffer.size();
        bytes += buffer.size();
        buffer.clear();
        return written;
    };
    const auto counts = rowsPerDay(options);
    bool full = false;
    for (size_t day = 0; day < days.size() && !full; ++day) {
        for (qint64 i = 0; i < counts[day] && !full; ++i) {
            const size_t late = draw.chance(0.02) ? std::min(day, size_t(1 + draw.below(7))) : 0;
            appendRow(buffer, draw, days[day - late].constData());
            ++rows;
            full = options.mostBytes > 0 && bytes + buffer.size() >= options.mostBytes;
            if (buffer.size() >= FlushBytes && !flush())
                return Error { Error::Kind::Storage, out.errorString(), {} };
        }
    }
    if (!flush())
        return Error { Error::Kind::Storage, out.errorString(), {} };
    return rows;
}

#include "ledger/providernames.h"

#include <array>

namespace {

QString folded(const QString &name)
{
    auto key = name.trimmed().toLower();
    key.replace(QLatin1Char('_'), QLatin1Char('-'));
    key.replace(QLatin1Char(' '), QLatin1Char('-'));
    return key;
}

struct VendorPrefix
{
    const char *prefix;
    const char *vendor;
};

// How the vendors' own names begin. A prefix is here only where nobody else names a model of another make that way.
constexpr std::array VendorPrefixes {
    VendorPrefix { "gpt-", "openai" },
    VendorPrefix { "chatgpt-", "openai" },
    VendorPrefix { "ft:gpt-", "openai" },
    VendorPrefix { "text-embedding-3-", "openai" },
    VendorPrefix { "text-embedding-ada-", "openai" },
    VendorPrefix { "davinci-", "openai" },
    VendorPrefix { "babbage-", "openai" },
    VendorPrefix { "omni-moderation-", "openai" },
    VendorPrefix { "text-moderation-", "openai" },
    VendorPrefix { "claude-", "anthropic" },
    VendorPrefix { "gemini-", "google" },
    VendorPrefix { "mistral-", "mistral" },
    VendorPrefix { "codestral-", "mistral" },
    VendorPrefix { "ministral-", "mistral" },
    VendorPrefix { "pixtral-", "mistral" },
    VendorPrefix { "magistral-", "mistral" },
    VendorPrefix { "devstral-", "mistral" },
    VendorPrefix { "open-mistral-", "mistral" },
    VendorPrefix { "open-mixtral-", "mistral" },
    VendorPrefix { "command-", "cohere" },
    VendorPrefix { "deepseek-", "deepseek" },
    VendorPrefix { "grok-", "x-ai" },
    VendorPrefix { "kimi-", "moonshotai" },
    VendorPrefix { "moonshot-", "moonshotai" },
    VendorPrefix { "glm-", "zhipuai" },
    VendorPrefix { "minimax-", "minimax" },
    VendorPrefix { "voyage-", "voyageai" },
    VendorPrefix { "sonar", "perplexity" },
};

/// "o1", "o3-mini", "o4-mini-2025-04-16"
bool isReasoningSeries(const QString &name)
{
    return name.size() >= 2 && name.at(0) == QLatin1Char('o') && name.at(1) >= QLatin1Char('1')
        && name.at(1) <= QLatin1Char('9') && (name.size() == 2 || name.at(2) == QLatin1Char('-'));
}

} // namespace

void ProviderNames::add(const QString &id, const QStringList &aliases)
{
    m_ids.insert(folded(id), id);
    for (const auto &alias : aliases) {
        if (const auto key = folded(alias); !key.isEmpty() && !m_ids.contains(key))
            m_ids.insert(key, id);
    }
}

QString ProviderNames::idOf(const QString &name) const
{
    return m_ids.value(folded(name));
}

QString firstPartyVendor(const QString &model)
{
    const auto name = model.toLower();
    if (isReasoningSeries(name))
        return QStringLiteral("openai");
    for (const auto &entry : VendorPrefixes) {
        if (name.startsWith(QLatin1String(entry.prefix)))
            return QLatin1String(entry.vendor);
    }
    return {};
}

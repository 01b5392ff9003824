#include "ledger/demoprompts.h"

#include "ledger/promptrepository.h"

namespace {

struct DemoPrompt {
    const char *feature;
    const char *name;
    int daysBefore; ///< On which day before the newest one it was written.
    const char *label;
    const char *status;
    const char *author;
    const char *text;
};

constexpr DemoPrompt Prompts[] {
    { "support-assistant", "answer", 41, "", "retired", "J. Osei",
        "You help customers of {{company}}. Answer the question from the articles "
        "below.\n\nArticles:\n{{articles}}\n\nQuestion: {{question}}" },
    { "support-assistant", "answer", 20, "", "active", "J. Osei",
        "You help customers of {{company}}. Answer the question from the articles below. If they do not hold the "
        "answer, say so "
        "and offer to open a ticket.\n\nArticles:\n{{articles}}\n\nQuestion: {{question}}" },
    { "support-assistant", "answer", 9, "production", "active", "M. Klein",
        "You help customers of {{company}}. Answer in at most five sentences, from the articles below only, and name "
        "the article "
        "that you used. If they do not hold the answer, say so and offer to open a "
        "ticket.\n\nArticles:\n{{articles}}\n\n"
        "Question: {{question}}" },
    { "support-assistant", "summarise-ticket", 15, "production", "active", "M. Klein",
        "Summarise this ticket for the next agent: what was asked, what was tried, what is open.\n\n{{ticket}}" },
    { "chatbot", "chat", 30, "", "active", "A. Roy",
        "You are a friendly assistant. Reply in the language of the user." },
    { "chatbot", "chat", 4, "production", "active", "A. Roy",
        "You are a friendly assistant. Reply in the language of the user. Keep what the user said earlier in mind." },
    { "ai-search", "rewrite-query", 25, "production", "active", "S. Lindqvist",
        "Rewrite the question as a search query of at most eight words. Keep names as they are.\n\n{{question}}" },
    { "ai-search", "answer-from-passages", 12, "production", "active", "S. Lindqvist",
        "Answer from the passages. Cite each sentence with the passage's number.\n\n{{passages}}\n\nQuestion: "
        "{{question}}" },
    { "code-assistant", "complete", 18, "production", "active", "T. Nakamura",
        "Complete the code at the cursor. Answer with code only.\n\n{{before}}<cursor>{{after}}" },
    { "photo-tagging", "tags", 6, "staging", "draft", "R. Haddad",
        "List up to twelve tags for the photo, most certain first, as a JSON array of words." },
};

}

Result<> addDemoPrompts(Connection &connection, UtcMicros now, const QString &actor)
{
    PromptRepository repository(connection);
    for (const DemoPrompt &demo : Prompts) {
        PromptVersion prompt;
        prompt.feature = QLatin1String(demo.feature);
        prompt.name = QLatin1String(demo.name);
        prompt.text = QString::fromUtf8(demo.text);
        prompt.label = QLatin1String(demo.label);
        prompt.status = QLatin1String(demo.status);
        prompt.created = now - demo.daysBefore * 24 * MicrosPerHour;
        prompt.createdBy = QLatin1String(demo.author);
        if (const auto added = repository.add(prompt, now, actor); !added)
            return added.error();
    }
    return Ok;
}

#pragma once

#include <QString>

/// The vocabulary of model names: which words say who serves a model, which say how, and which tell models apart. A word
/// that is on no list tells models apart. All texts are lower case.
namespace ModelNameWords {

/// "us", "eu", "apac", "global": a profile in front of a name that says where it runs.
bool isRegion(const QString &word);
/// "anthropic", "meta": makers and hosts whose word may stand in front of a name that is complete without it.
bool isVendor(const QString &word);
/// "free", "nitro", "batch": how a request is routed to a model, behind a colon or in brackets.
bool isRoute(const QString &word);
/// "latest", "preview": a passing state of a model, which a family leaves out.
bool isState(const QString &word);
/// "mini", "vision", "search": words that tell models apart but name none on their own.
bool isVariant(const QString &word);
/// "instruct", "it", "70b", "a22b", "8x7b": what a short name leaves out where only one such model exists.
bool isOptional(const QString &word);
/// "web-grounded", "fallback": notes of applications in brackets that say nothing about the model.
bool isNote(const QString &text);
/// "4", "3.5"
bool isVersion(const QString &word);

}

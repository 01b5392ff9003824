#!/usr/bin/env python3
"""Writes resources/prices/catalogue.csv from three published price lists.

    scripts/build_prices.py FOLDER

FOLDER holds litellm_model_prices_*.json (USD per token), genai_prices_*.json (USD per million tokens) and
price_history_*.csv (dated changes of the first, USD per token). Numbers stay decimal text from end to end.

Which price wins
  * One price per provider, model and instant. Where both lists know a model of a provider by the same name, the genai
    list wins, because it has dated and timed entries. Classes that it does not have at all (one-hour cache write,
    reasoning, batch) come from LiteLLM, if both agree on the input and the output price; else they stay empty.
  * A name that a genai entry matches with "equals" and that LiteLLM does not know is a model of its own with that
    price. Matches by prefix, part or pattern are guesses and stay out.
  * The genai list of alternatives: the undated entry is the base, an entry with start_date replaces it from that UTC
    day on, an entry with start_time and end_time holds in that daily UTC window and the base outside of it.
  * A LiteLLM name loses its provider prefix; the whole key stays as an alias.

What the history adds
  * "First seen" is not a change. An old price of 0.0 means "not filled in" there: no free period is made of it.
  * Only for models that one of the lists still knows by that key, and not where genai has dated entries itself.
  * Before its first change a field has the old value, after its last one the catalogue's: where these disagree there was
    a later change without a date, and the catalogue's value holds from the last dated one on.
  * In a past period a class that the history does not mention is empty where the input price was another one.
  * Rows in WRONG_HISTORY are dropped, as are changes below 0.2 %, which are roundings of another billing unit.
"""
import collections
import csv
import datetime
import json
import pathlib
import re
import sys
from decimal import ROUND_HALF_EVEN, Context, Decimal

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "prices" / "catalogue.csv"
LITELLM_SOURCE = "litellm 2026-08-01"
GENAI_SOURCE = "genai-prices 2026-08-21"

NOT_MODELS = {"sample_spec", "fallback_generalizations"}

# One vocabulary of providers: ours on the left; the names that the lists and usual exports give it on the right.
# Upper case, blanks and underscores do not matter when the program looks one up.
PROVIDERS = {
    "anyscale": ["anyscale endpoints"],
    "aws": ["bedrock", "bedrock_converse", "bedrock_mantle", "amazon bedrock", "aws bedrock", "aws-bedrock", "amazon"],
    "azure": ["azure_text", "azure openai", "azure-openai", "azureopenai", "microsoft azure"],
    "anthropic": ["anthropic api"],
    "cohere": ["cohere_chat"],
    "codestral": ["text-completion-codestral"],
    "fireworks": ["fireworks_ai", "fireworks_ai-embedding-models", "fireworks ai"],
    "google": ["gemini", "palm", "google ai studio", "google_genai", "google-gla", "google-ai-studio"],
    "groq": [],
    "inception": ["text-completion-inception"],
    "meta": ["meta_llama"],
    "minimax": [],
    "mistral": ["mistralai", "mistral ai"],
    "moonshotai": ["moonshot", "moonshot ai"],
    "openai": ["text-completion-openai", "openai api"],
    "perplexity": ["perplexity ai"],
    "replicate": [],
    "together": ["together_ai", "together ai", "togetherai"],
    "vertex_ai": ["vertex", "vertexai", "google vertex", "google-vertex", "vertex_ai-ai21_models",
                  "vertex_ai-anthropic_models", "vertex_ai-deepseek_models", "vertex_ai-embedding-models",
                  "vertex_ai-image-models", "vertex_ai-language-models", "vertex_ai-llama_models",
                  "vertex_ai-minimax_models", "vertex_ai-mistral_models", "vertex_ai-moonshot_models",
                  "vertex_ai-openai_models", "vertex_ai-qwen_models", "vertex_ai-text-models",
                  "vertex_ai-video-models", "vertex_ai-vision-models", "vertex_ai-zai_models"],
    "voyageai": ["voyage", "voyage ai"],
    "x-ai": ["xai"],
    "zhipuai": ["zai", "z-ai", "zhipu"],
}
PROVIDER_OF = {alias: name for name, aliases in PROVIDERS.items() for alias in aliases}
# The first part of a LiteLLM key that names the provider, where it is not the provider's own LiteLLM name.
KEY_PREFIXES = {"vertex_ai": ("vertex_ai",), "azure": ("azure",), "aws": ("bedrock", "bedrock_converse", "bedrock_mantle"),
                "fireworks": ("fireworks_ai",), "amazon_nova": ("amazon-nova",), "google": ("gemini", "palm"),
                "codestral": ("codestral", "text-completion-codestral")}

# A rate of USD 1,000 or more per million tokens: the dearest real model costs 600. These entries of LiteLLM hold a price
# per thousand or per hundred thousand tokens in a field per token; they are kept without a price.
IMPLAUSIBLE_PER_MTOK = Decimal(1000)
WRONG_UNIT_KEYS = 16  # 13 of wandb, azure_ai/jais-30b-chat, two of watsonx

# (matches key, field prefix, reason). Found by looking at every change by a factor of eight and more.
WRONG_HISTORY = (
    (r"perplexity/pplx-(7|70)b-online", "output", "0.0005 is the fee per request, not a price per token"),
    (r"(gemini-1\.|gemini-pro).*", "", "Vertex AI: prices per character divided by four instead of multiplied, one sixteenth"),
    (r"text(-multilingual)?-?embedding-.*", "", "Vertex AI: the same, for embeddings"),
    (r"vertex_ai/claude-3-opus@20240229", "", "the old value lost a zero: the model cost 15 and 75 from its first day"),
    (r"gemini/gemini-1\.5-pro(-latest)?", "", "the old value lost a zero: 0.35 is the price of 1.5 Flash"),
    (r"groq/llama-3\.1-8b-instant", "", "the old value is that of the 70b model"),
    (r"claude-3-5-haiku-20241022", "cache_read", "the new value is the input price"),
)

FIELDS = {"input": "input_cost_per_token", "output": "output_cost_per_token",
          "cache_read": "cache_read_input_token_cost", "cache_write_5m": "cache_creation_input_token_cost",
          "cache_write_1h": "cache_creation_input_token_cost_above_1hr", "reasoning": "output_cost_per_reasoning_token",
          "input_batch": "input_cost_per_token_batches", "output_batch": "output_cost_per_token_batches"}
ABOVE_FIELDS = {"input_above": "input_cost_per_token", "output_above": "output_cost_per_token",
                "cache_read_above": "cache_read_input_token_cost",
                "cache_write_5m_above": "cache_creation_input_token_cost",
                "cache_write_1h_above": "cache_creation_input_token_cost_above_1hr"}
GENAI_FIELDS = {"input": "input_mtok", "output": "output_mtok", "cache_read": "cache_read_mtok",
                "cache_write_5m": "cache_write_mtok"}
ONLY_LITELLM = ("cache_write_1h", "reasoning", "input_batch", "output_batch", "cache_write_1h_above")
RATES = list(FIELDS) + list(ABOVE_FIELDS)
HEADER = ["provider", "model", "aliases", "family", "mode", "valid_from", "valid_to", "window_from_minute",
          "window_to_minute", "long_context_threshold"] + RATES + ["source"]

NINE_DIGITS = Context(prec=9, rounding=ROUND_HALF_EVEN)
summary = collections.OrderedDict()


def count(what, example=None):
    entry = summary.setdefault(what, [0, []])
    entry[0] += 1
    if example and len(entry[1]) < 20:
        entry[1].append(example)


def clean(number, name):
    """Nine significant digits: more is the tail of a binary fraction."""
    rounded = NINE_DIGITS.plus(number)
    if rounded != number:
        count("float noise normalised", name)
    return rounded


def per_mtok(per_token, name):
    return None if per_token is None else clean(Decimal(per_token), name) * 1_000_000


def text(value):
    if value is None:
        return ""
    assert value >= 0 and value * 10**12 == (value * 10**12).to_integral_value(), value
    return format(value.normalize(), "f")


def canonical_provider(name):
    return PROVIDER_OF.get(name, name)


class Offer:
    """What one provider asks for one model: periods of (from, to, window, threshold, rates, source)."""

    def __init__(self, provider, model, mode):
        self.provider, self.model, self.mode = provider, model, mode
        self.aliases, self.family, self.dated, self.periods = set(), model, False, []

    def add(self, rates, source, start="", end="", window=("", ""), threshold=""):
        self.periods.append({"from": start, "to": end, "window": window, "threshold": threshold, "rates": rates,
                             "source": source})


def litellm_rates(key, entry):
    rates = {name: per_mtok(entry.get(field), f"{key} {field}") for name, field in FIELDS.items()}
    if rates["cache_read"] is None:
        rates["cache_read"] = per_mtok(entry.get("input_cost_per_token_cache_hit"), key)
    threshold = ""
    found = {int(m.group(1)) for f in entry for m in [re.fullmatch(r".+(?:token_cost|_per_token)_above_(\d+)k_tokens", f)] if m}
    assert len(found) <= 1, key
    for thousands in found:
        threshold = thousands * 1000
        for name, field in ABOVE_FIELDS.items():
            rates[name] = per_mtok(entry.get(f"{field}_above_{thousands}k_tokens"), key)
    tiers = entry.get("tiered_pricing")
    if tiers:
        rates, threshold = tiered(key, rates, tiers)
    if any(v is not None and v >= IMPLAUSIBLE_PER_MTOK for v in rates.values()):
        count("LiteLLM entries in a wrong unit, kept without a price", key)
        rates, threshold = {}, ""
    return {name: rates.get(name) for name in RATES}, threshold


def tiered(key, rates, tiers):
    if "range" not in tiers[0] or len(tiers) > 2:
        count("LiteLLM entries with more than two tiers or tiers of another unit, kept without a price", key)
        return {}, ""
    low = {name: per_mtok(tiers[0].get(field), key) for name, field in FIELDS.items()}
    if len(tiers) == 1:
        return low, ""
    for name, field in ABOVE_FIELDS.items():
        low[name] = per_mtok(tiers[1].get(field), key)
    return low, int(Decimal(tiers[1]["range"][0]))


def read_litellm(path):
    offers, by_key = {}, {}
    entries = json.loads(path.read_text(), parse_float=Decimal)
    for key, entry in entries.items():
        if key in NOT_MODELS:
            count("LiteLLM keys that are no models", key)
            continue
        provider = canonical_provider(entry["litellm_provider"])
        prefixes = KEY_PREFIXES.get(provider, ()) + (entry["litellm_provider"],)
        head, _, rest = key.partition("/")
        model = rest if rest and head in prefixes else key
        rates, threshold = litellm_rates(key, entry)
        if model != key and model.startswith(head + "/") and model in entries and not any(rates.values()):
            count("LiteLLM keys with the prefix doubled and no price", key)
            continue
        offer = Offer(provider, model, entry.get("mode", ""))
        offer.add(rates, LITELLM_SOURCE, threshold=threshold)
        other = offers.get((provider, model))
        if other:
            # The key with the provider's prefix is the more definite one.
            same = other.periods[0]["rates"] == rates
            count("LiteLLM keys for one model, " + ("same" if same else "other") + " price", f"{key} / {sorted(other.aliases)}")
            offer = offer if model != key and not other.prefixed else other
            offer.aliases |= other.aliases
        else:
            offer.prefixed = model != key
        offer.prefixed = getattr(offer, "prefixed", model != key)
        if model != key:
            offer.aliases.add(key)
        offers[provider, model] = offer
        by_key[key] = (provider, model)
    assert summary["LiteLLM entries in a wrong unit, kept without a price"][0] == WRONG_UNIT_KEYS
    assert summary["LiteLLM keys that are no models"][0] == len(NOT_MODELS)
    return offers, by_key


def genai_rates(name, prices):
    rates, threshold = dict.fromkeys(RATES), ""
    for rate, field in GENAI_FIELDS.items():
        value = prices.get(field)
        if isinstance(value, dict):
            assert len(value["tiers"]) == 1 and threshold in ("", value["tiers"][0]["start"]), name
            threshold = value["tiers"][0]["start"]
            rates[f"{rate}_above"] = clean(Decimal(value["tiers"][0]["price"]), name)
            value = value["base"]
        if value is not None:
            rates[rate] = clean(Decimal(value), name)
    if threshold != "":
        for rate in GENAI_FIELDS:  # a class without tiers costs the same above the threshold
            if rates[f"{rate}_above"] is None:
                rates[f"{rate}_above"] = rates[rate]
    return rates, threshold


def minute(clock):
    hours, minutes, seconds = clock.removesuffix("Z").split(":")
    assert clock.endswith("Z") and seconds == "00"
    return int(hours) * 60 + int(minutes)


def genai_offer(provider, model, prices):
    offer = Offer(provider, model, "")
    entries = prices if isinstance(prices, list) else [{"prices": prices}]
    name = f"{provider}/{model}"
    base, base_threshold = genai_rates(name, entries[0]["prices"])
    assert "constraint" not in entries[0], name
    offer.dated = len(entries) > 1
    if len(entries) == 1:
        offer.add(base, GENAI_SOURCE, threshold=base_threshold)
        return offer
    assert len(entries) == 2, name
    constraint = entries[1]["constraint"]
    rates, threshold = genai_rates(name, entries[1]["prices"])
    if "start_date" in constraint:
        offer.add(base, GENAI_SOURCE, end=constraint["start_date"], threshold=base_threshold)
        offer.add(rates, GENAI_SOURCE, start=constraint["start_date"], threshold=threshold)
        count("genai entries with a start date", name)
    else:
        window = minute(constraint["start_time"]), minute(constraint["end_time"])
        offer.add(base, GENAI_SOURCE, window=(window[1], window[0]), threshold=base_threshold)
        offer.add(rates, GENAI_SOURCE, window=window, threshold=threshold)
        count("genai entries with a daily window", name)
    return offer


def exact_names(match):
    if "equals" in match:
        yield match["equals"]
    for part in match.get("or", ()):
        yield from exact_names(part)


def merge_genai(offers, path):
    providers = json.loads(path.read_text(), parse_float=Decimal)
    named = {(p["id"], m["id"]): m["prices"] for p in providers for m in p["models"]}
    extra = {}
    for p in providers:
        for m in p["models"]:
            for name in exact_names(m["match"]):
                if (p["id"], name) not in named and (p["id"], name) not in offers:
                    extra[p["id"], name] = (m["prices"], m["id"])
    for (provider, model), prices in named.items():
        put_genai(offers, genai_offer(canonical_provider(provider), model, prices))
    for (provider, model), (prices, family) in extra.items():
        offer = genai_offer(canonical_provider(provider), model, prices)
        offer.family = family
        put_genai(offers, offer)
        count("genai names matched exactly, kept as models of their own")


def put_genai(offers, offer):
    old = offers.get((offer.provider, offer.model))
    if old:
        theirs = old.periods[0]["rates"]
        ours = offer.periods[-1]["rates"]
        agree = theirs["input"] == ours["input"] and theirs["output"] == ours["output"]
        count("models in both lists, " + ("same" if agree else "other") + " input and output price")
        if agree:
            for name in ONLY_LITELLM:
                if not name.endswith("_above") or offer.periods[-1]["threshold"] == old.periods[0]["threshold"]:
                    ours[name] = theirs[name]
        offer.aliases, offer.mode = old.aliases, old.mode
    offers[offer.provider, offer.model] = offer


def wrong_history(row):
    for pattern, field, reason in WRONG_HISTORY:
        if re.fullmatch(pattern, row["model"]) and row["field"].startswith(field):
            return reason
    return None


def credible_changes(path, by_key):
    changes = collections.defaultdict(list)
    names = {field: name for name, field in FIELDS.items()}
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        example = f"{row['model']} {row['field']} {row['first_seen']} {row['old_usd_per_token']} -> {row['new_usd_per_token']}"
        if not row["old_usd_per_token"]:
            count("history: first seen, no change")
            continue
        old, new = Decimal(row["old_usd_per_token"]), Decimal(row["new_usd_per_token"])
        if old == 0:
            count("history: old value 0.0 is not filled in")
        elif wrong_history(row):
            count("history: wrong unit or value: " + wrong_history(row), example)
        elif abs(new - old) < old * Decimal("0.002"):
            count("history: below 0.2 %, a rounding")
        elif row["model"] not in by_key:
            count("history: no list knows the model any more")
        else:
            count("history: changes taken")
            changes[by_key[row["model"]]].append((row["first_seen"], names[row["field"]], old * 1_000_000, new * 1_000_000))
    return changes


def apply_history(offer, changes):
    """Splits the offer at every date of a change; the catalogue's own periods follow the last one."""
    if offer.dated and all(p["window"] == ("", "") for p in offer.periods):
        count("history: left out, genai has dates of its own", f"{offer.provider}/{offer.model}")
        return
    dates = sorted({c[0] for c in changes})
    per_field = collections.defaultdict(list)
    for date, field, old, new in sorted(changes):
        datetime.date.fromisoformat(date)
        if per_field[field]:
            assert per_field[field][-1][2] == old, (offer.model, field)
        per_field[field].append((date, old, new))
    present = offer.periods[-1]["rates"]
    for field, steps in per_field.items():
        if present[field] != steps[-1][2]:
            count("history: catalogue differs from the last change, an undated later one",
                  f"{offer.provider}/{offer.model} {field}")
    past = []
    for index, date in enumerate(dates):
        rates = dict.fromkeys(RATES)
        for field in FIELDS:
            steps = per_field.get(field)
            # The next change at or after the end of this period knows what held before it.
            following = [s for s in steps or () if s[0] >= date]
            if following:
                rates[field] = following[0][1]
            else:
                rates[field] = present[field] if steps or field in ("input", "output") else None
        if rates["input"] == present["input"]:
            for field in FIELDS:
                if field not in per_field:
                    rates[field] = present[field]
        past.append((dates[index - 1] if index else "", date, rates))
    for period in offer.periods:
        period["from"] = dates[-1]
    kept = offer.periods
    offer.periods = []
    for start, end, rates in past:
        offer.add(rates, "history", start=start, end=end)
    offer.periods += kept


def set_families(offers):
    dated = re.compile(r"(.+?)[-@](\d{4}-\d{2}-\d{2}|20\d{6})(-v\d+:\d+)?")
    for (provider, model), offer in offers.items():
        match = dated.fullmatch(model)
        if match and (provider, match.group(1)) in offers:
            offer.family = match.group(1)


def rows_of(offer):
    for period in offer.periods:
        threshold = period["threshold"] if any(period["rates"][n] is not None for n in ABOVE_FIELDS) else ""
        yield ([offer.provider, offer.model, "|".join(sorted(offer.aliases)), offer.family, offer.mode, period["from"],
                period["to"], *period["window"], threshold]
               + [text(period["rates"][name]) for name in RATES] + [period["source"]])


def main():
    folder = pathlib.Path(sys.argv[1])
    find = lambda pattern: next(iter(sorted(folder.glob(pattern))))
    offers, by_key = read_litellm(find("litellm_model_prices_*.json"))
    merge_genai(offers, find("genai_prices_2*.json"))
    for key, changes in credible_changes(find("price_history_*.csv"), by_key).items():
        apply_history(offers[key], changes)
    set_families(offers)
    rows = sorted((row for offer in offers.values() for row in rows_of(offer)),
                  key=lambda r: (r[0], r[1], r[5], -1 if r[7] == "" else r[7]))
    assert len({tuple(r[:2]) + (r[5], r[7]) for r in rows}) == len(rows)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with OUT.open("w", newline="\n") as file:
        file.write("# Prices of language models. Written by scripts/build_prices.py; do not edit. Rates are USD per million"
                   " tokens.\n# An empty rate is unknown, 0 is free. valid_from and valid_to are UTC days, [from, to); a window"
                   " is minutes of the UTC day, [from, to).\n# The *_above rates hold for a whole request with more input"
                   " tokens than long_context_threshold.\n# @provider,name,other names\n")
        for name in sorted(PROVIDERS):
            file.write(f"@provider,{name},{'|'.join(PROVIDERS[name])}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    print(f"{len(rows)} rows, {len(offers)} models of {len({o.provider for o in offers.values()})} providers")
    for what, (number, examples) in summary.items():
        print(f"{number:6} {what}")
        for example in examples:
            print(f"         {example}")


if __name__ == "__main__":
    main()

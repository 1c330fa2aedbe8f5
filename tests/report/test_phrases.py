"""Every phrase in both languages, every key known, every phrase said."""

import ast
import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest

import coopindex
from coopindex import phrases
from coopindex.methods import settled
from coopindex.methods.registry import methods
from coopindex.methods.stages import STAGES
from coopindex.report.pages.methods import written

SOURCE = Path(coopindex.__file__).parent
TOPICS = [module.name for module in iter_modules(phrases.__path__)]
EVERY = {
    f"{topic}.{name}": phrase
    for topic in TOPICS
    for name, phrase in import_module(f"coopindex.phrases.{topic}").PHRASES.items()
}
SAYS = {"say", "find", "knows", "Wording"}
# words that a Chinese text keeps: codes and commands of this program, names of methods and people
KEPT = re.compile(
    r"`[^`]*`|--[a-z-]+(?: [a-z]+)?|coopindex [a-z]+(?: --[a-z]+)?|CRITIC|TOPSIS|BoD|Sobol"
    r"|JSON Schema|TSV|XLSX|DOCX|PNG"
    r"|MEREC|CILOS|IDOCRIW|Dagum|ln\(y_T / y_0\) / T|ln y_0"
    r"|GeoJSON|FeatureCollection|Feature|TopoJSON|shapefile|QGIS|mapshaper|WGS 84|EPSG:4326"
    r"|Spearman|Kendall|Saltelli|YAML|JSON|CSV|Markdown|Parquet|Dask|ASEM|Excel|Strict Open"
    r"|UTF-8|UTF-16|XML|[\w/]+\.(?:yaml|md|csv)|\.(?:gz|csv|tsv|xlsx|parquet|yaml)|pip install"
    r"|JRC|COIN Tool|COINr|KMO|MSA|Bartlett|Pearson|Kaiser|Paruolo|Saisana|https?://[\w./?=-]+"
    r"|positive|negative|observed|derived|estimated|illustrative|openpyxl"
    r"|SHA-256|Python|HTML|html|JavaScript|SVG|PDF|Word|Stata|SPSS|manifest\.json|coopindex|English"
    r"|Box-Cox|Yeo-Johnson|ln\(x \+ offset\)|\(x\^p - 1\) / p|ln x|1 / x|Z分数|S形|x|p为"
)


def forms(phrase):
    return [phrase] if isinstance(phrase, str) else list(phrase)


def values(form):
    return {name for _, name, _, _ in Formatter().parse(form) if name}


def of(topic):
    """Return a topic's phrases, tested together: setting up a test of each takes the longest."""
    return {key: phrase for key, phrase in EVERY.items() if key.startswith(f"{topic}.")}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_phrase_has_both_languages_with_the_same_named_values(topic):
    # the number may be left to one of two forms, and what units are called to one language
    free = {"count", "units"}
    for key, phrase in of(topic).items():
        english, chinese = map(forms, phrase)
        assert all(form.strip() for form in (*english, *chinese)), key
        named = [set().union(*map(values, each)) - free for each in (english, chinese)]
        assert named[0] == named[1], key


@pytest.mark.parametrize("topic", TOPICS)
def test_chinese_is_chinese(topic):
    for form in (form for _, chinese in of(topic).values() for form in forms(chinese)):
        said = KEPT.sub("", re.sub(r"\{[^}]*\}", "", form))
        assert not re.search(r"[A-Za-z]{2,}", said), form
        prose = re.sub("`[^`]*`", "", form)
        assert not re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", prose), "a blank between words"
        # what stands for a value is typed as it is
        typed = topic == "placeholder"
        assert typed or not re.search(r"[\u4e00-\u9fff][,;:.?]", prose), "half-width punctuation"
        assert "名次" not in form, "a rank is 位次 in all places"


def texts(tree):
    """Yield every text in a file; of one that is put together, its beginning and a star."""
    parts = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            first = node.values[0]
            parts |= set(map(id, node.values))
            if isinstance(first, ast.Constant):
                yield f"{first.value}*"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def topics_of(tree):
    """Yield the topics whose phrases a file says by `saying`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "saying":
            yield node.args[0].value


def said(tree):
    """Yield each key that a file may say, `topic.beginning*` where the end is put together."""
    topics = set(topics_of(tree))
    for text in texts(tree):
        topic, dot, _ = text.partition(".")
        if dot and topic in TOPICS:
            yield text
        elif "." not in text:
            yield from (f"{topic}.{text}" for topic in topics)


def asked_for(tree):
    """Yield the keys that are said as they stand."""
    topics = set(topics_of(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            key = node.args[0].value
            if getattr(node.func, "id", "") in SAYS or getattr(node.func, "attr", "") == "say":
                yield {key}
            elif getattr(node.func, "id", "") == "word":
                yield {f"{topic}.{key}" for topic in topics}


TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")]


def test_every_key_that_is_said_exists():
    keys = [key for tree in TREES for key in asked_for(tree)]
    assert [key for key in keys if not key & EVERY.keys()] == []


def test_every_phrase_is_said():
    keys = {key for tree in TREES for key in said(tree)}
    begun = tuple(key[:-1] for key in keys if key.endswith("*") and not key.endswith(".*"))
    begun += tuple(key[:-1] for key in keys if key.endswith(".*") and key[:-2] in TOPICS)
    begun += tuple(key for key in keys if key.endswith("-"))
    # what is said of one is said of many in other words
    said_of_one = {key: key.removesuffix(".many") for key in EVERY}
    assert [
        k for k, one in said_of_one.items() if one not in keys and not k.startswith(begun)
    ] == []


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_each_registered_method_has_its_line_in_chinese(stage):
    for name in methods(stage):
        assert "：" in phrases.phrase(f"method.{stage}.{name}")[1]


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_each_option_of_a_method_is_said_in_chinese(stage):
    for method in methods(stage).values():
        for option in written(method):
            known = [f"option.{method.name}.{option.name}", f"option.{option.name}"]
            assert any(map(phrases.knows, known)), known


def test_each_phrase_on_an_option_is_one_of_an_option():
    every = [method for stage in STAGES for method in methods(stage.name).values()]
    options = {name for method in every for name in (o.name for o in written(method))}
    own = {f"{m.name}.{o.name}" for m in every for o in written(m)}
    assert set(import_module("coopindex.phrases.option").PHRASES) <= options | own


def test_each_number_of_a_scale_has_its_name_in_chinese():
    parts = {part.name for found in settled._SETTLED.values() for part in found}
    parts |= {name for found in settled._STATED.values() for name in found.values()}
    assert parts >= {"minimum", "lower goalpost", "threshold"}
    assert [name for name in parts if not phrases.knows(f"statistic.{name}")] == []


# words of worth, and of samples: a ranking is neither a contest nor a survey
# the best-worst method is called so
NEVER = re.compile(
    r"(?<!best-)\b(?:best(?!-worst)|worst|winners?|losers?|significan\w+)\b|显著|最好|最差|垫底",
    re.I,
)
# what is counted in phrases
COUNTED = (
    "units pairs figures places draws recalculations indicators dimensions cells rows nodes "
    "families weights sources choices methods problems flags points columns values years decimals "
    "children steps thresholds parts others scenarios swaps events scorings sets ranks numbers "
    "ways sheets characters digits groups levels entries checks ones licences minutes"
)
MANY = "|".join(COUNTED.split())
SINGLE = "|".join(word[:-1] for word in COUNTED.split() if word.endswith("s"))
ADJECTIVES = r"(?: (?:more|further|other|joint|of its|published|highest and lowest))*"
OF_ONE = re.compile(
    rf"(?<![\d.,±–-])\b1{ADJECTIVES} (?:{MANY})\b|\b(?:none|each|both) of the 1\b|\ball 1\b", re.I
)
# said of several alone: of what one has, or is, is said otherwise, or there are never so few
OF_SEVERAL = {
    "apart.pairs_reach",
    "charts.coverage",
    "charts.grid",
    "charts.grid_between",
    "charts.pairs_many",
    "charts.saltelli",
    "checklist.some_inner",
    "checklist.some_leaves",
    "charts.coverage_given",
    "findings.documented",
    "findings.documented_given",
    "findings.first_in_some",
    "findings.pairs_not_told",
    "findings.pairs_told",
    "findings.some_met",
    "frame.drawn-so-far",
    "frame.proved-so-far",
    "group.same",
    "guarantee.many_nodes",
    "guarantee.not_proved",
    "guarantee.note_open",
    "headline.next_close",
    "headline.others_close",
    "headline.pairs_behind",
    "headline.says_nothing",
    "headline.undocumented",
    "html.show_all",
    "live.between",
    "live.first_many",
    "live.note",
    "live.show_all",
    "methods.example_ranks",
    "number.others",
    "observation.misspelt-indicators",
    "observation.misspelt-units",
    "observation.mixed-percents",
    "observation.names-in-lines",
    "plan.too-many-asked",
    "plan.too-many-columns",
    "plan.too-many-units",
    "problem.unsaid-years",
    "profile.made_up",
    "reading.reaches",
    "reading.refused-depth",
    "reading.refused-digits",
    "reading.too-many-cells",
    "reading.too-wide",
    "refusal.ahp-many",
    "refusal.ahp-matrix",
    "refusal.bod-shares",
    "refusal.one-of",
    "refusal.one-of-and",
    "refusal.owa-many",
    "scale.all_units",
    "scenarios.leads_in_some",
    "sensitivity.design",
    "sheet.too-long",
    "sheet.too-tall",
    "uncertainty.take",
    "uncertainty.too_many",
    "weights.families",
}


# values that are words, and those that are measured, so that they have decimals
WORDS, MEASURED = (
    {"units", "unit", "period", "periods"},
    {"shift", "gap", "apart", "points", "ranks", "half", "years", "half_life"},
)


def counting(key, number):
    """Say a phrase with a number in the place of each of its values that may be one."""
    named = {*set().union(*map(values, forms(EVERY[key][0]))), "count"}
    said = {name: "city" if name in WORDS else number for name in named}
    return phrases.say(key, **said | dict.fromkeys(named & MEASURED, number + 0.5))


@pytest.mark.parametrize("topic", TOPICS)
def test_no_phrase_uses_a_word_of_worth_or_of_samples(topic):
    for key, (english, chinese) in of(topic).items():
        for form in (*forms(english), *forms(chinese)):
            assert not NEVER.search(re.sub(r"`[^`]*`|\{[^}]*\}", "", form)), key


@pytest.mark.parametrize("topic", TOPICS)
def test_one_is_not_said_as_many_nor_none_and_two_as_one(topic):
    for key in of(topic).keys() - OF_SEVERAL:
        if not key.endswith(".many"):
            assert not OF_ONE.search(counting(key, 1)), key
            for number in (0, 2):
                assert not re.search(rf"\b{number} (?:{SINGLE})\b", counting(key, number)), key


def test_every_phrase_is_one_of_a_topic():
    assert {key for topic in TOPICS for key in of(topic)} == EVERY.keys()

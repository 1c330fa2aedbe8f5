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
    r"|MEREC|CILOS|IDOCRIW"
    r"|Spearman|Kendall|Saltelli|YAML|JSON|CSV|Markdown|Parquet|Dask|ASEM|Excel|Strict Open"
    r"|UTF-8|UTF-16|XML|[\w/]+\.(?:yaml|md|csv)|\.(?:gz|csv|tsv|xlsx|parquet|yaml)|pip install"
    r"|SHA-256|HTML|html|JavaScript|SVG|PDF|Word|Stata|SPSS|manifest\.json|coopindex|English"
    r"|Box-Cox|Yeo-Johnson|ln\(x \+ offset\)|\(x\^p - 1\) / p|ln x|1 / x|Z分数|S形|x|p为"
)


def forms(phrase):
    return [phrase] if isinstance(phrase, str) else list(phrase)


def values(form):
    return {name for _, name, _, _ in Formatter().parse(form) if name}


@pytest.mark.parametrize("key", EVERY)
def test_a_phrase_has_both_languages_with_the_same_named_values(key):
    english, chinese = map(forms, EVERY[key])
    assert all(form.strip() for form in (*english, *chinese))
    # the number may be left to one of two forms, and what units are called to one language
    free = {"count", "units"}
    named = [set().union(*map(values, each)) - free for each in (english, chinese)]
    assert named[0] == named[1]


@pytest.mark.parametrize("key", EVERY)
def test_chinese_is_chinese(key):
    for form in forms(EVERY[key][1]):
        said = KEPT.sub("", re.sub(r"\{[^}]*\}", "", form))
        assert not re.search(r"[A-Za-z]{2,}", said), form
        assert not re.search(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", form), "a blank between words"
        assert not re.search(r"[\u4e00-\u9fff][,;:.?]", form), "half-width punctuation"
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

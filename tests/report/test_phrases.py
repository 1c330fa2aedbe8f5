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
from coopindex.methods.registry import STAGES, methods

SOURCE = Path(coopindex.__file__).parent
TOPICS = [module.name for module in iter_modules(phrases.__path__)]
EVERY = {
    f"{topic}.{name}": phrase
    for topic in TOPICS
    for name, phrase in import_module(f"coopindex.phrases.{topic}").PHRASES.items()
}
SAYS = {"say", "find", "knows"}
# words that a Chinese text keeps: codes and commands of this program, names of methods and people
KEPT = re.compile(
    r"`[^`]*`|--[a-z-]+(?: [a-z]+)?|coopindex [a-z]+(?: --[a-z]+)?|CRITIC|TOPSIS|BoD|Sobol"
    r"|Spearman|Kendall|Saltelli|YAML|JSON|CSV|Markdown|Parquet|Dask|ASEM"
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


def said_keys():
    """Yield each key in the source, and the beginning of those that are put together."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                topic, dot, _ = node.value.partition(".")
                if dot and topic in TOPICS and re.fullmatch(r"[a-z_]+(\.[a-z_0-9-]*)+", node.value):
                    yield path.name, node.value


def test_every_key_that_is_said_exists_and_every_phrase_is_said():
    keys = {key for _, key in said_keys()}
    whole = {key for key in keys if not key.endswith((".", "_"))}
    begun = tuple(keys - whole)
    called = {
        node.args[0].value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in SAYS
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert sorted(called - EVERY.keys()) == []
    unsaid = [key for key in EVERY if key not in whole and not key.startswith(begun)]
    assert unsaid == []


@pytest.mark.parametrize("stage", STAGES)
def test_each_registered_method_has_its_line_in_chinese(stage):
    try:
        found = methods(stage)
    except ModuleNotFoundError:
        pytest.skip("no methods of its own")
    for name in found:
        assert phrases.find(f"method.{stage}.{name}")[0] == name
        assert "：" in phrases.find(f"method.{stage}.{name}")[1]

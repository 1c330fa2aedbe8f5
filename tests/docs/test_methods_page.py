"""docs/methods.md and `coopindex methods` tell what the code documents: words before arrays."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from coopindex.methods.examples import example
from coopindex.report.pages.method_parts import parts
from coopindex.report.pages.methods import documented, manual, registered, written


def test_the_page_of_methods_says_what_the_registry_says():
    page = Path(__file__).parents[2] / "docs" / "methods.md"
    assert page.read_text(encoding="utf-8") == manual(), "run `make docs`"


EVERY = [method for found in registered().values() for method in found.values()]
NAMES = [f"{method.stage} {method.name}" for method in EVERY]


def told(method, lang="en"):
    """Return what the command says of a method, section by section."""
    for section in documented(method, lang):
        table = section.table
        cells = [str(cell) for column in table.columns for cell in column.values] if table else []
        yield "\n".join([section.title, *section.sentences, *cells])


@pytest.mark.parametrize("method", EVERY, ids=NAMES)
def test_nothing_of_a_methods_documentation_is_lost(method):
    said = Counter(re.findall(r"\w+", " ".join(told(method))))
    written = Counter(re.findall(r"\w+", method.documentation))
    names = {*method.options, *(option.name for option in method.options.values())}
    assert set(written) - set(said) - names == set()
    assert set(written) - set(re.findall(r"\w+", manual())) - names == set()


@pytest.mark.parametrize("method", EVERY, ids=NAMES)
def test_words_come_first_and_arrays_last(method):
    first, *_, last = told(method)
    assert not re.search(r"\(\.\.\.|NaN|ddof|\(R", first.partition("\n")[2])
    summary = method.documentation.partition("\n\n")[0]
    assert not re.search(r"[=^{]|\breference\b", summary)
    if re.search(r"^x : ", method.documentation, re.MULTILINE):
        assert "x : (..., R" in last


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("method", EVERY, ids=NAMES)
def test_every_method_that_does_something_shows_what(method, lang):
    found = example(method)
    said = next(told(method, lang))
    told_in_words = method.stage == "missing"  # of its figures see test_content_page.py
    assert (found is None) == (method.name == "none" or told_in_words)
    assert (re.search("For example, |例如，", said) is None) == (method.name == "none")
    if found is not None:
        assert np.isfinite(found.found).all()
        assert found.found.tolist() != found.given[:, 0].tolist()  # it shows something


@pytest.mark.parametrize("method", EVERY, ids=NAMES)
def test_what_is_said_of_an_option_stands_beside_it(method):
    options = [option.name for option in written(method)]
    found = parts(method, options)
    entries = re.findall(r"^((?:\w+, )*\w+) : ", method.documentation, re.MULTILINE)
    named = {name for entry in entries for name in entry.split(", ")}
    assert named & set(options) <= set(found.options)
    assert not [line for line in found.arrays if line.partition(" : ")[0] in options]

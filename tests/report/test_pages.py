"""Answers as pages, in both languages."""

import re
from functools import cache

import pandas as pd
import pytest

from coopindex import InvalidInput
from coopindex.project import load, score
from coopindex.questions.compare import compare
from coopindex.report.pages import page, page_of
from coopindex.report.pages.changes import reasons_said, treatments
from coopindex.report.pages.methods import registered

CHINESE = re.compile("[\u4e00-\u9fff]")
INDEX = "china-ceec-countries"


@cache
def scoring():
    return load(INDEX).score()


def pages(lang):
    """Yield every page about an index."""
    project, result = load(INDEX), scoring()
    yield page_of(result, result, lang)
    yield page_of(result.explain("poland"), result, lang)
    yield page_of(compare([project.score("documented"), project.score("equal")]), result, lang)
    yield page("verification.page", project.verify(), result, lang)
    yield page("methods.page", registered(), lang)


@pytest.mark.parametrize("number", range(5))
def test_a_page_in_chinese_has_titles_and_sentences_in_chinese(number):
    english, chinese = (list(pages(lang))[number] for lang in ("en", "zh"))
    assert len(english.sections) == len(chinese.sections)
    for section in chinese.sections:
        said = [section.title, *section.sentences]
        assert all(CHINESE.search(text) for text in said if text)


@pytest.mark.parametrize("number", range(5))
def test_titles_of_columns_differ_between_the_languages(number):
    english, chinese = (list(pages(lang))[number] for lang in ("en", "zh"))
    # what is not said in words: a scheme, a unit's name in the other language
    same = {"", "documented", "equal"}
    for one, other in zip(english.sections, chinese.sections, strict=True):
        if one.table is not None:
            titles = zip(one.table.columns, other.table.columns, strict=True)
            pairs = [(a.title, b.title) for a, b in titles if a.title not in same]
            assert all(a != b for a, b in pairs), pairs


@pytest.mark.parametrize("number", range(4))
def test_facts_and_table_are_the_same_in_both_languages(number):
    english, chinese = (list(pages(lang))[number] for lang in ("en", "zh"))
    assert english.facts == chinese.facts
    assert english.table.equals(chinese.table)


def test_flags_are_said_in_chinese_and_in_english_as_they_are():
    for flag in scoring().flags:
        assert CHINESE.search(flag.said("zh"))
        assert flag.said("en") == f"{flag.place}: {flag.message}"
        assert "values" not in flag.as_dict()


@pytest.mark.parametrize("index", [INDEX, "china-ceec-provinces", "china-ceec-cities"])
def test_a_changed_cell_has_one_reason_wherever_it_is_asked_for(index):
    result = load(index).score()
    assert reasons_said(result, result.changes) == result.changes["why"].tolist()


def test_an_answer_without_a_page_is_refused():
    with pytest.raises(InvalidInput, match="an answer about a scoring, and a int is none"):
        page_of(3, scoring())


def test_a_column_without_limits_neither_passes_nor_fails_them():
    frame = pd.DataFrame({"trade": [1.0, 2.0, 30.0]}, index=["a", "b", "c"])
    found = score(frame, tree=["trade"], treatment={"method": "clip", "upper": 9})
    table = treatments(found).table
    columns = {column.key: list(column.values) for column in table.columns}
    assert columns["passes"] == [""]
    assert [row["passes"] for row in found.as_dict()["treatments"]] == [None]
    assert found.treatments["passes"].isna().tolist() == [True]

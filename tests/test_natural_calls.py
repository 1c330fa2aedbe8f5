"""Calls by other libraries' words are answered with the word that is meant."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import coopindex
from coopindex import InvalidInput
from coopindex.project import init

FRAME = pd.DataFrame({"gdp": [1, 2, 3.0], "rail": [3, 1, 2]}, index=list("abc"))
PROJECT = coopindex.load("china-ceec-cities")
SCORING = PROJECT.score()


@pytest.mark.parametrize(
    ("call", "meant"),
    [
        (lambda: PROJECT.score(scheme="cass"), "`weights`"),
        (lambda: PROJECT.score(years=2019), "`year`"),
        (lambda: PROJECT.score(set={"trade": 0.3}), "`overrides`"),
        (lambda: SCORING.uncertainty(samples=100), "`draws`"),
        (lambda: SCORING.uncertainty(sead=1), "`seed`"),
        (lambda: SCORING.weight_sensitivity(random_state=1), "`seed`"),
        (lambda: SCORING.compare(scheme="equal"), "`weights`"),
        (lambda: SCORING.explain(city="ningbo"), "unit, year"),
    ],
)
def test_an_argument_by_another_name_is_answered_with_its_own(
    call: Callable[[], Any], meant: str
) -> None:
    with pytest.raises(TypeError, match=meant):
        call()


def test_a_question_asked_of_a_project_says_to_score_first() -> None:
    with pytest.raises(AttributeError, match=r"\.score\(\)\.explain"):
        PROJECT.explain("ningbo")
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        PROJECT.colour  # noqa: B018


def test_indicators_that_are_not_named_are_asked_for_with_the_columns() -> None:
    with pytest.raises(coopindex.InvalidInput, match=r"tree=\['gdp', 'rail'\]"):
        coopindex.score(FRAME)
    with pytest.raises(coopindex.InvalidInput, match=r"load\('city-networks'\)\.score\(\)"):
        coopindex.score("city-networks")


def test_a_unit_that_is_not_named_is_asked_for_with_the_units() -> None:
    with pytest.raises(coopindex.InvalidInput, match="tianjin"):
        SCORING.explain()


def test_schemes_are_compared_one_behind_the_other_as_in_a_list() -> None:
    apart, listed = (
        SCORING.compare("equal", "people-first"),
        SCORING.compare(["equal", "people-first"]),
    )
    assert apart.names == listed.names


def test_the_version_is_the_changelogs() -> None:
    changelog = (Path(__file__).parent.parent / "CHANGELOG.md").read_text("utf-8")
    assert f"## {coopindex.__version__} " in changelog


def test_a_frame_takes_what_scoring_a_project_takes() -> None:
    steps: dict[str, Any] = {"tree": ["gdp", "rail"], "normalisation": "min_max"}
    first = coopindex.score(FRAME, **steps)
    shares = coopindex.score(FRAME, **steps, overrides={"gdp": 0.75})
    assert shares.weights.set_index("node")["share"]["gdp"] == 0.75
    newcomer = coopindex.score(FRAME.iloc[[0]] + 1, **steps, on_scale=first)
    # (2 - 1) / (3 - 1) and (4 - 1) / (3 - 1), in points
    assert newcomer.scores["score"].tolist() == [100.0]
    taken = set(inspect.signature(coopindex.Project.score).parameters) - {"self", "data"}
    assert taken <= set(inspect.signature(coopindex.score).parameters)


def test_settings_of_draws_that_were_replayed_are_refused_in_the_houses_words() -> None:
    found = SCORING.replay(SCORING.uncertainty(draws=4).settings())
    with pytest.raises(coopindex.InvalidInput, match="keep that table"):
        found.settings()


def test_a_folder_that_holds_one_index_is_that_index(tmp_path, monkeypatch):
    init(tmp_path / "ports")
    monkeypatch.chdir(tmp_path)
    named = coopindex.load("ports/indicators/ports.yaml").score().scores
    for folder in ("ports", "./ports", tmp_path / "ports", "ports/indicators"):
        assert coopindex.load(folder).score().scores.equals(named)


def test_a_folder_that_holds_none_is_called_so(tmp_path):
    with pytest.raises(InvalidInput, match="does not hold one index"):
        coopindex.load(tmp_path)

"""The report names every stage at which something is done, as the one list of stages has them."""

from pathlib import Path

import pytest

from coopindex.engine.index import Choice, Denomination, Index, Missing, Node, Ranking, Rounding
from coopindex.engine.naming import Text
from coopindex.methods.stages import STAGES
from coopindex.project import load
from coopindex.report.pages.methodology import methods
from coopindex.report.pages.steps import SAID, done

CELLS = "unit,year,a,b,c,people\n" + "".join(
    f"u{k},2024,{k * k % 7 + 1},{3 * k % 5 + 1},{k},{100 * k}\n" for k in range(1, 9)
)
INDEX = """
index: ports
title: {{en: Ports, zh: 港口指数}}
data: {{observations: observations.csv}}
variables: {{people: {{measure: persons}}}}
defaults: {{normalisation: {{method: min_max, scale: [1, 100]}}}}
weighting: {weighting}
children:
  a: {{denomination: {{by: people, per: 1000}}}}
  b: {{}}
  c: {{}}
"""


@pytest.fixture
def said(tmp_path: Path):
    """What the report's section on methods says of an index under a weighting, a row a use."""

    def of(weighting: str, lang: str = "en") -> list[tuple[str, str]]:
        (tmp_path / "observations.csv").write_text(CELLS, "utf-8")
        path = tmp_path / "ports.yaml"
        path.write_text(INDEX.format(weighting=weighting), "utf-8")
        table = methods(load(path).score(), lang).table
        by_key = {column.key: column.values for column in table.columns}
        return list(zip(*(by_key[key] for key in KEYS), strict=True))

    return of


KEYS = "stage", "method"


def test_weights_that_a_method_works_out_are_named_in_words(said):
    assert ("weighting", "Shannon entropy") in said("entropy")
    assert ("weighting", "principal components") in said("pca")


def test_a_denomination_is_named(said):
    assert ("denomination", "by people, times 1000") in said("pca")


def test_in_chinese_stages_and_methods_are_called_by_the_field_s_words(said):
    rows = said("entropy", "zh")
    assert ("赋权", "熵权法") in rows
    assert ("按规模折算", "除以people，乘以1000") in rows
    assert ("标准化", "极差标准化") in rows


def test_every_stage_of_the_list_has_its_words():
    assert set(SAID) == {stage.name for stage in STAGES}


def test_what_is_done_stands_in_the_order_of_the_stages():
    node = Node(
        "i",
        Text("I"),
        children=("a",),
        denomination=Denomination("people"),
        normalisation=Choice("normalisation", "rank"),
        round_column=Rounding(2, "up"),
        weighting=Choice("weighting", "pca"),
        missing=Missing(1, count=True, zero=True),
    )
    index = Index("i", Text("I"), Text("unit"), (node,), ranking=Ranking("max", decimals=1))
    assert list(done(index, node)) == [
        ("denomination", "by people", ""),
        ("normalisation", "rank", ""),
        ("rounding", "column to 2 decimals, half up", ""),
        ("weighting", "pca", ""),
        ("missing", "at least 1 child present; a missing one counts as 0", ""),
        ("aggregation", "arithmetic", ""),
        ("ranking", "ties take the max rank; scores rounded to one decimal", ""),
    ]

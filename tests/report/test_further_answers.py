"""The audit, obstacles, groups and disparity in a report."""

from functools import cache

import pytest

from coopindex import load
from coopindex.report.charts import charts_of
from coopindex.report.contents import tables
from coopindex.report.outline import outline
from coopindex.report.render.html.page import page

CITIES = "china-ceec-cities"


@cache
def edition(index=CITIES):
    return load(index).score().edition(draws=200, seconds=1)


def test_the_audit_looks_at_the_recalculations_of_the_edition():
    assert edition().audit.simulated is edition().uncertainty


def test_pairs_that_the_audit_names_are_framed():
    from coopindex.report.charts.correlations import FRAMED, pairs_of

    found = pairs_of(edition())
    named = [each for each in edition().audit.each if each.rule in FRAMED]
    assert len(found.flagged) == len({frozenset((e.node, e.other)) for e in named}) > 0
    for row, column in found.flagged:
        assert column < row


def test_the_page_says_every_rule_that_finds_something():
    from coopindex.report.facts.audit import lines

    html = page(edition())
    for line in lines(edition().audit, "en"):
        if line.advice:
            assert line.title.split("(")[0] in html


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_profile_names_the_three_largest_obstacles(lang):
    from coopindex.report.facts.profile import profile

    table = edition().obstacles.table
    rows = table[(table["unit"] == "tianjin") & (table["kind"] == "indicator")]
    said = profile(edition().said_in(lang), "tianjin").obstacles
    index = edition().result.index
    for code in rows.nlargest(3, "obstacle")["node"]:
        title = index.called[code]
        assert (title.zh if lang == "zh" else title.en) in said


def test_tables_of_the_further_answers_lie_beside_the_report():
    names = set(tables(edition()))
    wanted = {"audit_findings", "audit_correlations", "obstacles", "disparity", "groups"}
    assert wanted <= names
    assert {"correlations", "importance", "obstacles", "disparity"} <= set(charts_of(edition()))


def test_what_documents_call_no_unit_is_the_best():
    said = " ".join(
        f"{block.piece.title} {[column.title for column in block.piece.table.columns]}"
        for block in outline(edition()).gaps
        if getattr(block.piece, "table", None) is not None
    ).lower()
    assert "best" not in said
    assert "worst" not in said


def test_first_of_two_groups_share_no_rank():
    (block,) = (
        block
        for block in outline(edition()).gaps
        if getattr(block.piece, "table", None) is not None
        and any(column.key == "group_rank" for column in block.piece.table.columns)
    )
    (ranks,) = (column for column in block.piece.table.columns if column.key == "group_rank")
    assert list(ranks.values).count(1) == 2
    assert not ranks.shared

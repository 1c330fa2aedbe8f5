"""The audit, obstacles, groups and disparity in a report."""

import re
from functools import cache
from html import unescape

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


def text_of(html):
    """Return what a page says, without its marks."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_advice_names_whole_commands_as_code():
    html = page(edition())
    assert f"<code>coopindex audit {CITIES} --table loadings</code>" in html
    assert "--table" not in re.sub(r"<code>[^<]*</code>", "", html)


def test_the_page_says_everyones_rank_within_the_group():
    said = text_of(page(edition()))
    whole = edition().grouped.table
    for row in whole[whole["kind"] == "index"].to_dict("records"):
        name = edition().standing[row["unit"]].name
        assert f"{row['group_rank']:.0f} {name}" in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_theil_stands_beside_dagum(lang):
    row = edition().disparity.totals.iloc[-1]
    assert row["theil_within"] + row["theil_between"] == pytest.approx(row["theil"])
    assert f"{row['theil']:.4f}" in text_of(page(edition().said_in(lang)))


def test_the_page_sets_declared_weights_against_importance():
    from coopindex.figures import share
    from coopindex.report.charts.importance import pairs_of

    said = text_of(page(edition()))
    for pair in pairs_of(edition()):
        assert f"{pair.title} {share(pair.weight)} → {share(pair.importance)}" in said


def test_sheets_of_groups_importance_and_correlations_hold_values_and_the_badge():
    import io

    from openpyxl import load_workbook

    from coopindex.report.render.xlsx import workbook

    book = load_workbook(io.BytesIO(workbook(edition())))
    assert "Growth" not in book.sheetnames
    for name in ("Groups", "Importance", "Correlations"):
        rows = [*book[name].iter_rows(values_only=True)]
        assert any("does not recompute" in str(cell) for cell in rows[1] + rows[2])
    pairs = edition().audit.table("correlations")
    held = [cell for row in book["Correlations"].iter_rows(values_only=True) for cell in row]
    # a workbook keeps 16 digits
    found = {f"{cell:.12g}" for cell in held if isinstance(cell, float)}
    assert {f"{r:.12g}" for r in pairs["r"].dropna()} <= found


def test_a_panel_says_how_scores_grew():
    from coopindex.report.render.xlsx.answers import sheets_of

    of = edition("china-ceec-human-development")
    assert of.growth is not None
    html = page(of)
    assert re.search(r"<details class=more><summary>Growth in percent</summary>", html)
    assert "growth" in sheets_of(of)


BESIDE = {
    "index": "side",
    "title": "Side",
    "children": {
        "trade": {"children": {"volume": {}, "tariffs": {"direction": "negative"}}},
        "resilience": {
            "counts": False,
            "ranking": {"decimals": 1},
            "children": {"reserves": {}, "debt": {"direction": "negative"}},
        },
    },
}


@cache
def with_one_beside():
    import pandas as pd

    from coopindex import Project

    codes = "volume", "tariffs", "reserves", "debt"
    rows = [[f"town {n}", n, 9 - n % 4, (7 * n) % 11, n % 3 + n] for n in range(1, 9)]
    return Project.from_frames(BESIDE, pd.DataFrame(rows, columns=["unit", *codes])).score()


def test_a_method_of_what_is_not_counted_says_of_what_it_is():
    from coopindex.report.facts.method import steps

    (step,) = (
        each
        for each in steps(with_one_beside().edition(draws=50, seconds=1).result)
        if "decimal" in each.method
    )
    assert step.where == "resilience"


def test_paper_has_the_table_of_what_is_not_counted():
    from coopindex.report.render.pdf.document import facts

    of = with_one_beside().edition(draws=50, seconds=1)
    (table,) = (
        each for piece in facts(of, ["Arial"])["ranking"] for each in piece.get("tables", ())
    )
    assert len(table["rows"]) == 8

"""docs/audit.md names the rules and the tables of an audit, and its figures are those found."""

import re
from functools import cache
from pathlib import Path

import pytest

from coopindex import load
from coopindex.audit.rules import BY_CODE
from coopindex.audit.tables import LONG, options_of

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "audit.md").read_text("utf-8")


def rows(heading):
    text = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\|(.*)\|$", text, re.MULTILINE)[2:]
    return [[cell.strip() for cell in row.split("|")] for row in found]


@cache
def audit():
    return load("china-ceec-cities").score().audit()


def test_every_rule_is_on_the_page_with_its_threshold_and_verdict():
    said = [(row[0].strip("`"), float(row[2]), row[3]) for row in rows("Rules")]
    assert said == [(code, rule.threshold, rule.severity) for code, rule in BY_CODE.items()]


@pytest.mark.parametrize("row", rows("Rules"), ids=lambda row: row[0].strip("`"))
def test_a_rule_is_called_the_jrcs_on_the_page_where_its_source_is(row):
    source = str(audit().rules.set_index("rule").loc[row[0].strip("`"), "source"])
    same = row[4].startswith("the same")
    assert same or ("JRC" in row[4]) == ("JRC" in source)


def test_every_table_is_on_the_page():
    assert [row[0].strip("`*") for row in rows("Tables")] == list(audit().names)


@pytest.mark.parametrize("row", rows("Tables"), ids=lambda row: row[0].strip("`*"))
def test_a_table_has_the_columns_and_options_on_the_page(row):
    name = row[0].strip("`*")
    assert list(audit().table(name).columns) == row[3].split(", ")
    assert row[0].endswith("*") == (name in LONG)
    if name not in ("findings", "rules"):
        assert ", ".join(options_of(name)) == row[2]


def test_the_verdict_on_the_page_is_the_one_found():
    text = " ".join(PAGE.partition("## An honest verdict")[2].split())
    counts = audit().facts
    assert (
        f"Of {len(BY_CODE)} rules {counts['wrong']} find something wrong, {counts['look']} "
        f"something to look at, {counts['holds']} hold, and {counts['untested']}"
    ) in text
    findings = audit().findings.set_index("rule")
    assert "75.7% of the figures" in str(findings.loc["illustrative", "message"])
    assert f"(r = {findings.loc['against', 'figure']:.2f})" in text
    assert f"r = {findings.loc['redundant', 'figure']:.2f}" in text
    assert f"r = {findings.loc['repeated', 'figure']:.2f}" in text
    assert (findings.index == "unlinked").sum() == 20
    assert (findings.index == "alpha").sum() == 5
    shift = audit().table("shift").set_index("reading")["share"]
    assert f"{shift['nominal_at_most']:.1%} of the cities lie within 3 places" in text
    assert f"leave {shift['interval_within']:.1%} of the cities" in text
    importance = audit().table("importance").set_index("node").loc["trade"]
    weight, real = importance["weight"], importance["share_local_linear"]
    assert f"has {weight:.1%} of the weight and {real:.1%} of the importance" in text

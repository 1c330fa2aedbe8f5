"""What every format says is what the answers hold, whatever the tree, its ties and its holes."""

import math
import re

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import coopindex
from coopindex.report.facts import apart, findings, headline, numbers
from coopindex.report.facts.profile import profile, title
from coopindex.report.facts.words import Words

TREES = [
    ["a", "b", "c", "d"],
    {"north": ["a", "b"], "south": ["c", "d"]},
    {"north": ["a", "b", "c"], "d": {"direction": "negative"}},
]
WAYS = [
    {},
    {"normalisation": "min_max"},
    {"ranking": {"best": "low"}},
    {"ranking": {"ties": "average"}},
    {"aggregation": "geometric"},
]
# few values, so that ties and equal columns are common
figures = st.lists(
    st.lists(st.sampled_from([1.0, 2.0, 3.0, 5.0, math.nan]), min_size=4, max_size=4),
    min_size=2,
    max_size=6,
)


@st.composite
def editions(draw):
    values = np.array(draw(figures))
    table = pd.DataFrame(values, columns=list("abcd"))
    table.insert(0, "unit", [f"u{k}" for k in range(len(values))])
    try:
        scoring = coopindex.score(
            table, tree=draw(st.sampled_from(TREES)), **draw(st.sampled_from(WAYS))
        )
    except coopindex.InvalidInput:
        assume(False)
    return scoring.edition(draws=64)


@settings(max_examples=25)
@given(editions())
def test_a_gap_in_steps_and_a_score_in_parts_add_up(found):
    for standing in found.standings:
        one = profile(found, standing.unit)
        if one.gap is not None:
            whole = math.fsum(step.points for step in one.gap.steps)
            assert math.isclose(whole, one.gap.end - one.gap.start, rel_tol=1e-9, abs_tol=1e-9)
        if not math.isnan(standing.score):
            parts = math.fsum([standing.start, *(line.added for line in one.ladder)])
            assert math.isclose(parts, standing.score, rel_tol=1e-9, abs_tol=1e-9)


@settings(max_examples=25)
@given(editions())
def test_a_sentence_over_a_group_holds_for_every_pair_of_it(found):
    if found.uncertainty is None:
        return
    before, units = headline.ahead(found.uncertainty), list(found.uncertainty.units)
    for group in apart.groups(found):
        at = [units.index(unit) for unit in group.units]
        others = [k for k in range(len(units)) if k not in at]
        inner = before[np.ix_(at, at)]
        if group.lead.startswith(("Ahead of each", "Ahead of all")):
            assert (before[np.ix_(at, others)] >= 0.95).all()
        if group.lead.startswith(("Behind each", "Behind all")):
            assert (before[np.ix_(others, at)] >= 0.95).all()
        if "whose order cannot be told" in group.lead or "one another" in group.text:
            assert (inner < 0.95).all()
        if "any other" in group.rest:
            named = before[np.ix_(others, at)], before[np.ix_(at, others)].T
            told = (np.maximum(*named) >= 0.95).any(axis=1)
            assert told.sum() < len(others)


@settings(max_examples=25)
@given(editions())
def test_ranks_in_sentences_are_those_of_the_answers(found):
    words = Words(found.result)
    for standing in found.ranked:
        said = [
            float(rank)
            for rank in re.findall(r"([\d.]+)(?:st|nd|rd|th)", title(found, standing, words))
        ]
        known = {standing.rank, standing.low, standing.high}
        assert known.issuperset(said)


@settings(max_examples=25)
@given(editions())
def test_what_is_said_to_hold_always_holds_in_every_draw(found):
    if found.guarantee is None:
        return
    table = found.guarantee.table.set_index("unit")
    for each in findings.statements(found):
        if never := re.match(r"(u\d) is never below ([\d]+)", each.text):
            assert table.loc[never[1], "worst_to"] == int(never[2])
        if "certain of it" in each.text and not each.text.startswith("No "):
            sure = re.findall(r"u\d", each.text)
            assert (table.loc[sure, "best"] == table.loc[sure, "worst"]).all()


@given(st.floats(0, 1), st.lists(st.integers(1, 99).map(lambda k: k / 100), max_size=3))
def test_a_chance_is_written_on_the_side_of_every_line_where_it_lies(chance, lines):
    said = numbers.chance(chance, *lines)
    read = {"<1%": 0.005, ">99%": 0.995}.get(said)
    read = int(said.rstrip("%")) / 100 if read is None else read
    assert abs(read - chance) <= 0.01 + 1e-12
    assert (said == "100%") == (chance == 1)
    assert (said == "0%") == (chance == 0)
    for line in lines or numbers.LINES:
        assert (read >= line) <= (chance >= line)

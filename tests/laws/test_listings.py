"""Some units of a field, some columns of a table, some factors of a plan: the rest stays true."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopindex.project import Project, load, render
from coopindex.report.render.terminal import dropped, fitted, laid_out, needed
from coopindex.report.written import written

PANEL = str(Path(__file__).parents[1] / "cli" / "panel" / "indicators" / "panel.yaml")
TREE = {"trade": ["ports", "rail"], "people": ["visits", "fairs"]}
LEAVES = [leaf for leaves in TREE.values() for leaf in leaves]


# a mean without a value at 0 stands on a scale above it
SCALED = {"arithmetic": ["min_max", "z_score", "percentile_rank"]}
ABOVE_0 = [{"method": "min_max", "scale": [1, 100]}]


@st.composite
def scorings(draw):
    """Scorings of few units in groups, with ties, zeros and gaps.

    The first two lack nothing and differ in everything, so that there is a ranking to speak of.
    """
    units = [f"u{k}" for k in range(draw(st.integers(2, 9)))]
    number = st.one_of(st.integers(0, 4).map(float), st.floats(0, 1000, width=32))
    others = {leaf: [draw(number) for _ in units[2:]] for leaf in LEAVES}
    ends = {leaf: draw(st.permutations([0.0, 3.0])) for leaf in LEAVES}
    frame = pd.DataFrame({leaf: ends[leaf] + others[leaf] for leaf in LEAVES}, index=units)
    if draw(st.booleans()):
        gaps = [[draw(st.integers(0, 6)) == 0 for _ in LEAVES] for _ in units[2:]]
        frame = frame.mask(np.array([[False] * len(LEAVES)] * 2 + gaps))
    table = pd.DataFrame({"region": [draw(st.sampled_from("en")) for _ in units]}, index=units)
    aggregation = draw(st.sampled_from(["arithmetic", "geometric", "harmonic"]))
    project = Project.from_frames(
        TREE,
        frame,
        table,
        normalisation=draw(st.sampled_from(SCALED.get(aggregation, ABOVE_0))),
        aggregation=aggregation,
        missing={"minimum_present": draw(st.sampled_from([0.3, 0.6, 1.0]))},
        ranking={"ties": draw(st.sampled_from(["min", "max", "average", "dense"]))},
    )
    return project.score()


def rows(page):
    """Every table with units, as lists of written rows by what they are about."""
    return [
        list(zip(map(tuple, table.units), zip(*written(table), strict=True), strict=True))
        for section in page.sections
        if (table := section.table) is not None and len(table.units)
    ]


@given(scorings(), st.integers(1, 10))
def test_the_first_units_are_those_of_the_best_ranks_whoever_ties(scoring, top):
    ranks = dict(zip(scoring.rows.units, scoring.rank()[-1].tolist(), strict=True))
    shown = set(scoring.listing(top=top).units)
    ranked = sorted(rank for rank in ranks.values() if rank == rank)
    assert len(shown) >= min(top, len(ranks))
    if top <= len(ranked):
        assert shown == {unit for unit, rank in ranks.items() if rank <= ranked[top - 1]}
    assert scoring.listing(top=top).units == scoring.listing(top=len(shown)).units


@settings(max_examples=25)
@given(scorings(), st.integers(1, 4) | st.none(), st.data())
def test_what_is_shown_of_a_unit_is_what_stands_in_the_whole_table(scoring, top, choice):
    labels = sorted(set(scoring.data.groups["region"].tolist()))
    region = choice.draw(st.sampled_from([None, *labels]))
    where = None if region is None else {"region": region}
    for answer in (scoring, scoring.scenarios(), scoring.weight_sensitivity(draws=8)):
        whole, some = scoring.present(answer), scoring.present(answer, top=top, where=where)
        shown = set(scoring.listing(top, None, where).units)
        kept = [[row for row in table if shown & set(row[0])] for table in rows(whole)]
        assert rows(some) == [table for table in kept if table]
        assert set(some.table.get("unit", shown)) <= shown


def test_tables_in_python_hold_the_units_asked_for():
    scoring = load("china-ceec-cities").score()
    answers = (
        None,
        scoring.compare("equal"),
        scoring.uncertainty(draws=8),
        scoring.scenarios(),
        scoring.screening(),
    )
    for answer in answers:
        found = scoring.table(
            answer, only="Ningbo, 天津", where={"province": ["Zhejiang", "Hubei"]}
        )
        assert set(found["unit"]) == {"ningbo"}
    split = scoring.table(scoring.sensitivity(draws=8), top=1)
    assert set(split["unit"]) == {"", "ningbo"}


@settings(deadline=None, max_examples=25)
@given(scorings())
def test_the_usual_plan_answers_on_every_index_that_scores(scoring):
    split = scoring.sensitivity(draws=8)
    tables = {name: getattr(scoring, name)() for name in ("leave_one_out", "importance")}
    alone = scoring.one_at_a_time()
    for lang in ("en", "zh"):
        assert render(scoring.present(scoring.uncertainty(draws=8), lang=lang))
        assert render(scoring.present(scoring.scenarios(), lang=lang))
        assert render(scoring.present(split, lang=lang, one_at_a_time=alone, **tables))


# -- columns --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages():
    """Pages whose tables have many columns, and the columns of each that add up."""
    panel, cities = load(PANEL).score(year="all"), load("china-ceec-cities").score()
    found = panel.change()
    parts = {"start", "end", "change", *(n for n in panel.index.root.children)}
    compared = cities.compare(["equal", "people-first"])
    sums = {f"{of} {name}" for of in ("score", "score shift") for name in compared.names[1:]}
    explained = cities.explain("tianjin")
    analysis = cities.sensitivity(draws=8)
    tables = {name: getattr(cities, name)() for name in ("leave_one_out", "importance")}
    split = cities.present(analysis, one_at_a_time=cities.one_at_a_time(), **tables)
    return (
        (panel.present(found, page="change.page"), parts),
        (cities.present(compared), {"score cass", *sums}),
        (cities.present(explained), {"gives", "gap"}),
        (split, {"first", "total", "correlation_ratio"}),
        (cities.present(), {"score"}),
    )


@given(st.integers(30, 240), st.sampled_from(["en", "zh"]))
def test_columns_go_one_at_a_time_and_no_part_of_a_sum_goes(pages, width, lang):
    for page, parts in pages:
        for table in (s.table for s in page.sections if s.table is not None):
            columns = laid_out(table, lang)
            stay = {id(column) for block in fitted(columns, width) for column in block}
            gone = [
                (c, laid)
                for c, laid in zip(table.columns, columns, strict=True)
                if id(laid) not in stay
            ]
            assert not parts & {column.key for column, _ in gone}
            named = dropped(columns, width)
            assert len(named) == sum(1 for column, _ in gone if column.title)
            if gone:
                # the last that went had no room beside those that stay
                lowest = min(column.priority for column, _ in gone)
                last = next(laid for column, laid in gone if column.priority == lowest)
                back = [laid for laid in columns if id(laid) in stay or laid is last]
                assert needed(back) > width

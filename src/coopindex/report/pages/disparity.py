"""How unequal the units are, year by year, within and between groups, and whether they converge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coopindex.engine.result import Result
from coopindex.periods import Period
from coopindex.periods import said as named_so
from coopindex.periods import title as period_title
from coopindex.phrases import few, listed, method_name, saying
from coopindex.problems import FEW
from coopindex.questions.disparity import BETA, GROUPS, LEFT_OUT, PAIRS, PARTS, TOTALS, Disparity
from coopindex.report.pages.frame import called, flags, grounds, head, in_language
from coopindex.report.table import Column, Kind, Page, Section, Table, each
from coopindex.report.written import decimal, decimals, percent

if TYPE_CHECKING:
    import pandas as pd

Word = Callable[..., str]
PLACES = 4  # of coefficients
MOST_PAIRS = 21  # pairs of 7 groups


def page(answer: Disparity, about: Result, lang: str = "en", *, table: str | None = None) -> Page:
    """Describe all of it. table : one of its tables alone, of every year, in the place of all."""
    frame = head(about, lang), flags(about.flags, lang)
    return Page(
        lang,
        lambda: (frame[0], *_sections(answer, about, lang, table), frame[1]),
        lambda: {**about.asked, **answer.as_dict(), **grounds(about)},
        lambda: getattr(answer, table or TOTALS),
        frame,
    )


def _sections(answer: Disparity, about: Result, lang: str, table: str | None) -> Iterator[Section]:
    word = saying("disparity", lang)
    if table is not None:
        found = answer.left_out if table == LEFT_OUT else getattr(answer, table)
        yield from _alone(table, answer, found, about, lang)
        return
    yield Section(title(answer, about, lang), tuple(_lead(answer, word)))
    yield gini(answer, lang)
    if answer.by:
        yield theil(answer, lang)
        last = about.years[-1]
        rows = answer.groups[answer.groups["year"] == last]
        yield groups(rows, lang, last, len(about.years) > 1)
        yield pairs(answer.pairs[answer.pairs["year"] == last], lang, last, MOST_PAIRS)
    yield sigma(answer, lang)
    yield beta(answer, lang)
    yield Section(below=tuple(doubts(answer, about, lang)))


def _alone(
    name: str, answer: Disparity, found: pd.DataFrame, about: Result, lang: str
) -> Iterator[Section]:
    """Yield one table, of every year."""
    if name == TOTALS:
        yield from (gini(answer, lang), *([theil(answer, lang)] if answer.by else []))
        yield sigma(answer, lang)
    if name == GROUPS:
        yield groups(found, lang)
    if name == PAIRS:
        yield pairs(found, lang)
    if name == BETA:
        yield beta(answer, lang)
    if name == LEFT_OUT:
        yield _left_out(found, about, lang)


def title(answer: Disparity, about: Result, lang: str = "en") -> str:
    """What it is of: a node, its step where that is not the last one, and the groups."""
    word, what = saying("disparity", lang), in_language(about.index.called[answer.node], lang)
    if answer.step != "finished":
        what = word("step", what=what, step=answer.step)
    return word("title_by", what=what, by=answer.by) if answer.by else word("title", what=what)


def lead(answer: Disparity, lang: str = "en") -> tuple[str, ...]:
    """Say the first and the last year in a sentence each."""
    return tuple(_lead(answer, saying("disparity", lang)))


def _lead(answer: Disparity, word: Word) -> Iterator[str]:
    """Say the first and the last year in a sentence each."""
    rows = answer.totals.to_dict("records")
    for row in rows[:1] + rows[1:][-1:]:
        if row["gini"] != row["gini"]:
            continue
        said = {"year": row["year"], "gini": decimal(row["gini"], PLACES)}
        now = "" if said["year"] else "_now"
        if not answer.by:
            if row["theil"] == row["theil"]:
                yield word(f"lead{now}", **said, theil=decimal(row["theil"], PLACES))
        elif row["gini"]:
            shares = percent([row[f"{part}_share"] for part in PARTS])
            yield word(f"lead_between{now}", **said, **dict(zip(PARTS, shares, strict=True)))


def theil_said(answer: Disparity, lang: str = "en") -> tuple[str, ...]:
    """Say Theil's index of the last year and its parts; nothing where there are no groups."""
    row = answer.totals.to_dict("records")[-1]
    # an index that is not known, or 0, has no parts
    if not answer.by or not row["theil"] > 0:
        return ()
    within, between = percent(
        [row[f"theil_{part}"] / row["theil"] for part in ("within", "between")]
    )
    said = {"year": row["year"], "theil": decimal(row["theil"], PLACES)}
    now = "" if row["year"] else "_now"
    return (saying("disparity", lang)(f"theil_said{now}", **said, within=within, between=between),)


# -- tables ----------------------------------------------------------------------------------------


def _when(table: pd.DataFrame, lang: str) -> list[Column]:
    """The column of years, or of other periods, where there are any."""
    years = table["year"].tolist()
    return (
        [Column("year", period_title(years, lang), "year", years, head=True)] if any(years) else []
    )


def _number(table: pd.DataFrame, key: str, title: str, kind: Kind = "number", **how: Any) -> Column:
    how = {"decimals": PLACES, **how} if kind == "number" else how
    return Column(key, title, kind, table[key].astype(float).tolist(), **how)


def _sizes(table: pd.DataFrame, word: Word) -> list[Column]:
    means = table["mean"].tolist()
    return [
        _number(table, "n", word("n"), "count"),
        Column("mean", word("mean"), "score", means, decimals=decimals(means), priority=2),
    ]


def gini(answer: Disparity, lang: str = "en") -> Section:
    """Gini year by year, with its parts where there are groups, else with Theil."""
    word, table = saying("disparity", lang), answer.totals
    columns = [*_when(table, lang), *_sizes(table, word), _number(table, "gini", word("gini"))]
    if not answer.by:
        columns.append(_number(table, "theil", word("theil")))
        return Section(word("years_alone"), table=Table(tuple(columns)))
    columns += [_number(table, part, word(f"part_{part}"), over=word("parts")) for part in PARTS]
    columns += [
        _number(table, f"{part}_share", word(f"part_{part}"), "share", over=word("share_of"))
        for part in PARTS
    ]
    return Section(word("years"), (word("years_about"),), Table(tuple(columns)))


def theil(answer: Disparity, lang: str = "en") -> Section:
    """Theil year by year, with its parts."""
    word, table = saying("disparity", lang), answer.totals
    keys = "theil", "theil_within", "theil_between"
    columns = [*_when(table, lang), *(_number(table, key, word(key)) for key in keys)]
    return Section(word("theil"), (word("theil_about"),), Table(tuple(columns)))


def groups(
    table: pd.DataFrame, lang: str = "en", year: Period = 0, others: bool = False
) -> Section:
    """What is known of each group. year : the only one. others : there are others."""
    word = saying("disparity", lang)
    columns = [
        *([] if year else _when(table, lang)),
        Column("group", word("group"), "text", table["group"].tolist(), head=True),
        *_sizes(table, word),
        _number(table, "population_share", word("population_share"), "share", priority=3),
        _number(table, "score_share", word("score_share"), "share"),
        _number(table, "gini", word("gini")),
        _number(table, "within", word("of_gini")),
        _number(table, "theil", word("theil"), priority=1),
        _number(table, "theil_within", word("of_theil")),
    ]
    named = word("groups_in", year=year) if year else word("groups")
    about = (
        word("groups_about"),
        *([word("other_years", **named_so([year], lang))] if others else []),
    )
    return Section(named, about, Table(tuple(columns)))


def pairs(
    table: pd.DataFrame, lang: str = "en", year: Period = 0, most: int | None = None
) -> Section:
    """What is known of each pair of groups; of very many those that are furthest apart."""
    word, count = saying("disparity", lang), len(table)
    if not count:
        return Section()
    said = [word("pairs_about")]
    if most is not None and count > most:
        table = table.sort_values("gini", ascending=False, kind="stable").head(most)
        said.append(word("pairs_some", shown=most, count=count))
    measure = decimals([*table["d"], *table["p"]])
    columns = [
        *([] if year else _when(table, lang)),
        Column("richer", word("richer"), "text", table["richer"].tolist(), head=True),
        Column("poorer", word("poorer"), "text", table["poorer"].tolist(), head=True),
        _number(table, "gini", word("gini")),
        *(_number(table, key, word(key), decimals=measure, priority=1) for key in ("d", "p")),
        _number(table, "distance", word("distance"), decimals=3),
        *(_number(table, part, word(f"part_{part}")) for part in PARTS[1:]),
    ]
    named = word("pairs_in", year=year) if year else word("pairs")
    return Section(named, tuple(said), Table(tuple(columns)))


def sigma(answer: Disparity, lang: str = "en") -> Section:
    """The measures of sigma convergence year by year; which divisor they have is their title."""
    word, table = saying("disparity", lang), answer.totals
    columns = [
        *_when(table, lang),
        *_sizes(table, word),
        *(
            _number(table, f"{what}_{by}", word(f"by_{by}"), over=word(what))
            for what in ("cv", "sd_ln")
            for by in ("n", "n_minus_1")
        ),
    ]
    return Section(word("sigma"), (word("sigma_about"),), Table(tuple(columns)))


def beta(answer: Disparity, lang: str = "en") -> Section:
    """The line from the first year to the last, and what it says; nothing of a single year."""
    word = saying("disparity", lang)
    if answer.beta.empty:
        return Section()
    row = answer.beta.to_dict("records")[0]
    named = word("beta", start=row["start"], end=row["end"])
    about = word("beta_about", n=int(row["n"]), years=f"{row['years']:g}")
    if row["b"] != row["b"]:
        return Section(named, (about, word("no_line")))
    return Section(named, (about, _verdict(row, word)), _line(row, word))


def _verdict(row: Any, word: Word) -> str:
    if row["half_life"] != row["half_life"]:
        return word("diverging")
    speed, half_life = percent([row["speed"]], 2)[0], decimal(row["half_life"], 1)
    return word("converging", speed=speed, half_life=half_life, p=_chance(row["p"]))


def _chance(p: float) -> str:
    """Say a chance behind its sign.

    >>> _chance(0.0004), _chance(0.04)
    ('< 0.001', '= 0.040')
    """
    return "= –" if p != p else "< 0.001" if p < 0.001 else f"= {decimal(p, 3)}"


def _line(row: Any, word: Word) -> Table:
    """The line's figures, a row each."""
    nan = float("nan")
    keys = ["a", "b", "r2", "speed", "half_life"]
    estimates = [row[key] for key in keys]
    errors = [row["se_a"], row["se_b"], nan, nan, nan]
    tests = {key: [nan, row[key], nan, nan, nan] for key in ("t", "p")}
    return Table(
        (
            Column("coefficient", word("coefficient"), "text", [*map(word, keys)], head=True),
            Column("estimate", word("estimate"), "measure", estimates, digits=4),
            Column("se", word("se"), "measure", errors, digits=4),
            Column("t", word("t"), "measure", tests["t"], digits=4),
            Column("p", word("p_value"), "measure", tests["p"], digits=4),
        )
    )


def _left_out(table: pd.DataFrame, about: Result, lang: str) -> Section:
    word, units = saying("disparity", lang), table["unit"].tolist()
    columns = [
        *_when(table, lang),
        Column("unit", "", "unit", called(units, about.data, lang), head=True),
        Column("why", word("why"), "text", [word(f"why {why}") for why in table["why"]]),
    ]
    return Section(word("left_out"), table=Table(tuple(columns), each(units)))


# -- what is doubtful ------------------------------------------------------------------------------


def doubts(answer: Disparity, about: Result, lang: str = "en") -> Iterator[str]:
    """Say who was left out, which values have no logarithm, and what the figures hang on."""
    word = saying("disparity", lang)
    for (year, why), rows in answer.left_out.groupby(["year", "why"], sort=False):
        names = few(called(rows["unit"], about.data, lang), FEW).again(lang)
        yield word(f"left_{why}" if year else f"left_{why}_now", year=year, names=names)
    for what in ("negative", "zero"):
        if counts := list(_counts(answer.totals, what, word)):
            yield word(what, listed=listed(counts, lang))
    ways = [leaf.normalisation for leaf in about.index.leaves]
    fitted = [way.method for way in ways if not way.leaves_alone]
    if fitted and answer.step == "finished":
        yield word("ratios", method=method_name("normalisation", fitted[0], lang))
    own = about.index.fitted_by_year
    if own and len(about.years) > 1 and answer.step == "finished":
        yield word(f"own_{own}", **named_so(about.years, lang))


def _counts(table: pd.DataFrame, what: str, word: Word) -> Iterator[str]:
    for year, count in zip(table["year"].tolist(), table[what].tolist(), strict=True):
        if count:
            yield word("count_in" if year else "count_now", count=count, year=year)


def stacked(answer: Disparity) -> dict[str, Sequence[float]]:
    """Return the parts of the Gini coefficient over the years, for a chart of stacked parts."""
    return {part: answer.totals[part].tolist() for part in PARTS} if answer.by else {}

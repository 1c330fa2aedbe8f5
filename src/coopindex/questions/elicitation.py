"""What experts judge the weights to be: each of them, the group, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from coopindex.engine.frames import records
from coopindex.engine.frozen import copies_of, frame
from coopindex.engine.index import Asked, Index, Node, Scheme
from coopindex.figures import beside
from coopindex.keywords import explained
from coopindex.methods.agreement import concordance, distances, ranked
from coopindex.methods.elicitation import (
    LIMITS,
    TABLES,
    WAYS,
    Read,
    Way,
    at_odds,
    pooled,
    read_off,
)
from coopindex.methods.family import NOTHING, shares
from coopindex.methods.registry import Array
from coopindex.phrases import Wording, chain
from coopindex.problems import InvalidInput, Problem

if TYPE_CHECKING:
    import pandas as pd

GROUP, ANONYMOUS = "group", "expert"
POOLS = ("weights", "judgements")
FIGURES = ("eigenvalue", "xi_linear", "xi_nonlinear", "consistency_index", "consistency_ratio")
SAME = 1e-9  # weights that differ by no more are the same
# which of the judgements of a family: the number of its list, its row and its column
Cell = tuple[str, int, int, int]


@dataclass(frozen=True, eq=False)
class Expert:
    """One expert's judgements: family -> array, see `methods.elicitation`; none of what was passed.

    places : where each judgement stands, as `Expert 2!D7`. file : in which file.
    """

    name: str
    judged: Mapping[str, Array]
    places: Mapping[Cell, str] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, eq=False)
class Answers:
    """What experts answered, in which file.

    digest : the file's; asked : of the questions. date : the last that an expert entered. flags :
    what is doubtful.
    """

    method: str
    experts: tuple[Expert, ...]
    file: str = ""
    digest: str = ""
    asked: str = ""
    date: str = ""
    flags: tuple[Problem, ...] = ()

    @property
    def way(self) -> Way:
        """How was asked."""
        return WAYS[self.method]


@dataclass(frozen=True)
class How:
    """How weights are read off answers and put together, see `elicit`."""

    by: str | None = None
    power: float = 2.0
    random_index: str = TABLES[0]
    pool: str = POOLS[0]
    accept_inconsistency: bool = False


@copies_of("weights", "consistency", "agreement", "distances", "at_odds", "standings")
@explained
@dataclass(frozen=True, eq=False, repr=False)
class Elicitation:
    """What experts judge the weights to be.

    weights : one row an expert and node, the group's first: expert, node, parent, share, effective,
        rank among its siblings, the lowest and the highest share that fits as well, and the rank
        sum over the experts (of the group's rows).
    consistency : one row an expert and family. agreement : one row a family, and one of all
        indicators (family ""): Kendall's W. distances : one row a pair. at_odds : the judgements
        that disagree most where a family's are not consistent. standings : one row a unit and
        expert, the group's first: score and rank under those weights; empty where there are none.
    shares : the group's share of every node in its parent. scheme : from whose file it was read
    back, without the judgements themselves; see `recalled`.
    """

    index: Index
    answers: Answers
    how: How
    shares: Mapping[str, float]
    weights: pd.DataFrame
    consistency: pd.DataFrame
    agreement: pd.DataFrame
    distances: pd.DataFrame
    at_odds: pd.DataFrame
    standings: pd.DataFrame
    flags: tuple[Problem, ...] = ()
    scheme: Scheme | None = None

    @property
    def method(self) -> str:
        """How was asked."""
        return self.answers.method

    @property
    def experts(self) -> tuple[str, ...]:
        """The experts' names."""
        return tuple(expert.name for expert in self.answers.experts)

    @property
    def by(self) -> str | None:
        """How weights were read off the answers."""
        if self.how.by is not None or self.scheme is not None:
            return self.how.by
        return next(iter(self.answers.way.by), None)

    @property
    def tells_each(self) -> bool:
        """Whether each expert's weights are known, and not the group's alone."""
        return len(self.weights) > len(self.shares)

    @property
    def changed(self) -> bool:
        """Whether the group's weights are no mean of the experts', though they should be."""
        if not self.tells_each or self.how.pool != POOLS[0]:
            return False
        own = self.weights[self.weights["expert"] != GROUP].groupby("node")["share"].mean()
        return any(not abs(own[code] - share) <= SAME for code, share in self.shares.items())

    @cached_property
    def schemes(self) -> Mapping[str, Mapping[str, float]]:
        """The group's weights, and each expert's, as schemes: node -> share of its parent.

        Where an expert judged nothing of a family, the group's weights stand in.
        """
        found: dict[str, dict[str, float]] = {GROUP: dict(self.shares)}
        for name in self.experts:
            own = self.weights[self.weights["expert"] == name]
            given = dict(zip(own["node"], own["share"].astype(float), strict=True))
            found[name] = {
                node: share if np.isnan(given[node]) else given[node]
                for node, share in self.shares.items()
            }
        return found

    @frame
    def table(self) -> pd.DataFrame:
        """The weights of the group and of each expert, one row an expert and node."""
        return self.weights

    def _is_of(self, kind: str) -> bool:
        return self.method in WAYS and self.answers.way.kind == kind

    def __repr__(self) -> str:
        return self._of_group.to_string(index=False)

    def _repr_html_(self) -> str:
        return self._of_group.to_html(index=False, float_format="{:z.4f}".format, na_rep="–")

    @property
    def _of_group(self) -> pd.DataFrame:
        return self.weights[self.weights["expert"] == GROUP]

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        answers = self.answers
        return {
            "index": self.index.code,
            "method": self.method,
            "by": self.by,
            "pool": self.how.pool,
            "random_index": self.how.random_index if self._is_of("pairs") else None,
            "experts": list(self.experts),
            "questionnaire": answers.asked,
            "answers": answers.digest,
            **{name: records(getattr(self, name)) for name in TABLES_OF},
        }


TABLES_OF = ("weights", "consistency", "agreement", "distances", "at_odds", "standings")


def families(index: Index) -> tuple[Node, ...]:
    """Return the nodes whose children must be weighed against each other, from the top."""
    return tuple(node for node, _ in index.depth_first() if len(node.children) > 1)


def elicit(index: Index, answers: Answers, how: How = How()) -> Elicitation:
    """Read the weights off experts' answers, and put them together.

    Shares of the group: the arithmetic mean of the experts' (`pool` weights), or read off the
    geometric mean of their comparisons (`judgements`). Families with a single child need no answer.
    Raises InvalidInput where nobody judged a family, and where judgements contradict one another
    and that is not accepted.
    """
    read = {
        (expert.name, family): read_off(answers.way, judged, how.by, how.power, how.random_index)
        for expert in answers.experts
        for family, judged in expert.judged.items()
    }
    odd = [*_contradictions(index, answers, read)]
    if odd and not how.accept_inconsistency:
        raise InvalidInput(odd)
    group = {node.code: _together(node, answers, read, how) for node in families(index)}
    whole = _shares(index, {family: found.weights for family, found in group.items()})
    each = {
        expert.name: _shares(index, {family: read[expert.name, family].weights
                                     for family in expert.judged})
        for expert in answers.experts
    }  # fmt: skip
    return Elicitation(
        index,
        answers,
        how,
        {node.code: float(whole[at]) for at, node in enumerate(index.nodes) if node.parent},
        _weights(index, whole, each, read),
        _consistency(group, read, how),
        _agreement(index, each),
        _distances(index, whole, each),
        _at_odds(index, answers, read),
        _no_standings(),
        (*answers.flags, *(problem.but(level="flag") for problem in odd)),
    )


def recalled(index: Index, scheme: Scheme) -> Elicitation | None:
    """Return what a scheme's file holds of the experts whom it was asked of; None where of nobody.

    The group's weights are the scheme's. An older file holds no weights of single experts: then
    there are the group's, and the ratios. Judgements are in no such file, so none is at odds, and
    between what an expert's weight may lie is told where the judgements leave no room alone.
    """
    asked = scheme.asked
    if asked is None:
        return None
    whole = _shares(
        index,
        {node.code: shares(scheme.weights[index.families[node.code]]) for node in families(index)},
    )
    each = {} if asked.shares is None else dict(zip(asked.experts, asked.shares, strict=True))
    weights = _weights(index, whole, each, {})
    if asked.way in WAYS and WAYS[asked.way].kind == "references":
        weights.loc[weights["expert"] != GROUP, ["low", "high"]] = np.nan
    experts = tuple(Expert(name, {}) for name in asked.experts)
    return Elicitation(
        index,
        Answers(asked.way, experts, date=asked.date),
        How(asked.by or None, random_index=asked.table or TABLES[0], pool=asked.pool),
        {node.code: float(whole[at]) for at, node in enumerate(index.nodes) if node.parent},
        weights,
        _held_to_limits(asked),
        _agreement(index, each),
        _distances(index, whole, each),
        _at_odds(index, Answers(asked.way, ()), {}),
        _no_standings(),
        scheme=scheme,
    )


def _held_to_limits(asked: Asked) -> pd.DataFrame:
    """Return the consistency ratios that a file holds, held against the limit of the method."""
    import pandas as pd

    limit = LIMITS.get(WAYS[asked.way].kind) if asked.way in WAYS else None
    columns = ["expert", "family", FIGURES[-1]]
    if limit is None or not asked.ratios:
        return pd.DataFrame(columns=columns[:2])
    table = pd.DataFrame(asked.ratios, columns=columns)
    held = table[FIGURES[-1]] <= limit + NOTHING
    return table.assign(limit=limit, consistent=held)


def _together(node: Node, answers: Answers, read: Mapping[tuple[str, str], Read], how: How) -> Read:
    """Return what the group judges of one family."""
    judges = [expert for expert in answers.experts if node.code in expert.judged]
    if not judges:
        message = Wording("elicitation.nobody", family=node.code)
        hint = Wording("elicitation.nobody.hint")
        raise InvalidInput([Problem("no-judgement", message, file=answers.file, hint=hint)])
    if how.pool == POOLS[1]:
        matrix = pooled(np.array([expert.judged[node.code] for expert in judges]))
        return read_off(answers.way, matrix, how.by, how.power, how.random_index)
    mean = np.mean([read[expert.name, node.code].weights for expert in judges], axis=0)
    return Read(shares(mean), mean, mean, {})


def _shares(index: Index, judged: Mapping[str, Array]) -> Array:
    """Return every node's share of its parent, (N,); NaN in families that nobody judged."""
    found = np.full(len(index.nodes), np.nan)
    found[index.position[index.root.code]] = 1.0
    for node in index.inner:
        at = [index.position[child] for child in node.children]
        if len(at) == 1:
            found[at] = 1.0
        elif node.code in judged:
            found[at] = judged[node.code]
    return found


def _effective(index: Index, within: Array) -> Array:
    """Return every node's weight on the index, (N,)."""
    found = np.ones(len(index.nodes))
    for node, _ in index.depth_first():
        if node.parent is not None:
            at = index.position[node.code]
            found[at] = within[at] * found[index.position[node.parent]]
    return found


def _weights(
    index: Index,
    whole: Array,
    each: Mapping[str, Array],
    read: Mapping[tuple[str, str], Read],
) -> pd.DataFrame:
    import pandas as pd

    columns = "expert", "node", "parent", "share", "effective", "rank", "low", "high", "rank_sum"
    found = [
        row
        for name, within in {GROUP: whole, **each}.items()
        for row in _rows(index, name, within, each, read)
    ]
    return pd.DataFrame(found, columns=list(columns))


def _rows(
    index: Index,
    name: str,
    within: Array,
    each: Mapping[str, Array],
    read: Mapping[tuple[str, str], Read],
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the group or of one expert, as the tree stands."""
    effective = _effective(index, within)
    low, high, ranks, sums = within.copy(), within.copy(), np.ones_like(within), within * np.nan
    for node in index.inner:
        at = [index.position[child] for child in node.children]
        ranks[at] = ranked(within[at]) if np.isfinite(within[at]).all() else np.nan
        if name == GROUP:
            judges = [own[at] for own in each.values() if np.isfinite(own[at]).all()]
            if not judges:
                low[at] = high[at] = np.nan
                continue
            sums[at] = concordance(ranked(np.array(judges))).rank_sums
            low[at], high[at] = np.min(judges, axis=0), np.max(judges, axis=0)
        elif (name, node.code) in read:
            low[at], high[at] = read[name, node.code].low, read[name, node.code].high
    for node, _ in index.depth_first():
        place = index.position[node.code]
        if node.parent is not None:
            held = (within, effective, ranks, low, high, sums)
            yield name, node.code, node.parent, *(float(part[place]) for part in held)


def _consistency(
    group: Mapping[str, Read],
    read: Mapping[tuple[str, str], Read],
    how: How,
) -> pd.DataFrame:
    """Return one row an expert and family, of ways that tell how consistent judgements are."""
    import pandas as pd

    pools = {(GROUP, family): found for family, found in group.items()}
    rows = [
        (name, family, *(found.figures.get(figure, np.nan) for figure in FIGURES), found.limit,
         found.consistent)
        for (name, family), found in ({**pools, **read} if how.pool == POOLS[1] else read).items()
        if found.ratio is not None
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["expert", "family", *FIGURES, "limit", "consistent"])
    return table.dropna(axis=1, how="all") if len(table) else table[["expert", "family"]]


def _agreement(index: Index, each: Mapping[str, Array]) -> pd.DataFrame:
    """Return Kendall's W of each family, and of all indicators where there are several."""
    import pandas as pd

    asked = families(index)
    sets = {node.code: [index.position[child] for child in node.children] for node in asked}
    if len(asked) > 1:
        sets[""] = [index.position[leaf.code] for leaf in index.leaves]
    rows = []
    for family, at in sets.items():
        of = {name: own if family else _effective(index, own) for name, own in each.items()}
        judges = [own[at] for own in of.values() if np.isfinite(own[at]).all()]
        if len(judges) > 1:
            found = concordance(ranked(np.array(judges)))
            rows.append((family, found.judges, found.objects, *found[3:]))
    columns = "family", "judges", "objects", "s", "w_uncorrected", "w", "chi2", "df", "p"
    return pd.DataFrame(rows, columns=list(columns))


def _distances(index: Index, whole: Array, each: Mapping[str, Array]) -> pd.DataFrame:
    """Return how far each two of the experts and the group lie apart, over all indicators."""
    import pandas as pd

    at = [index.position[leaf.code] for leaf in index.leaves]
    sets = {name: _effective(index, own)[at] for name, own in {GROUP: whole, **each}.items()}
    apart = distances(np.array(list(sets.values())))
    rows = [(a, b, float(apart[i, j])) for (i, a), (j, b) in combinations(enumerate(sets), 2)]
    return pd.DataFrame(rows, columns=["a", "b", "distance"])


def _no_standings() -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns=["unit", "name", "name_zh", "expert", "score", "rank"])


# -- judgements that contradict one another -------------------------------------------------------


def _contradictions(
    index: Index, answers: Answers, read: Mapping[tuple[str, str], Read]
) -> Iterator[Problem]:
    """Say of which families an expert's judgements are not consistent, and what would mend it."""
    for expert in answers.experts:
        for family, judged in expert.judged.items():
            found = read[expert.name, family]
            if found.consistent:
                continue
            node = index.node(family)
            mends = [
                _mending(node, expert, odd.what, odd.row, odd.column, odd.given, odd.fits)
                for odd in at_odds(answers.way, judged)
            ]
            shown = beside(found.ratio or 0.0, found.limit, places=3)
            message = Wording("elicitation.inconsistent", expert=spoken(expert.name), family=family,
                              ratio=shown, limit=found.limit)  # fmt: skip
            accept = Wording("elicitation.accept.hint")
            hint = Wording("elicitation.next", first=chain(mends, "elicitation.next"),
                           rest=accept) if mends else accept  # fmt: skip
            wrong = Problem("inconsistent", message, file=expert.file, hint=hint)
            own = (place for cell, place in expert.places.items() if cell[0] == family)
            yield wrong.but(**where(next(own), family))


def where(place: str, family: str) -> dict[str, Any]:
    """Return where a problem is: the cell of a sheet, or the line of a table.

    >>> where("Expert 2!D7", "trade"), where("answers.csv:7", "trade")
    ({'field': 'Expert 2!D7'}, {'line': 7, 'field': 'trade'})
    """
    if "!" in place or not place:
        return {"field": place or family}
    return {"line": int(place.rpartition(":")[2]), "field": family}


def _mending(
    node: Node, expert: Expert, what: int, row: int, column: int, given: float, fits: float
) -> Wording:
    """Say of one judgement what it is and what would fit the others."""
    cell = node.code, what, row, column
    return Wording(
        "elicitation.mend",
        where=expert.places.get(cell, ""),
        a=node.children[row],
        b=node.children[column],
        given=ratio(given),
        fits=ratio(fits),
    )


def spoken(name: str) -> str:
    """Return what an expert is called in sentences: one with a number alone, in any language.

    >>> spoken("expert 2"), spoken("Li")
    ('Expert 2', 'Li')
    """
    kind, _, number = name.partition(" ")
    anonymous = kind == ANONYMOUS and number.isdecimal()
    return Wording("questionnaire.expert", number=number) if anonymous else name


def ratio(value: float) -> str:
    """Write a comparison as it is asked for: 3, 1/3.

    >>> ratio(3.0), ratio(1 / 3), ratio(2.5)
    ('3', '1/3', '2.5')
    """
    if value < 1 and abs(1 / value - round(1 / value)) < 1e-6:
        return f"1/{round(1 / value)}"
    return f"{value:.4g}"


def _at_odds(index: Index, answers: Answers, read: Mapping[tuple[str, str], Read]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (expert.name, family, index.node(family).children[odd.row],
         index.node(family).children[odd.column], odd.given, odd.fits,
         expert.places.get((family, odd.what, odd.row, odd.column), ""))
        for expert in answers.experts
        for family, judged in expert.judged.items()
        if not read[expert.name, family].consistent
        for odd in at_odds(answers.way, judged)
    ]  # fmt: skip
    columns = "expert", "family", "node", "other", "given", "fits", "place"
    return pd.DataFrame(rows, columns=list(columns))


def standings(found: Sequence[tuple[str, Any]]) -> pd.DataFrame:
    """Return scores and ranks of the units under each set of weights, named, the group's first."""
    import pandas as pd

    return pd.concat(
        [
            pd.DataFrame({
                "unit": list(result.rows.units),
                "name": [str(result.data.called[unit]) for unit in result.rows.units],
                "name_zh": [result.data.called[unit].zh for unit in result.rows.units],
                "expert": name,
                "score": result.score[-1],
                "rank": result.rank()[-1],
            })
            for name, result in found
        ],
        ignore_index=True,
    )  # fmt: skip

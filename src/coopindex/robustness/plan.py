"""A plan: the factors that vary around one scoring, and what each draw of the design does. A draw's setting can be read and replayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import islice, product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coopindex.engine.index import STATUSES, Choice, Index, Node
from coopindex.methods.registry import Array, find
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors import (
    Alternatives,
    Donors,
    Factor,
    Family,
    LeaveOut,
    Noise,
    Shaken,
    Weights,
    WeightSets,
    vary_weights,
)

if TYPE_CHECKING:
    import pandas as pd

MOST = 4096  # combinations of alternatives that are tried out before a draw is run
AS_WRITTEN = "replay the file as `--settings` wrote it"
AS_SCORED = -1  # the choice of a factor that stands as in the scoring


@dataclass(frozen=True, eq=False)
class Settings:
    """What each of B draws does.

    choices : (B, F) which alternative each factor takes, AS_SCORED where none. weights : (B, N) of every node inside its parent.
    noise : (B, F) the point of the design that a factor's errors are drawn from, NaN where there are none.
    """

    choices: NDArray[np.int16]
    weights: Array
    noise: Array

    def __len__(self) -> int:
        return len(self.choices)

    def take(self, draws: Any) -> Settings:
        """Return some of the draws."""
        return Settings(self.choices[draws], self.weights[draws], self.noise[draws])


@dataclass(frozen=True, eq=False)
class Plan:
    """The factors that vary around the scoring of an index. base : (N,) weights in use."""

    index: Index
    base: Array
    factors: tuple[Factor, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The factors' names."""
        return tuple(factor.name for factor in self.factors)

    @cached_property
    def ever(self) -> NDArray[np.bool_]:
        """(N,) nodes that may carry weight."""
        sets = [
            weights
            for factor in self.factors
            if isinstance(factor, WeightSets)
            for weights in factor.sets.values()
        ]
        return np.asarray(np.array([self.base, *sets]).max(axis=0) > 0)

    @cached_property
    def families(self) -> Mapping[str, tuple[Family, ...]]:
        """Weights factor -> the families it varies: two siblings at least, none held, none without weight."""
        return {
            factor.name: tuple(self._families(factor))
            for factor in self.factors
            if isinstance(factor, Weights)
        }

    def _families(self, factor: Weights) -> Iterator[Family]:
        for code in factor.families:
            places = [
                p
                for p in self.index.families[code]
                if self.ever[p] and self.index.nodes[p].code not in factor.hold
            ]
            if len(places) > 1:
                yield Family(code, np.array(places))

    @cached_property
    def columns(self) -> Mapping[str, slice]:
        """Factor -> its columns of the design: one for every weight that varies, one for any other factor."""
        columns, start = {}, 0
        for factor in self.factors:
            width = (
                sum(len(family.places) for family in self.families[factor.name])
                if isinstance(factor, Weights)
                else 1
            )
            columns[factor.name] = slice(start, start + width)
            start += width
        return columns

    @cached_property
    def width(self) -> int:
        """How many columns the design has."""
        return max((columns.stop for columns in self.columns.values()), default=0)

    @cached_property
    def combinations(self) -> tuple[tuple[int, ...], ...]:
        """Every combination of the alternatives that change the index (the first 4,096), a place for every factor.

        So do sets of weights that stand in a weighting's place.
        """
        found = any(node.weighting for node in self.index.inner)
        changing = (Alternatives, WeightSets) if found else (Alternatives,)
        choices = (
            range(len(factor.labels)) if isinstance(factor, changing) else (AS_SCORED,)
            for factor in self.factors
        )
        return tuple(islice(product(*choices), MOST))

    def settings(self, design: Array) -> Settings:
        """Turn points of the design, (B, D), into what the draws do."""
        settings = self.as_scored(len(design))
        for place, factor in enumerate(self.factors):
            column = design[:, self.columns[factor.name]]
            if isinstance(factor, Shaken):
                settings.noise[:, place] = column[:, 0]
            elif not isinstance(factor, Weights):
                settings.choices[:, place] = (column[:, 0] * len(factor.labels)).astype(np.int16)
        return self.weighted(settings, design)

    def weighted(self, settings: Settings, design: Array | None = None) -> Settings:
        """Give the draws the weights that their choices name; a design varies them, and without one they stand as scored."""
        weights = settings.weights
        for place, factor in enumerate(self.factors):
            if isinstance(factor, WeightSets):
                weights = np.array([*factor.sets.values(), self.base])[settings.choices[:, place]]
        for factor in self.factors:
            if isinstance(factor, Weights) and design is not None:
                vary_weights(
                    weights,
                    factor,
                    self.families[factor.name],
                    design[:, self.columns[factor.name]],
                )
        for place, factor in enumerate(self.factors):
            if isinstance(factor, LeaveOut):
                left = np.array(
                    [self.index.position.get(label, AS_SCORED) for label in (*factor.labels, "")]
                )[settings.choices[:, place]]
                at = np.flatnonzero(left != AS_SCORED)
                weights[at, left[at]] = 0.0
        return replace(settings, weights=weights)

    def as_scored(self, draws: int = 1) -> Settings:
        """Return the setting of the scoring itself, so many times."""
        shape = draws, len(self.factors)
        weights = np.repeat(self.base[:, None], draws, axis=1).T
        return Settings(np.full(shape, AS_SCORED, np.int16), weights, np.full(shape, np.nan))

    def table(self, settings: Settings) -> pd.DataFrame:
        """Write settings out: one row a draw, one column a factor, and one (`weight:node`) for every weight that varies."""
        import pandas as pd

        columns: dict[str, Any] = {}
        for place, factor in enumerate(self.factors):
            if isinstance(factor, Shaken):
                columns[factor.name] = settings.noise[:, place]
            elif not isinstance(factor, Weights):
                columns[factor.name] = np.array([*factor.labels, "as scored"], dtype=object)[
                    settings.choices[:, place]
                ]
        moving = [
            place
            for families in self.families.values()
            for family in families
            for place in family.places
        ]
        varied = np.union1d(
            np.flatnonzero((settings.weights != self.base).any(axis=0)), np.array(moving, np.intp)
        )
        return pd.DataFrame(
            columns
            | {
                f"weight:{self.index.nodes[place].code}": settings.weights[:, place]
                for place in varied
            }
        )

    def replay(self, table: pd.DataFrame) -> Settings:
        """Read settings that were written out. What is unknown, missing or no setting of this plan is `InvalidInput`.

        A column of a weight factor is not needed: the weights themselves are written. A set of weights named in a column is taken
        before the weights written beside it; a node without a column has the weight that is in use.
        """
        import pandas as pd

        settings, problems = self.as_scored(len(table)), list[Problem]()

        def numbers(name: str) -> Any:
            read = pd.to_numeric(table[name], errors="coerce").to_numpy(float)
            if np.isnan(read).any():
                draw = int(np.isnan(read).argmax())
                message = f"draw {draw + 1} has no number"
                problems.append(
                    Problem(
                        "not-a-number",
                        message,
                        field=name,
                        value=str(table[name].iloc[draw]),
                        hint=AS_WRITTEN,
                    )
                )
            return read

        for place, factor in enumerate(self.factors):
            if isinstance(factor, Weights):
                continue
            if factor.name not in table.columns:
                problems.append(
                    Problem(
                        "missing-column",
                        f"no column says what `{factor.name}` does",
                        field=factor.name,
                        hint=AS_WRITTEN,
                    )
                )
                continue
            if isinstance(factor, Shaken):
                settings.noise[:, place] = numbers(factor.name)
                continue
            known = {label: number for number, label in enumerate(factor.labels)} | {
                "as scored": AS_SCORED
            }
            labels = [str(label) for label in table[factor.name]]
            for label in dict.fromkeys(label for label in labels if label not in known):
                message = f"`{label}` is none of its alternatives"
                problems.append(
                    Problem(
                        "unknown-alternative",
                        message,
                        field=factor.name,
                        value=label,
                        hint=nearest(label, known),
                    )
                )
            settings.choices[:, place] = [known.get(label, AS_SCORED) for label in labels]
        settings = self.weighted(settings)
        for name in (str(name) for name in table.columns if name not in self.names):
            code = name.removeprefix("weight:")
            if code != name and code in self.index.position:
                settings.weights[:, self.index.position[code]] = numbers(name)
            else:
                message = f"`{name}` is neither a factor nor the weight of a node"
                problems.append(
                    Problem("unknown-column", message, field=name, hint=nearest(name, self.names))
                )
        told = {problem.field for problem in problems}
        problems += [
            wrong
            for wrong in self._wrong_settings(settings, list(map(str, table.columns)))
            if wrong.field not in told
        ]
        if problems:
            raise InvalidInput(problems)
        return settings

    def _wrong_settings(self, settings: Settings, columns: Sequence[str]) -> Iterator[Problem]:
        """Refuse settings that no draw of this plan can have."""
        for place, factor in enumerate(self.factors):
            points = settings.noise[:, place]
            outside = (points < 0) | (points >= 1)
            if outside.any():
                draw = int(outside.argmax())
                message = f"a point of the design lies from 0 to below 1, and that of draw {draw + 1} does not"
                yield Problem(
                    "bad-settings",
                    message,
                    field=factor.name,
                    value=f"{points[draw]:g}",
                    hint=AS_WRITTEN,
                )
        for factor in (
            factor for factor in self.factors if isinstance(factor, Weights) and factor.vary
        ):
            codes = [
                self.index.nodes[place].code
                for family in self.families[factor.name]
                for place in family.places
            ]
            if absent := [f"`weight:{code}`" for code in codes if f"weight:{code}" not in columns]:
                more = f" and {len(absent) - 5} more" if len(absent) > 5 else ""
                message = f"varies weights that have no column: {', '.join(absent[:5])}{more}"
                yield Problem("missing-column", message, field=factor.name, hint=AS_WRITTEN)
        wrong = ~(np.isfinite(settings.weights) & (settings.weights >= 0))
        for node in np.flatnonzero(wrong.any(axis=0)):
            draw = int(wrong[:, node].argmax())
            message = f"a weight is a number of 0 or more, and that of draw {draw + 1} is not"
            field, value = (
                f"weight:{self.index.nodes[node].code}",
                f"{settings.weights[draw, node]:g}",
            )
            yield Problem("bad-settings", message, field=field, value=value)
        for code, family in self.index.families.items():
            nothing = settings.weights[:, family].sum(axis=1) <= 0
            if nothing.any() and not wrong.any():
                yield Problem(
                    "bad-settings",
                    f"no child of {code} has any weight in draw {int(nothing.argmax()) + 1}",
                    field=code,
                )


def varied(plan: Plan, choices: tuple[int, ...]) -> Index:
    """Return the index with the changes that some choices make."""
    index, changed = plan.index, dict[str, dict[str, Any]]()
    of_index: dict[str, Any] = {}
    for choice, factor in zip(choices, plan.factors, strict=True):
        if isinstance(factor, Alternatives) and choice != AS_SCORED:
            for change in list(factor.options.values())[choice]:
                if not change.nodes:
                    of_index[change.field] = change.value
                for code in change.nodes:
                    changed.setdefault(code, {})[change.field] = _in_place_of(
                        getattr(index.node(code), change.field), change.value
                    )
    if not changed and not of_index:
        return index
    nodes = tuple(
        replace(node, **changed[node.code]) if node.code in changed else node
        for node in index.nodes
    )
    return replace(index, nodes=nodes, **of_index)


def _in_place_of(old: Any, new: Any) -> Any:
    """Let a method that replaces another take its statistics from the same rows."""
    keeps = (
        isinstance(old, Choice) and isinstance(new, Choice) and old.reference and not new.reference
    )
    return replace(new, reference=old.reference) if keeps else new


def make_plan(basis: Basis, factors: Sequence[Factor]) -> Plan:
    """Plan what varies. Factors that cannot be are `InvalidInput`, all of them at once."""
    base = basis.weights.copy()
    problems = list(_wrong(basis, base, factors))
    if problems:
        raise InvalidInput(problems)
    return Plan(basis.index, base, tuple(_in_shares(basis.index, factor) for factor in factors))


def _in_shares(index: Index, factor: Factor) -> Factor:
    """Write sets of weights as shares, as those in use are written, so that sets in the same proportions are the same."""
    if not isinstance(factor, WeightSets):
        return factor
    sets = {label: np.array(weights, float) for label, weights in factor.sets.items()}
    for node in (node for node in index.inner if node.aggregation.found.rescales_weights):
        family = index.families[node.code]
        for weights in sets.values():
            weights[family] /= weights[family].sum() or 1.0
    return replace(factor, sets=sets)


def _wrong(basis: Basis, base: Array, factors: Sequence[Factor]) -> Iterator[Problem]:
    index, names = basis.index, [factor.name for factor in factors]
    inner = [node.code for node in index.inner]
    if basis.nobody_ranked:
        yield Problem(
            "nobody-ranked", f"nobody is ranked in {index.code}", hint="see `coopindex score`"
        )
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Problem("duplicate-factor", f"there are two factors called `{name}`", field=name)
    given = {
        label: weights
        for factor in factors
        if isinstance(factor, WeightSets)
        for label, weights in factor.sets.items()
    }
    sets = {"": base} | {
        f" under `{label}`": weights
        for label, weights in given.items()
        if np.shape(weights) == base.shape
    }
    changed: dict[tuple[str, str], str] = {}
    weighed: dict[str, str] = {}
    for factor in factors:
        if isinstance(factor, Alternatives):
            yield from _wrong_alternatives(index, factor)
            own = {
                (node, change.field)
                for changes in factor.options.values()
                for change in changes
                for node in change.nodes or ("",)
            }
            for other in dict.fromkeys(changed[key] for key in sorted(own & changed.keys())):
                message = (
                    f"{factor.name} and {other} change the same thing, and one would undo the other"
                )
                yield Problem(
                    "same-change", message, field=factor.name, hint="put them into one factor"
                )
            changed |= dict.fromkeys(own, factor.name)
        elif isinstance(factor, WeightSets):
            for label, weights in factor.sets.items():
                if (
                    np.shape(weights) != base.shape
                    or not np.isfinite(weights).all()
                    or (np.asarray(weights) < 0).any()
                ):
                    message = (
                        f"the weights `{label}` must be {len(base)} finite numbers, none negative"
                    )
                    yield Problem("bad-weights", message, field=factor.name, value=label)
        elif isinstance(factor, LeaveOut):
            yield from _unknown(factor.name, factor.nodes, index.position)
            if "nothing" in factor.nodes:
                message = "`nothing` stands for leaving nothing out, and is a node here"
                yield Problem(
                    "reserved-name",
                    message,
                    field=factor.name,
                    value="nothing",
                    hint="give the node another code",
                )
            for node in (index.node(code) for code in factor.nodes if code in index.position):
                others = sum(
                    isinstance(f, LeaveOut)
                    and any(sister in f.nodes for sister in _siblings(index, node))
                    for f in factors
                )
                if node is index.root:
                    message = f"`{node.code}` is the whole index: without it nothing is left"
                    yield Problem(
                        "empty-family",
                        message,
                        field=factor.name,
                        value=node.code,
                        hint="leave out dimensions or indicators",
                    )
                    continue
                sisters = [
                    index.position[code] for code in _siblings(index, node) if code != node.code
                ]
                for label, weights in sets.items():
                    if (weights[sisters] > 0).sum() < others:
                        message = f"`{node.code}` cannot be left out: nothing else in its family would carry weight{label}"
                        yield Problem(
                            "empty-family",
                            message,
                            field=factor.name,
                            value=node.code,
                            hint=f"leave out `{node.parent}`",
                        )
                        break
        elif isinstance(factor, Weights):
            yield from _unknown(factor.name, factor.families, inner)
            yield from _unknown(factor.name, factor.hold, index.position)
            moved = {
                child
                for code in factor.families
                if code in inner
                for child in index.node(code).children
            } - {*factor.hold}
            for other in dict.fromkeys(weighed[code] for code in sorted(moved & weighed.keys())):
                message = (
                    f"{factor.name} and {other} vary the same weights, and one would undo the other"
                )
                yield Problem(
                    "same-change",
                    message,
                    field=factor.name,
                    hint="put them into one factor, or let each name its own nodes",
                )
            weighed |= dict.fromkeys(moved, factor.name)
            if not 0 <= factor.vary <= 1 or factor.concentration <= 0:
                message = (
                    "weights vary by 0 % to 100 % of their share, with a concentration above 0"
                )
                yield Problem("vary-outside", message, field=factor.name, value=str(factor.vary))
            for node in (index.node(code) for code in factor.families if code in inner):
                if basis.found_by_year(node):
                    message = (
                        f"the weights of `{node.code}` are found anew every year and cannot vary"
                    )
                    yield Problem(
                        "weights-by-year",
                        message,
                        field=factor.name,
                        value=node.code,
                        hint="score one year",
                    )
        else:
            yield from _unknown(
                factor.name, factor.indicators, [node.code for node in index.leaves]
            )
        if isinstance(factor, Donors):
            for node in index.leaves:
                if node.denomination and (not factor.indicators or node.code in factor.indicators):
                    message = f"`{node.code}` is divided by {node.denomination.by}, to which a donor's value bears no proportion"
                    yield Problem(
                        "no-donors",
                        message,
                        field=factor.name,
                        value=node.code,
                        hint="name the `indicators` to be filled",
                    )
        if isinstance(factor, Noise):
            yield from _unknown(factor.name, factor.statuses, STATUSES)
            if not factor.sd >= 0:
                yield Problem(
                    "bad-error",
                    "a standard deviation is 0 or more",
                    field=factor.name,
                    value=str(factor.sd),
                )


def _siblings(index: Index, node: Node) -> tuple[str, ...]:
    return index.node(node.parent).children if node.parent else (node.code,)


def _wrong_alternatives(index: Index, factor: Alternatives) -> Iterator[Problem]:
    known = {"reference"} | {field.name for field in fields(Node)}
    if not factor.options:
        yield Problem("no-alternatives", "there is nothing to choose from", field=factor.name)
    for label, changes in factor.options.items():
        for change in changes:
            yield from _unknown(factor.name, change.nodes, index.position)
            if change.field not in known:
                message = f"`{change.field}` is not a field of a node"
                yield Problem(
                    "unknown-field",
                    message,
                    field=factor.name,
                    value=label,
                    hint=nearest(change.field, known),
                )
            if isinstance(change.value, Choice):
                try:
                    method = find(change.value.stage, change.value.method)
                except KeyError as unknown:
                    yield Problem(
                        "unknown-method", str(unknown.args[0]), field=factor.name, value=label
                    )
                    continue
                for option in change.value.settings.keys() - method.options.keys():
                    message = f"`{option}` is not an option of {method.name}"
                    yield Problem(
                        "unknown-option",
                        message,
                        field=factor.name,
                        value=option,
                        hint=nearest(option, method.options),
                    )


def _unknown(name: str, codes: Sequence[str], known: Any) -> Iterator[Problem]:
    for code in codes:
        if code not in known:
            yield Problem(
                "unknown-node",
                f"`{code}` is not known",
                field=name,
                value=code,
                hint=nearest(code, known),
            )

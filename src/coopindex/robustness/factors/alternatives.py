"""One of several ways to do it: a method at a stage of some nodes, the rows of reference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from coopindex.engine.index import NONE, Choice, Index, Node, Reference
from coopindex.engine.naming import AS_SCORED
from coopindex.methods.options import in_words
from coopindex.methods.registry import find
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest, why
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.cells import RawCells
from coopindex.robustness.factors.factor import Change, Entry, Factor, Ground, Labelled, unknown

STAGES = (*NONE, "aggregation")


@dataclass(frozen=True)
class Alternatives(Labelled):
    """One of several ways to do it: label -> the changes it makes; without any, as scored."""

    name: str
    options: Mapping[str, tuple[Change, ...]]

    keys: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **dict.fromkeys(STAGES, ("nodes",)),
        "reference": (),
    }

    @classmethod
    def written(cls, entry: Entry) -> Alternatives:
        """Read methods of a stage, or rows of reference; one alone stands against the present."""
        if entry.what == "reference":
            return _written_references(entry)
        nodes, ways = entry.nodes(), entry.ways()
        choices = [choice for _, choice in ways if choice]
        found = choose_method(entry.name, entry.what, choices, nodes)
        entry.need_several([label for label, _ in ways])
        return _or_as_scored(found) if len(choices) < len(ways) else found

    @property
    def labels(self) -> tuple[str, ...]:
        """The alternatives' names."""
        return tuple(self.options)

    @property
    def _changes(self) -> Iterator[tuple[str, Change]]:
        return ((label, change) for label, made in self.options.items() for change in made)

    def problems(self, basis: Basis, _factors: Sequence[Factor], /) -> Iterator[Problem]:
        """Refuse no alternatives, unknown nodes, fields, methods and options."""
        if not self.options:
            yield Problem("no-alternatives", Wording("plan.nothing-to-choose"), field=self.name)
        for label, change in self._changes:
            yield from unknown(self.name, change.nodes, basis.index.position, basis.index)
            yield from self._wrong_field(label, change.field)
            if isinstance(change.value, Choice):
                yield from self._wrong_method(label, change.value)

    def _wrong_field(self, label: str, name: str) -> Iterator[Problem]:
        known = {"reference"} | {field.name for field in fields(Node)}
        if name not in known:
            message, hint = Wording("plan.not-a-field", name=name), nearest(name, known)
            yield Problem("unknown-field", message, field=self.name, value=label, hint=hint)

    def _wrong_method(self, label: str, choice: Choice) -> Iterator[Problem]:
        try:
            method = find(choice.stage, choice.method)
        except KeyError as absent:
            yield Problem("unknown-method", why(absent), field=self.name, value=label)
            return
        for option in choice.settings.keys() - method.options.keys():
            message = Wording("plan.not-an-option", option=option, method=method.name)
            hint = nearest(option, method.options)
            yield Problem("unknown-option", message, field=self.name, value=option, hint=hint)

    def claims(self, _index: Index, /) -> Collection[tuple[str, str]]:
        """Return the fields that it changes."""
        return {(node, c.field) for _, c in self._changes for node in c.nodes or ("",)}

    def references(self) -> Iterator[Reference]:
        """Yield the rows that its methods, or the index, take their statistics of."""
        for _, change in self._changes:
            of = change.value.reference if isinstance(change.value, Choice) else change.value
            if isinstance(of, Reference):
                yield of

    def changes_index(self, _index: Index, /) -> bool:
        """Say that it does."""
        return True

    def changes(self, choice: int, /) -> tuple[Change, ...]:
        """Return what an alternative changes in the index."""
        return list(self.options.values())[choice]

    def idle(self, _ground: Ground, _cells: RawCells, alike: Callable[[int], bool], /) -> bool:
        """Whether every alternative is the index as scored."""
        return all(map(alike, range(len(self.options))))


def _or_as_scored(factor: Alternatives) -> Alternatives:
    return Alternatives(factor.name, {AS_SCORED: (), **factor.options})


def _written_references(entry: Entry) -> Alternatives:
    found = choose_reference(entry.name, entry.references())
    return _or_as_scored(found) if len(found.options) == 1 else found


def choose_method(
    name: str, stage: str, choices: Sequence[Choice], nodes: Sequence[str]
) -> Alternatives:
    """Let some nodes take one of several methods at a stage.

    A label is the method's name and, where needed, its options.

    >>> both = [Choice("aggregation", "arithmetic"), Choice("aggregation", "geometric")]
    >>> choose_method("aggregation", "aggregation", both, ["i"]).labels
    ('arithmetic', 'geometric')
    """
    names, options = [choice.method for choice in choices], dict[str, tuple[Change, ...]]()
    for choice in choices:
        alone = names.count(choice.method) == 1
        label = choice.method if alone else in_words(choice.method, choice.options)
        if label in options and options[label][0].value != choice:
            hint = "write them as `Alternatives`, with labels of your own"
            raise ValueError(Wording("plan.two-alternatives", name=name, label=label, hint=hint))
        options[label] = (Change(stage, choice, tuple(nodes)),)
    return Alternatives(name, options)


def choose_reference(name: str, references: Mapping[str, Reference]) -> Alternatives:
    """Let the scale rest on one of several references: other years, or other units."""
    made = {label: (Change("reference", reference),) for label, reference in references.items()}
    return Alternatives(name, made)

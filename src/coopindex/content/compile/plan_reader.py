"""One walk through a plan: what it varies, where it is written, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coopindex.content.compile.tree import written_nodes
from coopindex.content.data.units import condition_problem
from coopindex.content.forms.pieces import WORDS_FOR_YEARS, ReferenceForm
from coopindex.content.yaml import Document, Place, dotted
from coopindex.engine.index import Index, Scheme
from coopindex.engine.naming import AS_SCORED
from coopindex.engine.refusals import uncounted_words
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, nearest
from coopindex.robustness.basis import Basis

if TYPE_CHECKING:
    from coopindex.content.content import Content

ALL = "all"


@dataclass(frozen=True)
class PlanReader:
    """What reading a plan needs.

    beside : the plan's folder. problems : grow as it is read; so does unfit, what goes around the
    index's own weights, and not around those that a reader asks for.
    """

    content: Content
    basis: Basis
    document: Document
    beside: Path
    problems: list[Problem] = field(default_factory=list)
    unfit: list[Problem] = field(default_factory=list)

    @property
    def index(self) -> Index:
        """The index as its scheme asks for it."""
        return self.basis.index

    def refuse(
        self,
        code: str,
        message: Wording,
        place: Place,
        hint: Wording | None = None,
        value: str | None = None,
    ) -> None:
        """Refuse what stands at a place."""
        self.problems.append(self.document.problem(code, message, place, value=value, hint=hint))

    @contextmanager
    def refused_at(self, place: Place, name: str) -> Iterator[None]:
        """Say of what is wrong with a scheme where the plan names it."""
        try:
            yield
        except InvalidInput as invalid:
            for problem in invalid.problems:
                self.refuse(problem.code, problem.message, place, problem.hint, name)

    def wrong_below(self, place: Place) -> bool:
        """Whether something below a place is known to be wrong, and so left out."""
        below = f"{dotted(place)}."
        return any((problem.field or "").startswith(below) for problem in self.problems)

    def check_name(self, name: str, place: Place) -> None:
        """Refuse names that are empty, or that a line of a table would not show as they are."""
        folded = " ".join(name.split())
        if name == folded and name:
            return
        message, hint = Wording("definition.empty-name"), Wording("definition.write-name.hint")
        if folded:
            message = Wording("definition.spaced-name", name=folded)
            hint = Wording("definition.write-this.hint", name=folded)
        problem = self.document.problem("bad-name", message, place, hint=hint)
        self.problems.append(replace(problem, field=dotted((*place[:-1], folded))))

    def nodes(self, stage: str, written: Sequence[str] | None, place: Place) -> tuple[str, ...]:
        """Return the nodes that take a method of a stage.

        Those named, all, or those that say nothing of their own at that stage.
        """
        inner = stage == "aggregation"
        able = [node.code for node in (self.index.inner if inner else self.index.leaves)]
        if written == [ALL] and ALL not in self.index.position:
            return tuple(able)
        if written is not None:
            known = able if inner else list(self.index.position)
            kind = "definition.a-dimension" if inner else "definition.a-node"
            return self.codes(written, known, (*place, "nodes"), kind)
        every = written_nodes(self.content.definition.form)
        own = {node.code for node in every if getattr(node.form, stage, None) is not None}
        found = tuple(code for code in able if code not in own)
        if not found:
            message = Wording("definition.own-stage", stage=stage)
            self.refuse("no-nodes", message, place, Wording("definition.own-stage.hint"))
        return found

    def scheme(self, name: str, place: Place) -> Scheme | None:
        """Return a scheme by name or file, or the one in use; None where there is none."""
        with self.refused_at(place, name):
            if name == AS_SCORED:
                return self.basis.scheme
            return self.content.scheme(name, beside=self.beside)
        return None

    def codes(
        self, written: Sequence[str] | None, known: Collection[str], place: Place, kind: str
    ) -> tuple[str, ...]:
        """Return the known codes; others, and the same one twice, are refused."""
        written = written or []
        for number, code in enumerate(written):
            at = (*place, number)
            if code in written[:number]:
                message = Wording("definition.twice", label=code)
                self.refuse(
                    "duplicate-node", message, at, Wording("definition.keep-one.hint"), code
                )
            elif code in self.index.uncounted:
                message, hint = uncounted_words(code)
                self.refuse("uncounted-node", message, at, hint, code)
            elif code not in known:
                message = Wording(
                    "definition.not-of-index",
                    code=code,
                    kind=Wording(kind),
                    index=self.index.code,
                )
                self.refuse("unknown-node", message, at, nearest(code, known), code)
        return tuple(code for code in written if code in known)

    def check_rows(self, form: ReferenceForm, place: Place) -> None:
        """Refuse rows of reference of years without data, and of groups that nobody is in.

        Years are `all`, `each`, or some with data; conditions name a group and a label of it.
        """
        known, years, at = self.basis.data.years, form.years, (*place, "years")
        hint = Wording("definition.which-years.hint", known=list(known))
        if years == []:
            self.refuse("bad-value", Wording("definition.no-year"), at, hint)
        named = years if isinstance(years, list) else [] if years in WORDS_FOR_YEARS else [years]
        for year in (year for year in named if year not in known):
            self.refuse(
                "unknown-year",
                Wording("definition.no-data-of-year", year=year),
                at,
                hint,
                str(year),
            )
        for group, label in form.where.items():
            if wrong := condition_problem(group, label, self.basis.data.groups):
                code, message, hint = wrong
                self.refuse(code, message, (*place, "where", group), hint)

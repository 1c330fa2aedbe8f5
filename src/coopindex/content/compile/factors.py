"""Read a factor as its analysts wrote it: content checks what stands under a key, its kind asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coopindex.content.compile.choices import compile_reference, frozen, read_choice
from coopindex.content.compile.plan_reader import PlanReader
from coopindex.content.compile.tree import title_beside
from coopindex.content.forms.pieces import Chosen
from coopindex.content.forms.plan import FactorForm
from coopindex.content.yaml import Place
from coopindex.engine.index import Choice, Reference, Scheme
from coopindex.engine.naming import AS_SCORED
from coopindex.methods.options import in_words
from coopindex.methods.registry import Array
from coopindex.phrases import Wording
from coopindex.robustness.basis import Basis
from coopindex.robustness.factors.factor import Factor, kinds


def read_factor(reader: PlanReader, name: str, form: FactorForm, place: Place) -> Iterator[Factor]:
    """Read a factor; nothing comes of one that is wrong."""
    reader.check_name(name, place)
    if name.startswith("weight:"):
        hint = Wording("definition.weight-name.hint")
        message = Wording("definition.weight-name")
        reader.refuse("bad-factor", message, place, hint, name)
    what = _what_varies(reader, name, form, place)
    if what is None:
        return
    before = len(reader.problems)
    _refuse_misplaced(reader, what, form, place)
    found = kinds()[what].written(WrittenFactor(reader, name, what, form, place))
    if len(reader.problems) == before:
        yield replace(found, title=title_beside(form.title, name)) if form.title else found


def _keys_written(form: FactorForm) -> set[str]:
    return {key for key in form.model_fields_set if getattr(form, key) is not None} - {
        "reason",
        "title",
    }


def _what_varies(reader: PlanReader, name: str, form: FactorForm, place: Place) -> str | None:
    """Return the one key that says what varies; none, and several, are refused."""
    known = [key for key in FactorForm.model_fields if key in kinds()]
    named = [key for key in known if key in _keys_written(form)]
    if len(named) == 1:
        return named[0]
    # what is written, but wrong, is said already
    if named or not reader.wrong_below(place):
        several = " and ".join(f"`{key}`" for key in named)
        said = (
            Wording("definition.factor-says-several", several=several)
            if named
            else Wording("definition.factor-says-nothing")
        )
        hint = Wording("definition.factor-says.hint", known=tuple(known))
        message = Wording("definition.factor-says", name=name, said=said)
        reader.refuse("bad-factor", message, place, hint)
    return None


def _refuse_misplaced(reader: PlanReader, what: str, form: FactorForm, place: Place) -> None:
    further = kinds()[what].keys[what]
    hint = "definition.goes-with.hint" if further else "definition.goes-alone.hint"
    for key in sorted(_keys_written(form) - {what, *further}):
        message = Wording("definition.goes-with", key=key, what=what)
        way_out = Wording(hint, what=what, further=tuple(further))
        reader.refuse("misplaced-key", message, (*place, key), way_out)


@dataclass(frozen=True)
class WrittenFactor:
    """A factor as its analysts wrote it; see `robustness.factors.factor.Entry`."""

    reader: PlanReader
    name: str
    what: str
    form: FactorForm
    place: Place

    @property
    def basis(self) -> Basis:
        """What the plan varies."""
        return self.reader.basis

    def value(self, key: str, default: Any = None) -> Any:
        """Return what stands under a key, the default where nothing does."""
        found = getattr(self.form, key)
        return default if found is None else found

    def codes(self, key: str, known: Collection[str], kind: str) -> tuple[str, ...]:
        """Return the known codes under a key; others, and the same one twice, are refused.

        kind : what they are, the key of a phrase.
        """
        return self.reader.codes(self.value(key), known, (*self.place, key), kind)

    def nodes(self) -> tuple[str, ...]:
        """Return the nodes that take a method of the stage that varies."""
        return self.reader.nodes(self.what, self.form.nodes, self.place)

    def ways(self) -> Sequence[tuple[str, Choice | None]]:
        """Return the methods to choose from as written, None: the one in use."""
        found = []
        written: list[Chosen] = self.value(self.what)
        for number, way in enumerate(written):
            choice = None
            if way.method != AS_SCORED:
                place = (*self.place, self.what, number)
                choice, problems = read_choice(self.what, way, self.reader.document, place)
                self.reader.problems.extend(problems)
            found.append((in_words(way.method, frozen(way.options)), choice))
        return found

    def schemes(self) -> Mapping[str, Scheme]:
        """Return the schemes to choose from; unknown ones are refused."""
        names = enumerate(self.form.schemes or ())
        found = {code: self.reader.scheme(code, self._scheme_place(n)) for n, code in names}
        return {code: scheme for code, scheme in found.items() if scheme is not None}

    def weights_under(self, code: str, scheme: Scheme) -> Array | None:
        """Return the weights that a scheme gives; None where it cannot be, which is refused."""
        place = self._scheme_place((self.form.schemes or []).index(code))
        with self.reader.refused_at(place, code):
            return self.basis.weights_under(scheme)
        return None

    def _scheme_place(self, number: int) -> Place:
        return (*self.place, "schemes", number)

    def references(self) -> Mapping[str, Reference]:
        """Return the rows of reference to choose from; unknown years and groups are refused."""
        found = {}
        for label, form in (self.form.reference or {}).items():
            place = (*self.place, "reference", label)
            self.reader.check_name(label, place)
            if label == AS_SCORED:
                message, hint = (
                    Wording("definition.label-in-use", label=label),
                    Wording("definition.another-label.hint"),
                )
                self.reader.refuse("reserved-name", message, place, hint, label)
            self.reader.check_rows(form, place)
            reference = compile_reference(form)
            if reference is not None:
                found[label] = reference
        return found

    def need_several(self, labels: Sequence[str]) -> None:
        """Refuse fewer than two alternatives, and equal ones."""
        if len(labels) < 2:
            message, hint = (
                Wording("definition.nothing-to-choose", factor=self.name),
                Wording("definition.nothing-to-choose.hint"),
            )
            self.refuse(
                "no-alternatives",
                message,
                self.what,
                hint=Wording("definition.nothing-to-choose.as-scored", hint=hint),
            )
        for label in dict.fromkeys(label for label in labels if [*labels].count(label) > 1):
            message, hint = (
                Wording("definition.twice", label=label),
                Wording("definition.keep-one.hint"),
            )
            self.refuse("duplicate-alternative", message, self.what, hint=hint, value=label)

    def refuse(
        self,
        code: str,
        message: Wording,
        *place: str | int,
        hint: Wording,
        value: str | None = None,
    ) -> None:
        """Refuse what stands at a place below the factor."""
        self.reader.refuse(code, message, (*self.place, *place), hint, value)

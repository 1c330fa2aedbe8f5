"""Compile a checked definition into the engine's frozen index."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, Literal

from coopindex.content.compile.choices import (
    compile_reference,
    read_choice,
    reference_problems,
)
from coopindex.content.forms.bands import BandForm
from coopindex.content.forms.index import (
    NODE,
    STEPS,
    CheckForm,
    IndexForm,
    MissingForm,
    NodeForm,
    PublishedForm,
    RankedForm,
    RankingForm,
    RoundingForm,
    Steps,
)
from coopindex.content.forms.pieces import CODE, Chosen, ReferenceForm, Words, size_of_weight
from coopindex.content.yaml import Document, Place
from coopindex.engine.index import (
    Band,
    Choice,
    Denomination,
    Index,
    Missing,
    Node,
    Published,
    Ranking,
    Reference,
    Rounding,
)
from coopindex.engine.naming import Text
from coopindex.phrases import Wording
from coopindex.problems import Problem, nearest

INNER_ONLY = ("aggregation", "missing", "weighting")
LEAF_ONLY = ("measure", "bounds", "data", "evidence", "constant")
# what scores and the edges of tiers that say which end is theirs may differ by in rounding
EDGE = 1e-12
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
NEEDS = {
    "sum_of_parts": ("total", "parts"),
    "column_sum": ("column", "equals"),
    "repeated_value": ("column",),
    "plausible_range": ("column", "range"),
}
OF_A_UNIT = ("score", "column", "rank", "percentile", "decile")
PUBLISHED_NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(OF_A_UNIT, ("unit",)),
    "mean_score": ("top",),
    "weight": ("node",),
}


@dataclass(frozen=True)
class Written:
    """A node as written: its code, form, parent and place in the file."""

    code: str
    form: NodeForm | IndexForm
    parent: str | None
    place: Place


def written_nodes(form: IndexForm) -> tuple[Written, ...]:
    """Return every node as written, parents before their children, the root first."""

    def below(parent: Written) -> Iterator[Written]:
        yield parent
        for code, child in parent.form.children.items():
            yield from below(Written(code, child, parent.code, (*parent.place, "children", code)))

    return tuple(below(Written(form.index, form, None, ())))


def stated_references(form: IndexForm) -> Iterator[tuple[Place, ReferenceForm]]:
    """Yield every reference that is stated, of a node or of one of its steps, with its place."""
    steps: list[tuple[Place, Any]] = [
        (("defaults",), form.defaults),
        *((node.place, node.form) for node in written_nodes(form)),
    ]
    for place, holder in steps:
        for key in ((), *((stage,) for stage in (*STEPS, "aggregation", "weighting"))):
            entry = getattr(holder, key[0], None) if key else holder
            if entry is not None and entry.reference is not None:
                yield (*place, *key, "reference"), entry.reference


def text(words: Words | None, otherwise: str = "") -> Text:
    """Return a label's text; a label in Chinese alone is called so in English too."""
    return Text(words.en or words.zh or otherwise, words.zh) if words else Text(otherwise)


def title_beside(words: Words, name: str) -> Text:
    """Return the title of what has a name, which it keeps in English where that says nothing."""
    return title(words if words.en else words.model_copy(update={"en": name}), name)


def title(words: Words | None, otherwise: str) -> Text:
    """Return a label's text on one line."""
    found = text(words, otherwise)
    return Text(" ".join(found.en.split()), " ".join(found.zh.split()))


def _unit(words: Words | None) -> Text:
    """Return what is ranked; a single word in Chinese is what it is called in Chinese."""
    found = title(words, "unit")
    return Text(found.en, found.zh or found.en) if HAN.search(found.en) else found


def compile_index(
    form: IndexForm, document: Document, digest: str = ""
) -> tuple[Index, tuple[Problem, ...]]:
    """Return the compiled index and what is wrong with it."""
    nodes = written_nodes(form)
    problems: list[Problem] = [
        *_code_problems(form, nodes, document),
        *_list_problems(form, {node.code for node in nodes}, document),
    ]
    defaults, found = _choices(form.defaults, document, ("defaults",))
    compiled, wrong = _compile_nodes(nodes, defaults, form, document)
    problems += [*found, *wrong]
    problems += _defaults_problems(form, document)
    parts = _parts(nodes, compiled)
    percentile, unfit = read_choice(
        "normalisation", form.ranking.percentile.method, document, ("ranking", "percentile")
    )
    problems += unfit
    ranking = Ranking(
        form.ranking.ties,
        _decimals(form.ranking),
        form.ranking.best,
        percentile or Ranking.percentile,
        form.ranking.percentile.decimals,
    )
    ranked = form.ranked or RankedForm()
    index = Index(
        code=form.index,
        title=title(form.title, form.index),
        unit=_unit(form.unit),
        nodes=parts.pop(form.index),
        ranking=ranking,
        reference=compile_reference(form.reference or form.defaults.reference) or Reference(),
        ranked=tuple(sorted(ranked.where.items())),
        minimum_present=ranked.minimum_present,
        minimum_nonzero=ranked.minimum_nonzero,
        ranked_scale=ranked.scale == "ranked",
        bands=tuple(map(_band, form.bands)),
        published=_published(form, document),
        description=text(form.description),
        note=text(form.note),
        digest=digest,
        origin=document.origin(("index",)),
    )
    aside = tuple(_beside(index, part) for part in parts.values())
    return replace(index, aside=aside), tuple(dict.fromkeys(problems))


def counts(form: NodeForm | IndexForm) -> bool:
    """Whether a node as written counts in its parent."""
    return getattr(form, "counts", True)


def _compile_nodes(
    nodes: Sequence[Written],
    defaults: Mapping[str, Choice],
    form: IndexForm,
    document: Document,
) -> tuple[list[Node], list[Problem]]:
    """Compile every node, parents before their children, and say what is wrong with them."""
    compiled: list[Node] = []
    problems: list[Problem] = []
    applies: dict[str, tuple[tuple[str, str], ...]] = {form.index: ()}
    for node in nodes:
        own, found = _choices(node.form, document, node.place)
        problems += [*found, *_node_problems(node, form, document)]
        problems += _of_indicators_alone(node, own, document)
        ranking, wrong = _own_ranking(node, document)
        problems += wrong
        stated = getattr(node.form, "applies", None)
        where = tuple(sorted(stated.where.items())) if stated else ()
        applies[node.code] = (*applies.get(node.parent or "", ()), *where)
        made = _compile_node(node, own, defaults, form, document)
        compiled.append(replace(made, applies=applies[node.code], ranking=ranking))
    return compiled, problems


def _parts(nodes: Sequence[Written], compiled: Sequence[Node]) -> dict[str, tuple[Node, ...]]:
    """Return the nodes of the index and of each uncounted one: leaves first, its root the last."""
    whole: dict[str, str] = {}  # node -> the index, or the uncounted node, that it is a part of
    parts: dict[str, list[Node]] = {}
    for node, made in zip(nodes, compiled, strict=True):
        apart = node.parent is None or not counts(node.form)
        whole[node.code] = node.code if apart else whole[node.parent or ""]
        parts.setdefault(whole[node.code], []).append(made)
    depth = {node.code: len(node.place) for node in nodes}
    return {
        code: (
            *(node for node in part if not node.children),
            *sorted((node for node in part if node.children), key=lambda n: -depth[n.code]),
        )
        for code, part in parts.items()
    }


def _beside(index: Index, nodes: tuple[Node, ...]) -> Index:
    """Return the index that an uncounted node is with what lies below it, its root the last.

    Everybody is ranked in it that the other index ranks; it says nothing of that itself.
    """
    root = replace(nodes[-1], parent=None)
    return Index(
        code=root.code,
        title=root.title,
        unit=index.unit,
        nodes=(*nodes[:-1], root),
        ranking=index.ranking,
        reference=index.reference,
        digest=index.digest,
        origin=root.origin,
    )


def _decimals(form: RankingForm) -> int | None:
    return None if form.decimals == "none" else form.decimals


def _own_ranking(
    node: Written, document: Document
) -> tuple[tuple[tuple[str, Any], ...], tuple[Problem, ...]]:
    """Return what a node says of its own ranks, as fields of `Ranking`, and what is wrong in it."""
    form = None if isinstance(node.form, IndexForm) else node.form.ranking
    if form is None:
        return (), ()
    said = form.model_fields_set
    found: list[tuple[str, Any]] = [
        (key, getattr(form, key)) for key in ("ties", "best") if key in said
    ]
    found += [("decimals", _decimals(form))] if "decimals" in said else []
    if "percentile" not in said:
        return tuple(found), ()
    place = (*node.place, "ranking", "percentile")
    choice, problems = read_choice("normalisation", form.percentile.method, document, place)
    found += [("percentile", choice)] if choice else []
    return (*found, ("percentile_decimals", form.percentile.decimals)), tuple(problems)


def _choices(
    form: Steps | NodeForm, document: Document, place: Place
) -> tuple[dict[str, Choice], list[Problem]]:
    choices: dict[str, Choice] = {}
    problems: list[Problem] = []
    for stage in (*STEPS, "aggregation", "weighting"):
        chosen: Chosen | None = getattr(form, stage, None)
        if chosen is not None:
            choice, found = read_choice(
                stage, chosen, document, (*place, stage), takes_reference=True
            )
            problems += found
            if choice is not None:
                choices[stage] = choice
    return choices, problems


def _of_indicators_alone(
    node: Written, own: Mapping[str, Choice], document: Document
) -> Iterator[Problem]:
    """Refuse a node put together from others of which more is not better."""
    way = own.get("normalisation")
    if way and node.form.children and way.found.best_within:
        message = Wording("definition.ideal-of-dimension", method=way.method, code=node.code)
        hint = Wording("definition.ideal-of-dimension.hint")
        yield document.problem("misplaced-key", message, (*node.place, "normalisation"), hint=hint)


def _compile_node(
    node: Written,
    own: Mapping[str, Choice],
    defaults: Mapping[str, Choice],
    form: IndexForm,
    document: Document,
) -> Node:
    """Compile one node.

    An indicator takes the defaults of every step, an inner node those of aggregation and missing
    children.
    """
    written, leaf = node.form, not node.form.children
    inherited = STEPS if leaf else ("aggregation",)
    choices: dict[str, Any] = {
        **{stage: defaults[stage] for stage in inherited if stage in defaults},
        **own,
    }
    denomination = written.denomination or (form.defaults.denomination if leaf else None)
    rounding = written.rounding or (form.defaults.rounding if leaf else None)
    bounds = getattr(written, "bounds", None) or (None, None)
    compiled = Node(
        code=node.code,
        title=title(written.title, node.code),
        parent=node.parent,
        children=tuple(code for code, child in written.children.items() if counts(child)),
        measure=title(getattr(written, "measure", None), ""),
        counted=getattr(getattr(written, "evidence", None), "method", "") in ("count", "distinct"),
        data=_column(written) if leaf else None,
        direction=-1 if written.direction == "negative" else 1,
        weight=getattr(written, "weight", 1.0),
        denomination=Denomination(denomination.by, denomination.per) if denomination else None,
        round_column=_rounding(rounding, "column"),
        round_finished=_rounding(rounding, "finished"),
        missing=Missing() if leaf else _missing(written.missing or form.defaults.missing),
        reference=None if node.parent is None else compile_reference(written.reference),
        bounds=(bounds[0], bounds[1]),
        reason=written.reason,
        description=text(written.description),
        note=text(written.note),
        origin=document.origin(node.place or ("index",)),
    )
    return replace(compiled, **choices)


def _column(written: Any) -> str | None:
    """Name the column that an indicator is read from: None is its own, and a constant has none."""
    return "" if written.constant is not None else written.data


def _rounding(form: RoundingForm | None, moment: Literal["column", "finished"]) -> Rounding | None:
    decimals = getattr(form, moment, None)
    return None if form is None or decimals is None else Rounding(decimals, form.half)


def _band(form: BandForm) -> Band:
    return Band(title(form.name, ""), _begins(form), inf if form.to is None else form.to + EDGE)


def _begins(band: BandForm) -> float:
    """Return the least score of a tier, but for rounding where it is said which end is its own."""
    rounding = EDGE * max(1.0, abs(band.threshold))
    return band.threshold + {"left": -rounding, "right": rounding, None: 0.0}[band.closed]


def _missing(form: MissingForm | None) -> Missing:
    if form is None:
        return Missing()
    present = form.minimum_present
    return Missing(
        float(present),
        isinstance(present, int) and present > 0,
        form.renormalise,
        form.as_ == "zero",
    )


def _published(form: IndexForm, document: Document) -> tuple[Published, ...]:
    return tuple(
        Published(
            figure=figure.figure,
            value=figure.value,
            node=figure.node or form.index,
            unit=figure.unit,
            top=figure.top,
            year=figure.year,
            tolerance=figure.tolerance,
            scheme=figure.scheme,
            source=figure.source,
            note=figure.note,
            origin=document.origin(("published", position)),
        )
        for position, figure in enumerate(form.published)
        if figure.value is not None
    )


def _code_problems(
    form: IndexForm, nodes: tuple[Written, ...], document: Document
) -> Iterator[Problem]:
    name = document.stem
    if form.index != name and not document.given:
        message = Wording("definition.index-file", index=form.index, name=name)
        hint = Wording("definition.index-file.hint", name=name)
        yield document.problem("bad-code", message, ("index",), value=form.index, hint=hint)
    seen: dict[str, Written] = {}
    for node in nodes:
        if not re.fullmatch(CODE, node.code):
            message = Wording("definition.no-code", code=node.code)
            # a figure stands under a header, which may be called anything
            hint = _code_hint(document, "titles" if node.form.children else "columns")
            yield document.problem("bad-code", message, node.place, value=node.code, hint=hint)
        if node.code in seen:
            first = document.origin(seen[node.code].place or ("index",)).line
            where = Wording("definition.first-on-line", first=first) if first else ""
            message = Wording("definition.code-twice", code=node.code, where=where)
            yield document.problem(
                "duplicate-node",
                message,
                node.place,
                value=node.code,
                hint=Wording("definition.own-code.hint"),
            )
        seen.setdefault(node.code, node)
    for code in form.variables:
        if not re.fullmatch(CODE, code):
            message, place = Wording("definition.no-code", code=code), ("variables", code)
            hint = _code_hint(document, "columns")
            yield document.problem("bad-code", message, place, value=code, hint=hint)


def _code_hint(document: Document, way: str) -> Wording:
    """Say what codes are, and where what something is called in the world has its place."""
    way = "frames" if document.given and way == "columns" else way
    return Wording(f"definition.codes-and-{way}.hint")


def _node_problems(node: Written, form: IndexForm, document: Document) -> Iterator[Problem]:
    written = node.form
    children = sum(map(counts, written.children.values()))
    yield from _uncounted_problems(node, children, document)
    children = children or len(written.children)
    kind, other = "definition.a-dimension", "definition.an-indicator"
    if not children:
        kind, other = other, kind
    for key in LEAF_ONLY if children else INNER_ONLY:
        if node.parent is not None and key in written.model_fields_set:
            hint = (
                Wording("definition.move-key.hint")
                if children
                else Wording("definition.leave-key.hint")
            )
            message = Wording(
                "definition.key-of-other",
                key=key,
                other=Wording(other),
                node=node.code,
                kind=Wording(kind),
            )
            yield document.problem("misplaced-key", message, (*node.place, key), hint=hint)
    yield from _step_problems(written, form, document, node.place)
    if (
        written.missing
        and isinstance(written.missing.minimum_present, int)
        and written.missing.minimum_present > children > 0
    ):
        message = Wording(
            "definition.minimum-present",
            minimum_present=written.missing.minimum_present,
            children=children,
        )
        place = (*node.place, "missing", "minimum_present")
        yield document.problem(
            "bad-value",
            message,
            place,
            hint=Wording("definition.minimum-present.hint"),
        )
    if wrong := size_of_weight(getattr(written, "weight", 1.0)):
        yield document.problem("bad-weight", wrong[0], (*node.place, "weight"), hint=wrong[1])
    evidence, bounds = getattr(written, "evidence", None), getattr(written, "bounds", None)
    if evidence and (evidence.method == "distinct") != (evidence.field is not None):
        message = Wording("definition.distinct")
        hint = Wording("definition.distinct.hint")
        yield document.problem("bad-value", message, (*node.place, "evidence"), hint=hint)
    if bounds and None not in bounds and bounds[0] >= bounds[1]:
        message = Wording("definition.bounds", low=bounds[0], high=bounds[1])
        yield document.problem(
            "bad-value", message, (*node.place, "bounds"), hint=Wording("definition.bounds.hint")
        )


def _uncounted_problems(node: Written, counted: int, document: Document) -> Iterator[Problem]:
    """Refuse a weight of what does not count, and a dimension of which nothing counts."""
    if not counts(node.form) and "weight" in node.form.model_fields_set:
        message = Wording("definition.no-weight-uncounted", code=node.code)
        hint = Wording("definition.no-weight-uncounted.hint")
        yield document.problem("misplaced-key", message, (*node.place, "weight"), hint=hint)
    if node.form.children and not counted:
        message = Wording("definition.nothing-counts", code=node.code)
        hint = Wording("definition.nothing-counts.hint")
        place = (*node.place, "children")
        yield document.problem("bad-value", message, place, hint=hint)


def _step_problems(
    steps: Steps, form: IndexForm, document: Document, place: Place
) -> Iterator[Problem]:
    if (
        steps.denomination
        and isinstance(steps.denomination.by, str)
        and steps.denomination.by not in form.variables
    ):
        by = steps.denomination.by
        hint = (
            nearest(by, form.variables)
            if form.variables
            else Wording("definition.add-variable.hint", by=by)
        )
        message = Wording("definition.no-variable", by=by)
        yield document.problem(
            "unknown-column", message, (*place, "denomination", "by"), value=by, hint=hint
        )
    yield from reference_problems(steps.reference, document, place)


def _defaults_problems(form: IndexForm, document: Document) -> Iterator[Problem]:
    yield from _step_problems(form.defaults, form, document, ("defaults",))
    if form.reference and form.defaults.reference:
        message = Wording("definition.reference-twice")
        yield document.problem(
            "duplicate-key", message, ("reference",), hint=Wording("definition.keep-one.hint")
        )


def _list_problems(form: IndexForm, nodes: set[str], document: Document) -> Iterator[Problem]:
    yield from _band_problems(form, document)
    leaves = [node.code for node in written_nodes(form) if not node.form.children]
    columns = [*leaves, *form.variables]
    for position, check in enumerate(form.checks):
        yield from _check_problems(check, columns, document, ("checks", position))
    apart = _uncounted(form)
    for position, figure in enumerate(form.published):
        place = ("published", position)
        yield from _published_problems(figure, nodes, document, place)
        if figure.figure == "weight" and figure.node in apart:
            message = Wording("definition.no-weight-uncounted", code=figure.node)
            hint = Wording("definition.no-weight-uncounted.hint")
            yield document.problem("bad-value", message, (*place, "node"), hint=hint)


def _uncounted(form: IndexForm) -> set[str]:
    """Return the codes of the nodes that do not count, and of all below them."""
    found: set[str] = set()
    for node in written_nodes(form):
        found |= {node.code} if node.parent in found or not counts(node.form) else set()
    return found


def _band_problems(form: IndexForm, document: Document) -> Iterator[Problem]:
    for position, band in enumerate(form.bands[1:], start=1):
        above = form.bands[position - 1].threshold
        if band.threshold >= above:
            message = Wording("definition.bands-order", threshold=band.threshold, above=above)
            place, hint = ("bands", position, "from"), Wording("definition.bands-order.hint")
            yield document.problem("bad-value", message, place, hint=hint)


def _check_problems(
    check: CheckForm, columns: Sequence[str], document: Document, place: Place
) -> Iterator[Problem]:
    for key in NEEDS[check.check]:
        if getattr(check, key) is None:
            message, hint = (
                Wording("definition.check-needs", check=check.check, key=key),
                Wording("definition.add-key.hint", key=key),
            )
            yield document.problem("missing-key", message, place, hint=hint)
    named: list[tuple[Place, str | None]] = [
        ((key,), getattr(check, key)) for key in ("total", "column", "per")
    ]
    named += [(("parts", part), code) for part, code in enumerate(check.parts or ())]
    for below, code in named:
        if code is not None and code not in columns:
            message, hint = (
                Wording("definition.no-column", code=code),
                nearest(code, columns),
            )
            where = (*place, *below)
            yield document.problem("unknown-column", message, where, value=code, hint=hint)


def _published_problems(
    figure: PublishedForm, nodes: set[str], document: Document, place: Place
) -> Iterator[Problem]:
    if figure.table is not None and (figure.value is not None or figure.figure not in OF_A_UNIT):
        where, way_out = (*place, "table"), Wording("definition.value-or-table.hint")
        message = Wording("definition.table-here")
        yield document.problem("misplaced-key", message, where, hint=way_out)
    pattern = figure.table is not None and NODE in figure.table
    for key, misplaced, hint in (
        ("node", pattern, "definition.node-mark.hint"),
        ("agree", figure.table is None, "definition.table-key.hint"),
        ("blanks", figure.table is None, "definition.table-blank.hint"),
    ):
        if misplaced and key in figure.model_fields_set:
            message = Wording("definition.key-here", key=key)
            yield document.problem("misplaced-key", message, (*place, key), hint=Wording(hint))
    for key in _needed(figure):
        if getattr(figure, key) is None:
            message = Wording(
                "definition.figure-needs", figure=figure.figure.replace("_", " "), key=key
            )
            yield document.problem(
                "missing-key", message, place, hint=Wording("definition.add-key.hint", key=key)
            )
    if figure.node is not None and figure.node not in nodes:
        message, hint = (
            Wording("definition.not-a-node-here", node=figure.node),
            nearest(figure.node, sorted(nodes)),
        )
        where = (*place, "node")
        yield document.problem("unknown-node", message, where, value=figure.node, hint=hint)


def _needed(figure: PublishedForm) -> tuple[str, ...]:
    """Name the keys that a published figure needs."""
    if figure.table is not None and figure.figure in OF_A_UNIT:
        exact = figure.figure in ("rank", "decile") or figure.tolerance is not None
        return () if exact else ("decimals",)
    return (*PUBLISHED_NEEDS[figure.figure], *(("value",) if figure.value is None else ()))

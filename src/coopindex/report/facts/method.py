"""How an index was made, in words; what of a ranker's checklist it meets; how to cite it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coopindex.engine.index import Choice, Index, Node
from coopindex.engine.reference import rows_in_words
from coopindex.engine.result import Result
from coopindex.methods.stages import STAGES
from coopindex.phrases import in_line, listed
from coopindex.report.edition import Edition
from coopindex.report.facts.numbers import count
from coopindex.report.facts.standings import DOCUMENTED
from coopindex.report.facts.words import Words, capital
from coopindex.report.pages.frame import in_language, source_line, weights_lines
from coopindex.report.pages.steps import done
from coopindex.robustness.defaults import method_title

Criterion = Literal["governance", "transparency", "relevance", "rigour"]
MOST = 4  # nodes of one method that are named
# the source of the criteria
CHECKLIST = "Gadd, Holmes & Shearer (2021), https://doi.org/10.29024/sar.31"


@dataclass(frozen=True)
class Step:
    """What is done at a stage to some nodes.

    method : in words. written : the same as a definition writes it, with its options; "" where
    nobody names one. where : to which nodes. scale : whose figures fix it. reason : the analysts'.
    """

    stage: str
    title: str
    method: str
    written: str
    where: str
    scale: str
    reason: str
    text: str


@dataclass(frozen=True)
class Check:
    """One thing that is asked of a ranking.

    met : whether this index does it, None where its files cannot say. text : the fact it goes by.
    """

    criterion: Criterion
    title: str
    met: bool | None
    text: str

    @property
    def mark(self) -> str:
        """The sign before it."""
        return {True: "✓", False: "✗", None: "–"}[self.met]


@dataclass(frozen=True)
class Method:
    """How an index was made.

    weights : who weighs what. reasons : of single nodes, as (title, reason). sources : of figures.
    """

    steps: tuple[Step, ...]
    weights: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    checklist: tuple[Check, ...]
    cite: str
    provenance: tuple[tuple[str, str], ...]


def method(edition: Edition) -> Method:
    """Say how an index was made, by its own choices and files."""
    result, lang = edition.result, edition.lang
    words = Words(result, lang)
    return Method(
        steps=steps(result, lang),
        weights=weights_lines(result, lang),
        reasons=tuple(
            (words.title(node.code), in_line(node.reason, 4000))
            for node, _ in result.index.depth_first()
            if node.reason
        ),
        sources=tuple(source_line(each, lang, whole=True) for each in result.data.sources),
        checklist=checklist(edition),
        cite=cite(edition),
        provenance=provenance(edition),
    )


# -- the way from figures to ranks -----------------------------------------------------------------


def steps(result: Result, lang: str = "en") -> tuple[Step, ...]:
    """Return what is done, in the order in which it is done.

    What is published but not counted is made by methods too.
    """
    words, order = Words(result, lang), [stage.name for stage in STAGES]
    found = (step for whole in (result.index, *result.index.aside) for step in _steps(whole, words))
    return tuple(sorted(found, key=lambda step: order.index(step.stage)))


def _steps(index: Index, words: Words) -> Iterator[Step]:
    """Yield what is done in a tree, what is done alike in one."""
    fits = {
        (node.code, stage): rows_in_words(words.result, of, words.lang)
        for node, stage, of in index.fits
    }
    uses = dict[tuple[str, str, str, str, str], list[Node]]()
    for node, _ in index.depth_first():
        in_code = done(index, node)
        for (stage, how, reason), (_, code, _) in zip(
            done(index, node, words.lang), in_code, strict=True
        ):
            named, written = _named(node, stage, how, code, words.lang)
            key = stage, named, written, fits.get((node.code, stage), ""), reason
            uses.setdefault(key, []).append(node)
    for (stage, named, written, scale, reason), nodes in uses.items():
        # ranks are of the index; of another that is published beside it, it is said
        whole = stage == "ranking" and index is words.result.index
        where = "" if whole else _where(index, nodes, words)
        title, phrase = words.say(f"stage.{stage}"), "step" if where else "step_once"
        text = words.say(f"checklist.{phrase}", stage=title, method=named, where=where)
        if reason:
            text = words.say("checklist.because", text=text, reason=reason.rstrip(".。"))
        yield Step(stage, title, named, written, where, scale, reason, capital(text))


def _named(node: Node, stage: str, how: str, code: str, lang: str) -> tuple[str, str]:
    """Name a method as people do, and as a definition does."""
    choice = getattr(node, stage, None)
    return (method_title(choice, lang), code) if isinstance(choice, Choice) else (how, "")


def _where(index: Index, nodes: Sequence[Node], words: Words) -> str:
    """Name a few nodes, count more: all indicators, or so many of them, and so for inner nodes."""
    apart = index is not words.result.index
    if len(nodes) <= MOST and (apart or len(nodes) < len(index.nodes)):
        return listed([words.title(node.code) for node in nodes], words.lang, quote=False)
    leaves, inner = (
        [node for node in nodes if bool(node.children) is kind] for kind in (False, True)
    )
    said = []
    for some, whole, kind in ((leaves, index.leaves, "leaves"), (inner, index.inner, "inner")):
        if some:
            of = "all" if len(some) == len(whole) else "some"
            what = {"number": len(some), "count": len(whole)}
            said.append(words.say(f"checklist.{of}_{kind}", **what))
    return listed(said, words.lang, quote=False)


# -- what is asked of a ranking --------------------------------------------------------------------


def checklist(edition: Edition) -> tuple[Check, ...]:
    """Hold an index against what is asked of those who rank; each answer is counted, none claimed.

    Gadd, Holmes & Shearer (2021), Developing a method for evaluating global university rankings,
    Scholarly Assessment Reports 3(1), doi:10.29024/sar.31: good governance, transparency, measure
    what matters, rigour. What only people can answer (who pays, who was asked) stays open.
    """
    words = Words(edition.result, edition.lang)
    return tuple(
        Check(criterion, words.say(f"checklist.{key}"), met, text)
        for criterion, of in ASKED.items()
        for key, met, text in of(edition, words)
    )


Asked = Iterator[tuple[str, bool | None, str]]


def _governance(edition: Edition, words: Words) -> Asked:
    """Who answers for it, and why it was made so."""
    index = edition.result.index
    about = bool(in_language(index.description, words.lang))
    yield "purpose", about, words.say("checklist.purpose_" + ("said" if about else "unsaid"))
    choices = [
        (stage, how, reason)
        for node, _ in index.depth_first()
        for stage, how, reason in done(index, node)
    ]
    given = {(stage, how) for stage, how, reason in choices if reason}
    whole = {(stage, how) for stage, how, _ in choices}
    text = words.say("checklist.reasons_of", number=len(given), count=len(whole))
    yield "reasons", given == whole, text
    yield "interests", None, words.say("checklist.not_in_files")


def _transparency(edition: Edition, words: Words) -> Asked:
    """Whether weights, figures and sources are open."""
    result = edition.result
    yield "open", True, words.say("checklist.open_said")
    moving = [node for node in result.index.nodes if node.parent]
    assumed = len(result.assumed)
    text = words.say("checklist.weights_of", number=assumed, count=len(moving))
    yield "weights" if result.scheme.source else "weights_own", not assumed, text
    counts = result.statuses
    whole = sum(counts.values()) - counts.get("missing", 0)
    documented = sum(counts.get(status, 0) for status in DOCUMENTED)
    text = words.say("checklist.figures_of", number=count(documented), whole=count(whole))
    yield "figures_given" if words.given else "figures", documented == whole, text
    cells = result.data.at(result.years[-1:])
    known, there = result.data.source[cells], result.data.status[cells]
    documents = there >= 0
    sourced = int(((known >= 0) & documents).sum())
    everything = int(documents.sum())
    text = words.say("checklist.sources_of", number=count(sourced), whole=count(everything))
    yield "sources", sourced == everything, text
    if not result.data.sources:
        yield "licences", False, words.say("checklist.no_sources")
        return
    licensed = sum(bool(source.licence) for source in result.data.sources)
    text = words.say("checklist.licences_of", number=licensed, count=len(result.data.sources))
    yield "licences", licensed == len(result.data.sources), text


def _relevance(edition: Edition, words: Words) -> Asked:
    """Whether what is measured is said, freed of size, and can be weighed otherwise."""
    leaves = edition.result.index.leaves
    said = sum(bool(str(leaf.description) or leaf.reason) for leaf in leaves)
    text = words.say("checklist.explained_of", number=said, count=len(leaves))
    yield "explained", said == len(leaves), text
    divided = sum(leaf.denomination is not None for leaf in leaves)
    text = words.say("checklist.size_of", number=divided, count=len(leaves))
    yield "size", None, text
    compared = edition.compared
    others = 0 if compared is None else len(compared.names) - 1
    yield "otherwise", others > 0, words.say("checklist.otherwise_of", count=others)


def _rigour(edition: Edition, words: Words) -> Asked:
    """Whether uncertainty is assessed, enough is there, and published figures are met."""
    found = edition.uncertainty
    if found is None:
        yield "uncertainty", False, words.say("checklist.uncertainty_unsaid")
    else:
        what = {"draws": count(found.draws), "count": found.draws}
        text = words.say("checklist.uncertainty_of", **what)
        yield "uncertainty", True, text
    driven = edition.factors
    key = "unsaid" if driven is None else "said"
    yield "drivers", driven is not None, words.say(f"checklist.drivers_{key}")
    ranked = [each for each in edition.ranked if not np.isnan(each.coverage)]
    full = sum(each.coverage >= 1 - 1e-12 for each in ranked)
    text = words.say(
        "checklist.coverage_of", number=full, some=words.some(len(ranked), digits=True)
    )
    yield "coverage", full == len(ranked), text
    compared = sum(check.compared for check in edition.checks)
    agreeing = sum(check.agreeing for check in edition.checks)
    if compared:
        text = words.say("checklist.published_of", number=count(agreeing), whole=count(compared))
        yield "published", agreeing == compared, text
    else:
        yield "published", None, words.say("checklist.published_none")


ASKED: Mapping[Criterion, Callable[[Edition, Words], Asked]] = {
    "governance": _governance,
    "transparency": _transparency,
    "relevance": _relevance,
    "rigour": _rigour,
}


# -- where it comes from ---------------------------------------------------------------------------


def cite(edition: Edition) -> str:
    """Say how the index is to be cited: title, edition, weights, version, digests."""
    words, known = Words(edition.result, edition.lang), edition.result.provenance
    key = "checklist.cite" if edition.year else "checklist.cite_no_year"
    return words.say(
        key,
        index=in_line(in_language(edition.result.index.title, words.lang)),
        year=edition.year,
        weights=words.weights_in_use,
        program="coopindex",
        version=known["coopindex"],
        digest=known["index_digest"][:12],
        data=known["data_digest"][:12],
    )


def provenance(edition: Edition) -> tuple[tuple[str, str], ...]:
    """What the report was computed from, as labels and values."""
    words, known = Words(edition.result, edition.lang), edition.result.provenance
    found = edition.uncertainty
    values = {
        "program": f"coopindex {known['coopindex']}",
        "index": f"{known['index']} {known['index_digest']}".strip(),
        "weights_used": f"{known['scheme']} {known['weights_digest']}",
        "data": known["data_digest"],
        "year": str(edition.year or ""),
        "draws": "" if found is None else count(found.draws),
        "seed": "" if found is None or found.seed is None else str(found.seed),
    }
    return tuple(
        (words.say(f"checklist.from_{key}"), value) for key, value in values.items() if value
    )

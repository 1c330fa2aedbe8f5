"""Write what experts judged as a scheme of weights, with the evidence for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from coopindex.content.forms.pieces import CODE
from coopindex.content.writing import write_file
from coopindex.phrases import Wording, say
from coopindex.problems import InvalidInput, Problem
from coopindex.questions.elicitation import FIGURES, GROUP, Elicitation

RATIO = FIGURES[-1]


def write_scheme(found: Elicitation, file: Path, date: str) -> None:
    """Write a scheme that is named as its file is. date : of the answers."""
    if not re.fullmatch(CODE, file.stem) or file.suffix not in (".yaml", ".yml"):
        message = Wording("elicitation.no-scheme-file", name=file.name)
        hint = Wording("elicitation.no-scheme-file.hint")
        raise InvalidInput([Problem("bad-code", message, file=file.as_posix(), hint=hint)])
    write_file(file, scheme_text(found, file.stem, date))


def scheme_text(found: Elicitation, name: str, date: str) -> str:
    """Return the scheme as YAML: weights to the last digit, in the order of the tree."""
    titles = {lang: _title(found, lang) for lang in ("en", "zh")}
    reason = "\n".join(f"  {lang}: {_quoted(_reason(found, lang))}" for lang in titles)
    lines = [
        f"scheme: {_quoted(name)}",
        f"title: {{en: {_quoted(titles['en'])}, zh: {_quoted(titles['zh'])}}}",
        f"description:\n{reason}",
        "weights:",
        *(f"  {_quoted(code)}: {share!r}" for code, share in _in_order(found)),
        "elicited:",
        *_lines(_evidence(found, date)),
    ]
    return "\n".join(lines) + "\n"


def _lines(said: Mapping[str, Any]) -> Iterator[str]:
    """Write what stands behind the weights; the experts' own have a line a node."""
    for key, value in said.items():
        if key == "expert_weights":
            yield f"  {key}:"
            yield from (f"    {_quoted(code)}: {_flow(own)}" for code, own in value.items())
        else:
            yield f"  {key}: {_flow(value)}"


def _in_order(found: Elicitation) -> list[tuple[str, float]]:
    nodes = (node for node, _ in found.index.depth_first() if node.parent is not None)
    return [(node.code, found.shares[node.code]) for node in nodes]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flow(value: Any) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[a-z_]+", value) else (
        json.dumps(value, ensure_ascii=False))  # fmt: skip


def _title(found: Elicitation, lang: str) -> str:
    method = say(f"questionnaire.method-{found.answers.way.kind}", lang)
    return say("elicitation.scheme-title", lang, method=method)


def _reason(found: Elicitation, lang: str) -> str:
    number = len(found.experts)
    method = say(f"questionnaire.method-{found.answers.way.kind}", lang)
    return say("elicitation.scheme-reason", lang, number=number, count=number, method=method)


def _evidence(found: Elicitation, date: str) -> dict[str, Any]:
    """Return what stands behind the weights; what does not apply is left out."""
    answers = found.answers
    whole, table = found.agreement.iloc[-1:], found.consistency
    ratios: dict[str, dict[str, float]] = {}
    if RATIO in table:
        columns = (table[name].tolist() for name in ("expert", "family", RATIO))
        for expert, family, ratio in zip(*columns, strict=True):
            ratios.setdefault(expert, {})[family] = ratio
    said = {
        "method": found.method,
        "by": found.by,
        "random_index": found.how.random_index if answers.way.kind == "pairs" else None,
        "pool": found.how.pool,
        "experts": list(found.experts),
        "date": date,
        "kendall_w": float(whole["w"].iloc[0]) if len(whole) else None,
        "consistency_ratios": ratios or None,
        "accepted_inconsistency": bool(len(found.at_odds)) or None,
        "expert_weights": _of_experts(found),
        "questionnaire": answers.asked,
        "answers": answers.file.rpartition("/")[2],
        "digest": answers.digest,
    }
    known = {key: value for key, value in said.items() if value is not None}
    return {key: value for key, value in known.items() if value == value}


def _of_experts(found: Elicitation) -> dict[str, list[float | None]]:
    """Return each expert's weight of every node, in the experts' order; None where passed over."""
    given: dict[str, list[float | None]] = {code: [] for code, _ in _in_order(found)}
    table = found.weights[found.weights["expert"] != GROUP]
    for code, share in zip(table["node"], table["share"].tolist(), strict=True):
        given[code].append(share if share == share else None)
    return given

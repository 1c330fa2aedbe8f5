"""The indices there are, and what stands behind their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coopindex.content import Content
from coopindex.engine.index import STATUSES
from coopindex.engine.naming import AS_SCORED, Text
from coopindex.engine.result import Result
from coopindex.engine.weights import weights_words as whose_weights
from coopindex.phrases import listed, saying
from coopindex.problems import Group, Problem, grouped
from coopindex.report.pages.frame import flags, flags_facts, honesty, in_language
from coopindex.report.table import Page, Section

if TYPE_CHECKING:
    import pandas as pd

COUNTED = (*STATUSES, "missing")


def entry(content: Content, result: Result) -> dict[str, Any]:
    """Describe an index as plain values: titles, units, indicators, schemes, statuses of cells."""
    index = content.index
    return {
        "index": index.code,
        "title": index.title.en,
        "title_zh": index.title.zh,
        "unit": index.unit.en,
        "unit_zh": index.unit.zh,
        "units": len(result.rows.units),
        "indicators": len(index.leaves),
        "year": result.years[-1] or None,
        "schemes": list(content.weight_names()),
        "scheme": result.weights_code,
        **(_whose(result) if result.weighting else {}),
        "statuses": result.statuses,
        "flags": len(grouped(result.flags)),
        "note": index.note.en,
    }


def _whose(result: Result) -> dict[str, str]:
    index, scheme = result.index, result.scheme
    whose = {lang: whose_weights(index, scheme, lang) for lang in ("en", "zh")}
    return {"weights": whose["en"], "weights_zh": whose["zh"]}


def broken_index(code: str, problems: Sequence[Group]) -> dict[str, Any]:
    """Describe an index that cannot be read."""
    return {"index": code, "problems": [group.as_dict() for group in problems]}


def page(answer: Sequence[dict[str, Any]], lang: str = "en") -> Page:
    """The list of indices. answer : an `entry`, or what is `broken`, of each."""
    return Page(
        lang,
        lambda: (
            _described(each, lang) if "units" in each else _broken(each, lang) for each in answer
        ),
        lambda: {"indices": list(answer)},
        lambda: table(answer),
    )


def _described(each: dict[str, Any], lang: str) -> Section:
    word = saying("catalogue", lang)
    titles = [each["title"], each["title_zh"]][:: -1 if lang == "zh" else 1]
    held = word(
        "held",
        units=word("units_of", number=each["units"], count=each["units"], unit=_unit(each, lang)),
        indicators=word("indicators", count=each["indicators"]),
        schemes=listed(_default_first(each, lang), lang, quote=False),
    )
    said = honesty(each["statuses"], lang)
    if each["flags"]:
        said = word("flags", honesty=said, number=each["flags"], count=each["flags"])
    text = (" · ".join(title for title in titles if title), held, said)
    return Section(each["index"], text, warning="illustrative" in each["statuses"])


def _unit(each: dict[str, Any], lang: str) -> str:
    return in_language(Text(each["unit"], each["unit_zh"]), lang)


def _broken(each: dict[str, Any], lang: str) -> Section:
    word = saying("catalogue", lang)
    number = len(each["problems"])
    text = word("broken", number=number, count=number, index=each["index"])
    return Section(each["index"], (text,), warning=True)


def _default_first(each: dict[str, Any], lang: str) -> list[str]:
    """List an index's weights, those that count when none are named first."""
    # those that methods work out have no name
    if "weights" in each:
        word, (first, *schemes) = saying("catalogue", lang), each["schemes"]
        first = word("as_scored") if first == AS_SCORED else first
        how = each["weights_zh" if lang == "zh" else "weights"]
        how = word("worked_out", scheme=first, how=how)
        return [how, *schemes]
    return [each["scheme"], *(scheme for scheme in each["schemes"] if scheme != each["scheme"])]


def table(found: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return the list as a table."""
    import pandas as pd

    rows = []
    for each in found:
        counts = {status: each.get("statuses", {}).get(status, 0) for status in COUNTED}
        without = ("statuses", "schemes", "problems")
        plain = {key: value for key, value in each.items() if key not in without}
        schemes = " ".join(word for word in each.get("schemes", []) if " " not in word)
        problems = len(each.get("problems", []))
        rows.append({**plain, "schemes": schemes, "problems": problems, **counts})
    return pd.DataFrame(rows)


def valid(
    answer: dict[str, Any], about: Result, lang: str = "en", *, found: Sequence[Problem] = ()
) -> Page:
    """Say that an index is valid, and what it holds. answer : its `entry`; found : its flags."""
    return Page(
        lang,
        lambda: (_valid(answer, about, lang), flags(found, lang)),
        lambda: {
            **answer,
            "valid": True,
            "problems": [],
            "flags": flags_facts(found),
        },
    )


def _valid(each: dict[str, Any], about: Result, lang: str) -> Section:
    word = saying("catalogue", lang)
    units = "units_of" if lang == "zh" and each["unit_zh"] else "units"
    said = word(
        "valid",
        index=each["index"],
        units=word(units, number=each["units"], count=each["units"], unit=_unit(each, lang)),
        indicators=word("indicators", count=each["indicators"]),
        schemes=listed(_default_first(each, lang), lang, quote=False),
    )
    illustrative = "illustrative" in each["statuses"]
    note = in_language(about.index.note, lang) if illustrative else ""
    text = tuple(filter(None, (said, honesty(each["statuses"], lang), note)))
    return Section(sentences=text, warning=illustrative)

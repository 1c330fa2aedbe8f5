"""What a finding says, as a wording in both languages: its values, its suggestion, its source."""

from __future__ import annotations

from typing import Any

from coopindex.audit.rules import BY_CODE, Finding, Kind, Rule
from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.figures import beside, share
from coopindex.periods import words
from coopindex.phrases import Wording, say


def written(value: float, kind: Kind, *lines: float) -> str:
    """Write a figure of a kind, never across a line that decides.

    >>> written(0.6499, "share", 0.65), written(3.0, "count"), written(-0.05, "correlation")
    ('64.99%', '3', '-0.05')
    """
    if kind == "share":
        return share(value, *lines)
    if kind == "count":
        return f"{value:g}"
    return beside(value, *lines)


def threshold(rule: Rule, limit: float) -> str:
    """Write a rule's threshold as it was set.

    >>> threshold(BY_CODE["coverage_unit"], 0.65), threshold(BY_CODE["alpha"], 0.7)
    ('65%', '0.7')
    """
    return f"{100 * limit:.10g}%" if rule.kind == "share" else f"{limit:.10g}"


def title(code: str, limit: float, result: Result) -> Wording:
    """Say what a rule asks."""
    written = threshold(BY_CODE[code], limit)
    values = {"threshold": written, "units": units_word(result), **words(result.data.years)}
    return Wording(f"audit.rule_{code}", **values)


def units_word(result: Result) -> Text:
    """Return what the units of an index are; the general word where that is not known."""
    unit = result.index.unit
    return Text(unit.en or say("ranks.units"), unit.zh or say("ranks.units", "zh"))


def suggestion(code: str) -> Wording:
    """Say what may be done."""
    return Wording(f"audit.do_{code}")


def source(code: str) -> Wording:
    """Say where a rule's threshold is from."""
    return Wording(f"audit.source_{BY_CODE[code].source}")


def said(found: Finding, result: Result) -> Wording:
    """Say what was found, with titles of nodes and names of units."""
    rule, index, data = BY_CODE[found.rule], result.index, result.data
    called: dict[str, Any] = {
        name: index.called[code]
        for name, code in (("node", found.node), ("other", found.other))
        if code
    }
    if found.unit:
        called["unit"] = data.called[found.unit]
    more = {name: _value(name, value, result) for name, value in found.more.items()}
    figure = written(found.figure, rule.kind, found.threshold)
    units = units_word(result)
    when = {"year": found.year, **words(result.data.years)}
    key = found.rule
    if key == "scale_by_year" and index.fitted_by_year == "weights":
        key = "weights_by_year"
    return Wording(f"audit.found_{key}", figure=figure, units=units, **when, **called, **more)


def told(found: Finding, result: Result) -> Wording:
    """Say what a rule asks, and what was found: a sentence that stands alone."""
    asked = title(found.rule, found.threshold, result)
    return Wording("audit.finding", first=asked, rest=said(found, result))


def _value(name: str, value: Any, result: Result) -> Any:
    """Return a further value of a sentence as it is said."""
    if name == "parent":
        return result.index.called[value]
    if name in ("weight", "share"):
        return share(value)
    if name == "p":
        return f"{value:.2g}"
    if name in ("own", "kurtosis"):
        return beside(value)
    return f"{value:g}" if isinstance(value, float) else value

"""What did not vary: of the usual plan what does not go in this index, and what changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopindex.engine.naming import Text
from coopindex.engine.result import Result
from coopindex.phrases import Wording, again, listed, say
from coopindex.problems import Problem
from coopindex.report.pages.frame import in_language
from coopindex.report.pages.ranks import factor_name, sentence, titled
from coopindex.report.table import Section
from coopindex.robustness.defaults import LeftAside, alternatives, method_title
from coopindex.robustness.sensitivity import Sensitivity
from coopindex.robustness.uncertainty import Uncertainty


def left_out(
    left: LeftAside, result: Result, lang: str = "en", titles: Mapping[str, Text] | None = None
) -> list[str]:
    """Say what of the usual plan does not go, a sentence each, and why.

    titles : what people call those that have a title.
    """
    return [
        say(
            "uncertainty.left_out",
            lang,
            what=_called(name, result, lang, titles or {}),
            why=_why(name, problem, result, lang),
        )
        for name, problem in left
    ]


def idle_lines(found: Uncertainty | Sensitivity, lang: str = "en") -> list[str]:
    """Say of each factor that varies nothing here that it does not."""
    names = (factor_name(name, lang, found.plan.factors) for name in found.idle)
    return [say("uncertainty.idle", lang, factor=name) for name in names]


def aside(found: Uncertainty | Sensitivity, lang: str = "en") -> Section:
    """Name the factors that vary nothing here."""
    lines = [f"{line[:1].upper()}{line[1:]}" for line in idle_lines(found, lang)]
    title = say("uncertainty.aside", lang) if lines else ""
    return Section(title, tuple(sentence(line, lang) for line in lines))


def _called(name: str, result: Result, lang: str, titles: Mapping[str, Text]) -> str:
    """What a factor is called, by the method that would be tried; a scenario by its title."""
    if name in titles:
        return in_language(titles[name], lang)
    found = alternatives(result.index)
    return method_title(found[name].other, lang) if name in found else factor_name(name, lang)


def _why(name: str, problem: Problem, result: Result, lang: str) -> str:
    """What is wrong, with the titles of nodes, and beside which other choices it is."""
    message = problem.message
    if not isinstance(message, Wording) or message.key != "plan.cannot-be":
        return again(with_titles(message, result), lang)
    why = again(with_titles(message.values["message"], result), lang)
    chosen = message.values["chosen"]
    others = [
        _choice(other, label, result, lang)
        for other, label in chosen
        if other != name and label != "nothing"
    ]
    return say("uncertainty.beside", lang, others=listed(others, lang), why=why) if others else why


def _choice(name: str, label: str, result: Result, lang: str) -> str:
    """What an alternative of a usual factor is called."""
    if label in result.index.position:
        return say("uncertainty.without", lang, node=titled(result, lang)(label))
    found = alternatives(result.index)
    ways = (found[name].own, found[name].other) if name in found else ()
    return next((method_title(way, lang) for way in ways if way.method == label), label)


def with_titles(text: Any, result: Result) -> Any:
    """Put the titles of nodes, and the names of units, in place of their codes in a wording."""
    if not isinstance(text, Wording):
        return text
    said = {key: with_titles(value, result) for key, value in text.values.items()}
    if "node" in said:
        said["node"] = result.index.called.get(said["node"], said["node"])
    if text.key in ("frame.few", "frame.few-and-more"):
        said["names"] = [result.data.called.get(unit, unit) for unit in said["names"]]
    return text.but(**said)

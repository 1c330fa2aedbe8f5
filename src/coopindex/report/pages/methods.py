"""The methods that a definition can name, and the stages of one rule."""

from __future__ import annotations

import re
from collections.abc import Mapping
from inspect import Parameter
from typing import Any

from coopindex.methods.options import as_yaml, kind
from coopindex.methods.registry import Method, Option, methods
from coopindex.methods.stages import STAGES, Stage
from coopindex.phrases import again, knows, method_name, say, saying
from coopindex.report.table import Column, Page, Section, Table

Found = Mapping[str, Mapping[str, Method]]  # stage -> name -> method
STAGE: Mapping[str, Stage] = {stage.name: stage for stage in STAGES}
# the stages at which nobody names a method -> the form in which its options are written
FORMS = {
    "denomination": "DenominationForm",
    "rounding": "RoundingForm",
    "missing": "MissingForm",
    "ranking": "RankingForm",
}
ARRAYS = re.compile("^(x|reference|weights) : ")  # where what goes in and comes out is described
WORDS = re.compile(r"(?:[A-Za-z]{2,}[ ,]+){2}[A-Za-z]{2,}")  # three words in a row
CLAUSE = re.compile(r"(?:[;,] \w(?:_\w|, \w)? )?[,;:] (?!where )(?=(?:[a-z]{2,} ){2}|p = 0 is)")
RECKONS = re.compile(r"[=/^]|sum|prod| - ")
CITED = re.compile(r"https?://|\(\d{4}\)")


def registered() -> Found:
    """Return every method, by stage and name, in the order of the stages."""
    return {stage.name: methods(stage.name) for stage in STAGES}


def page(answer: Found, lang: str = "en") -> Page:
    """One line a method; a single method, or its namesakes, with all that there is to know."""
    every = [method for found in answer.values() for method in found.values()]
    namesakes = len(answer) > 1 and all(len(found) == 1 for found in answer.values())

    def sections() -> tuple[Section, ...]:
        if len(every) == 1 or namesakes:
            return tuple(part for method in every for part in documented(method, lang))
        return tuple(_listed(stage, found, lang) for stage, found in answer.items())

    return Page(lang, sections, lambda: facts(answer))


def _listed(stage: str, found: Mapping[str, Method], lang: str) -> Section:
    """One line a method; where nobody names one, what the rule does."""
    word, chosen = saying("methods", lang), STAGE[stage].chosen
    about = say(f"stage.{stage}", lang) if lang == "zh" else STAGE[stage].what
    options = [", ".join(option.name for option in written(each)) for each in found.values()]
    summaries = [summary(method, lang) for method in found.values()]
    columns = (
        *((Column("method", word("method"), "text", list(found), head=True),) if chosen else ()),
        Column("summary", "" if chosen else word("rule"), "prose", summaries, head=not chosen),
        Column("options", word("options"), "text", options, priority=1),
    )
    return Section(word("stage", stage=stage, about=about), table=Table(columns))


def summary(method: Method, lang: str = "en") -> str:
    """Say in a line what a method does."""
    key = f"method.{method.stage}.{method.name}"
    return say(key, lang) if lang == "zh" and knows(key) else method.summary


def documented(method: Method, lang: str = "en") -> tuple[Section, ...]:
    """Everything there is to know of a method.

    In Chinese: what it does, its formula, what its options do, and whom to cite.
    """
    title: str = _asked_for(method)
    said: tuple[str, ...] = (method.documentation,)
    if lang != "en":
        name = method_name(method.stage, method.name, lang)
        title, said = say("steps.named", lang, name=name, code=title), _in_short(method, lang)
    return (
        Section(title, said, _options(method, lang)),
        Section(say("methods.in_yaml", lang), (in_yaml(method),)),
    )


def _options(method: Method, lang: str) -> Table | None:
    """The options with what they take; in Chinese also with what they do."""
    word, options = saying("methods", lang), written(method)
    if not options:
        return None
    columns = [
        Column("option", word("option"), "text", [option.name for option in options], head=True),
        Column("takes", word("takes"), "prose", [takes(method, each, lang) for each in options]),
        Column("default", word("default"), "text", [default_said(each, lang) for each in options]),
    ]
    if lang != "en":
        does = [_does(method, option.name, lang) for option in options]
        columns.append(Column("does", word("does"), "prose", does))
    return Table(tuple(columns))


def _does(method: Method, option: str, lang: str) -> str:
    own = f"option.{method.name}.{option}"
    return say(own if knows(own) else f"option.{option}", lang)


def _in_short(method: Method, lang: str) -> tuple[str, ...]:
    """Say what a method does, its formula, and whom to cite; the rest is documented in English."""
    word = saying("methods", lang)
    _, *parts = method.documentation.split("\n\n")
    arrays = next((k for k, part in enumerate(parts) if ARRAYS.match(part)), len(parts))
    formulas = [formula for part in parts[:arrays] if (formula := _formula(part))]
    cited = [part.replace("\n", " ") for part in parts[arrays:] if CITED.search(part)]
    return (
        summary(method, lang).partition("：")[2],
        *(word("formula", formula=formula) for formula in formulas),
        *(word("literature", source=source) for source in cited),
        word("in_full", method=_asked_for(method)),
    )


def _formula(part: str) -> str:
    """Return the formula with which a part of a documentation begins; "" where it is in words.

    >>> _formula("z = x / max, spread over `scale`"), _formula("Twice as much scores twice.")
    ('z = x / max', '')
    """
    formula = CLAUSE.split(part.replace("\n", " "))[0]
    return formula if RECKONS.search(formula) and not WORDS.search(formula) else ""


def _asked_for(method: Method) -> str:
    """Say how a method is asked for at the command line."""
    return method.stage if method.stage in FORMS else f"{method.stage} {method.name}"


def written(method: Method) -> tuple[Option, ...]:
    """Return a method's options as they are written: where nobody names it, those of its form.

    A form inside it is left out.
    """
    if method.stage not in FORMS:
        return tuple(method.options.values())
    from coopindex.content.forms import index

    fields = getattr(index, FORMS[method.stage]).model_fields
    return tuple(
        Option(field.alias or name, field.annotation, _default_of(field))
        for name, field in fields.items()
        if name != "reason" and not hasattr(field.annotation, "model_fields")
    )


def _default_of(field: Any) -> Any:
    return Parameter.empty if field.is_required() else field.default


def takes(method: Method, option: Option, lang: str = "en") -> str:
    """Write what an option takes."""
    own = f"takes.{method.stage}.{option.name}"
    return say(own, lang) if knows(own) else again(kind(option.annotation), lang)


def in_yaml(method: Method) -> str:
    """Write how a method is asked for."""
    options = [f"{option.name}: ..." for option in written(method)]
    named = [] if method.stage in FORMS else [f"method: {method.name}"]
    inner = ", ".join([*named, *options])
    return f"{method.stage}: {{{inner}}}" if options else f"{method.stage}: {method.name}"


def facts(found: Found) -> dict[str, Any]:
    """Return methods as plain values, for JSON."""
    return {
        stage: {name: _facts(method) for name, method in of.items()} for stage, of in found.items()
    }


def _facts(method: Method) -> dict[str, Any]:
    chosen = STAGE[method.stage].chosen
    options = {
        option.name: {"takes": takes(method, option)}
        | ({} if option.default is Parameter.empty else {"default": without_markup(option.default)})
        for option in (method.options.values() if chosen else written(method))
    }
    return {
        "summary": method.summary,
        "documentation": method.documentation,
        "options": options,
    }


def default_said(option: Option, lang: str = "en") -> str:
    """Write an option's default as in YAML.

    >>> lower = Option("lower", float, Parameter.empty)
    >>> default_said(Option("clip", bool, True)), default_said(lower)
    ('true', 'must be given')
    """
    if option.default is Parameter.empty:
        return say("methods.must_be_given", lang)
    return as_yaml(option.default)


def without_markup(value: Any) -> Any:
    """Turn a default into what JSON can hold."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def manual() -> str:
    """Return docs/methods.md: every method with its documentation and options (`make docs`)."""
    lines = [
        "# Methods",
        "",
        "What a definition can name at each stage; made from the code by `make docs`."
        " Ask `coopindex methods` for the same.",
        "",
        "Arrays in the descriptions are (..., R, K): R rows (units, or unit-years of a panel),"
        " K columns (nodes). NaN is missing.",
        "",
    ]
    for stage, found in registered().items():
        about = STAGE[stage].what
        lines += [f"## {stage}", "", f"{about[0].upper()}{about[1:]}.", ""]
        for method in found.values():
            lines += [f"### {stage}: {method.name}", ""] if stage not in FORMS else []
            lines += ["```text", method.documentation, "```", ""]
            if stage in FORMS:
                lines += ["```yaml", in_yaml(method), "```", ""]
            if options := written(method):
                rows = [
                    f"| `{option.name}` | {takes(method, option)} | {default_said(option)} |"
                    for option in options
                ]
                lines += ["| option | takes | default |", "|:--|:--|:--|", *rows, ""]
    return "\n".join(lines)

"""The methods that a definition can name, and the stages of one rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from inspect import Parameter
from typing import Any

from coopindex.methods.options import as_yaml, kind
from coopindex.methods.registry import Method, Option, methods
from coopindex.methods.stages import STAGES, Stage
from coopindex.phrases import again, knows, method_name, say, saying
from coopindex.report.pages.method_parts import Parts, example_said, formula, parts
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
    """Everything there is to know of a method: words and an example, then signs, arrays last.

    In Chinese: what it does, an example, its formula, what its options do, and whom to cite.
    """
    title, found = _asked_for(method), _parts(method)
    how = Section(say("methods.in_yaml", lang), (in_yaml(method),))
    if lang != "en":
        name = method_name(method.stage, method.name, lang)
        title = say("steps.named", lang, name=name, code=title)
        said = _in_short(method, found, lang)
        return Section(title, said, _options(method, found, lang)), how
    word = saying("methods", lang)
    return (
        Section(title, (found.summary, *_example(method, lang), *found.words)),
        Section(word("formula_title") if found.formulas else "", found.formulas),
        Section(table=_options(method, found, lang)),
        how,
        Section(word("sources_title") if found.sources else "", found.sources),
        Section(word("programmers") if found.arrays else "", found.arrays),
    )


def _parts(method: Method) -> Parts:
    return parts(method, [option.name for option in written(method)])


def _example(method: Method, lang: str) -> tuple[str, ...]:
    said = example_said(method, lang)
    return (said,) if said else ()


def _options(method: Method, found: Parts, lang: str) -> Table | None:
    """The options with what they take and what they do."""
    word, options = saying("methods", lang), written(method)
    if not options:
        return None
    does = [_does(method, found, option.name, lang) for option in options]
    columns = (
        Column("option", word("option"), "text", [option.name for option in options], head=True),
        Column("takes", word("takes"), "prose", [takes(method, each, lang) for each in options]),
        Column("default", word("default"), "text", [default_said(each, lang) for each in options]),
        Column("does", word("does"), "prose", does),
    )
    return Table(columns)


def _does(method: Method, found: Parts, option: str, lang: str) -> str:
    """Say what an option does, in English as the method's documentation has it."""
    if lang == "en" and option in found.options:
        return found.options[option]
    own = f"option.{method.name}.{option}"
    return say(own if knows(own) else f"option.{option}", lang)


def _in_short(method: Method, found: Parts, lang: str) -> tuple[str, ...]:
    """Say what a method does, its formula, and whom to cite; the rest is documented in English."""
    word = saying("methods", lang)
    return (
        summary(method, lang).partition("：")[2],
        *_example(method, lang),
        *(word("formula", formula=formula(part)) for part in found.formulas),
        *(word("literature", source=source) for source in found.sources),
        word("in_full", method=_asked_for(method)),
    )


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
        "The *reference* are the units and years whose figures fix a step: all units of the year,"
        " unless the index says otherwise. *Children* are the nodes directly below a node.",
        "",
        "What is said for programmers is about arrays (..., R, K): R rows (units, or unit-years of"
        " a panel), K columns (nodes). NaN is missing.",
        "",
    ]
    for stage, found in registered().items():
        about = STAGE[stage].what
        lines += [f"## {stage}", "", f"{about[0].upper()}{about[1:]}.", ""]
        for method in found.values():
            lines += [f"### {stage}: {method.name}", ""] if stage not in FORMS else []
            lines += _on_the_page(method)
    return "\n".join(lines)


def _on_the_page(method: Method) -> Iterator[str]:
    """Yield the lines of a method in docs/methods.md."""
    found = _parts(method)
    for paragraph in (found.summary, *_example(method, "en"), *found.words):
        yield from (paragraph.replace("\n", "  \n"), "")
    if found.formulas:
        yield from ("```text", *found.formulas, "```", "")
    if method.stage in FORMS:
        yield from ("```yaml", in_yaml(method), "```", "")
    if options := written(method):
        yield from ("| option | takes | default | what it does |", "|:--|:--|:--|:--|")
        for option in options:
            does = _does(method, found, option.name, "en")
            cells = (f"`{option.name}`", takes(method, option), default_said(option), does)
            yield "| {} |".format(" | ".join(cell.replace("|", r"\|") for cell in cells))
        yield ""
    if found.sources:
        yield from (*found.sources, "")
    if found.arrays:
        yield from ("For programmers:", "", "```text", *found.arrays, "```", "")

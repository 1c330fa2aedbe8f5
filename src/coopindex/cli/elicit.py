"""The command that asks experts for weights, and reads their answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopindex.cli.output import deliver, emit, tell, wanted
from coopindex.cli.parameters import (
    Everything,
    FormatOption,
    IndexName,
    Json,
    Lang,
    Language,
    Raw,
    no_use,
    refusing,
)
from coopindex.phrases import PROSE, Wording, again, in_line, visible
from coopindex.problems import InvalidInput

if TYPE_CHECKING:
    from coopindex.project import Project

SCHEME, SHEETS, TABLE = (".yaml", ".yml"), ".xlsx", ".csv"


def elicit(
    index: IndexName,
    method: Annotated[
        str | None,
        typer.Option("--method", "-m", metavar="ahp|bwm|rank|points", help="How to ask."),
    ] = None,
    answers: Annotated[
        list[Path] | None,
        typer.Option(
            "--answers", "-a", metavar="FILE", help="A filled-in questionnaire. Repeatable."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="x.xlsx: a questionnaire; x.yaml: a scheme; without --answers, x.csv: asked here.",
        ),
    ] = None,
    experts: Annotated[
        int, typer.Option("--experts", min=1, max=100, help="Sheets of the questionnaire.")
    ] = 1,
    expert: Annotated[
        str | None,
        typer.Option("--expert", metavar="NAME", help="Who answers here. Default: who is next."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="NAME", help="How weights are read off, as geometric_mean or sum."
        ),
    ] = None,
    power: Annotated[float, typer.Option("--power", help="Of ranks by exponent.")] = 2.0,
    random_index: Annotated[
        str,
        typer.Option("--random-index", metavar="saaty_1977|saaty_2008", help="The table of ahp."),
    ] = "saaty_1977",
    pool: Annotated[
        str,
        typer.Option(
            "--pool",
            metavar="weights|judgements",
            help="The mean of the experts' weights, or of their comparisons (ahp).",
        ),
    ] = "weights",
    names: Annotated[
        bool, typer.Option("--names", help="Call experts by their names, not by numbers.")
    ] = False,
    allow_gaps: Annotated[
        bool, typer.Option("--allow-gaps", help="Pass over groups that an expert left incomplete.")
    ] = False,
    accept_inconsistency: Annotated[
        bool,
        typer.Option("--accept-inconsistency", help="Flag answers that contradict one another."),
    ] = False,
    form: FormatOption = None,
    json: Json = False,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Ask experts for weights: a questionnaire, or line by line; answers become a scheme.

    With --answers: each expert's weights, their consistency and agreement, and the scheme.
    """
    from coopindex.project import load

    ending = output.suffix.lower() if output else ""
    if not answers:
        method = _needed(method)
    reading = {
        "by": by,
        "power": power != 2,
        "random_index": random_index != "saaty_1977",
        "pool": pool != "weights",
        "names": names,
        "allow_gaps": allow_gaps,
        "accept_inconsistency": accept_inconsistency,
    }
    if answers:
        no_use(Wording("usage.what-answers"), experts=experts != 1, expert=expert)
    elif ending == SHEETS:
        no_use(Wording("usage.what-questions"), expert=expert, **reading)
    else:
        asked_only = reading if ending == TABLE else {}
        no_use(Wording("usage.what-asked-here"), experts=experts != 1, **asked_only)
    # a table holds the answers that are given here, and is read again
    held = not answers and ending == TABLE
    own = (SHEETS, *SCHEME)
    to = wanted(form, json, None if held else output, raw, everything, own)
    project = load(index)
    with _options():
        if not answers and ending == SHEETS:
            _sheets(project, str(method), output, experts, json, lang)
            return
        if not answers:
            answers = [_asked(project, str(method), output, expert, lang)]
            if ending == TABLE:
                return
        found = project.elicit(
            answers,
            method=method,
            by=by,
            power=power,
            random_index=random_index,
            pool=pool,
            names=names,
            allow_gaps=allow_gaps,
            accept_inconsistency=accept_inconsistency,
        )
    from coopindex.project import present, say

    deliver(to, present("elicitation.page", found, lang))
    if output and ending in SCHEME:
        project.write_scheme(found, output)
        tell(say("frame.written", lang, file=in_line(str(output), PROSE)))


@contextmanager
def _options() -> Iterator[None]:
    """Say what is wrong with an option as a slip of usage; of answers it is invalid input."""
    try:
        yield
    except InvalidInput as invalid:
        problem = invalid.problems[0]
        if problem.file is not None or problem.field is None:
            raise
        with refusing(f"--{problem.field.replace('_', '-')}"):
            raise


def _needed(method: str | None) -> str:
    """Refuse to ask without saying how."""
    if method is None:
        raise typer.BadParameter(Wording("usage.how-to-ask"), param_hint="--method")
    return method


def _sheets(
    project: Project, method: str, file: Path | None, experts: int, json: bool, lang: str
) -> None:
    """Write a questionnaire as a workbook."""
    from coopindex.project import as_json, say

    written = project.questionnaire(method, str(file), experts=experts, lang=lang)
    shown = in_line(str(written), PROSE)
    tell(say("questionnaire.written", lang, number=experts, count=experts, file=shown))
    emit(as_json({"file": written.as_posix()}) if json else f"{shown}\n", json=json)


def _asked(
    project: Project, method: str, output: Path | None, expert: str | None, lang: str
) -> Path:
    """Ask an expert line by line, and return the table of answers; leave where they are not all."""
    from coopindex.project import say

    table = (output or Path("answers.csv")).with_suffix(TABLE)
    asking = project.interview(method, table, expert=expert, lang=lang)
    file = in_line(str(table), PROSE)
    tell(say("questionnaire.welcome", lang, begun=asking.begun, file=file, **asking.who(lang)))
    try:
        done = _answered(asking, lang)
    except KeyboardInterrupt:
        _left(asking, lang)
        raise
    if not done:
        _left(asking, lang)
        raise typer.Exit(3)
    tell(say("questionnaire.complete", lang, expert=asking.who(lang)["expert"]))
    return table


def _answered(asking: Any, lang: str) -> bool:
    """Ask until everything is answered, or nothing more comes."""
    family = ""
    while (question := asking.question()) is not None:
        if question.family != family:
            family = question.family
            tell(f"\n{family}")
        for number, choice in enumerate(question.choices, 1):
            tell(f"  {number} {choice}")
        print(visible(f"{question.number}/{question.of} {question.text} "), end="", file=sys.stderr,
              flush=True)  # fmt: skip
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            tell(line.rstrip("\n"))
        if not line or line.strip().lower() == "q":
            return False
        if line.strip().lower() == "b":
            asking.back()
            continue
        try:
            asking.answer(line.strip())
        except InvalidInput as invalid:
            problem = invalid.problems[0]
            tell("  " + again(problem.message, lang))
            if problem.hint:
                tell("  " + again(problem.hint, lang))
    return True


def _left(asking: Any, lang: str) -> None:
    """Say how far it was, and how to go on."""
    from coopindex.project import say

    who = asking.who(lang)
    said = {"number": asking.begun, "of": asking.number, "expert": who["expert"]}
    tell("\n" + say("questionnaire.left", lang, **said))

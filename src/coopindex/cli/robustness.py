"""The commands that ask how much of a ranking is fact and how much is choice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from coopindex.cli.output import (
    at_work,
    check_settings_file,
    deliver,
    progress,
    tell,
    tightening,
    wanted,
)
from coopindex.cli.parameters import (
    MOST,
    DataFile,
    Everything,
    FormatOption,
    Free,
    Hold,
    IndexName,
    Json,
    Lang,
    Language,
    OneYear,
    Only,
    Output,
    PlanName,
    Raw,
    SchemeName,
    Seed,
    Set,
    Sheet,
    Top,
    Vary,
    Where,
    find_unit,
    no_use,
    own,
    parse_pairs,
    parse_share,
    scored,
    shown,
)
from coopindex.phrases import PROSE, Wording, chain, in_line
from coopindex.problems import NOTHING_VARIES, InvalidInput

if TYPE_CHECKING:
    from coopindex.project import Execution, How

DRAWS, VARY, SECONDS = 10_000, "25%", 60.0
JointDraws = Annotated[int, typer.Option("--draws", min=1, max=MOST, help="How many joint draws.")]
Processes = Annotated[
    int | None, typer.Option("--processes", min=1, metavar="N", help="Run in so many processes.")
]
Dask = Annotated[bool, typer.Option("--dask", help="Run on a local Dask cluster.")]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="Run on a Dask cluster, such as tcp://host:8786."
    ),
]


def uncertainty(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    plan: PlanName = None,
    draws: JointDraws = DRAWS,
    seed: Seed = 0,
    interval: Annotated[
        str,
        typer.Option(
            "--interval", metavar="PERCENT", help="The middle share of the draws that is shown."
        ),
    ] = "90%",
    places: Annotated[
        int,
        typer.Option("--places", min=1, metavar="K", help="Show the chance of the first K places."),
    ] = 3,
    level: Annotated[
        str,
        typer.Option(
            "--level", metavar="PERCENT", help="The share of draws that tells two units apart."
        ),
    ] = "95%",
    settings: Annotated[
        Path | None,
        typer.Option(
            "--settings", metavar="FILE", help="Write what every draw did, CSV or Parquet."
        ),
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option("--replay", metavar="FILE", help="Do the draws of such a file again."),
    ] = None,
    processes: Processes = None,
    dask: Dask = False,
    scheduler: Scheduler = None,
    top: Top = None,
    only: Only = None,
    where: Where = None,
    form: FormatOption = None,
    json: Json = False,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Vary every choice of a plan at once.

    It gives rank intervals, the chance of each rank, and who cannot be told apart.
    """
    from coopindex.project import load, say, write_settings

    to = wanted(form, json, output, raw, everything)
    middle, apart = parse_share(interval, "--interval"), parse_share(level, "--level")
    if replay and settings:
        raise typer.BadParameter(Wording("usage.settings-read"), param_hint="--settings")
    if replay and (draws != DRAWS or seed):
        raise typer.BadParameter(Wording("usage.draws-of-file"), param_hint="--replay")
    if replay:
        no_use(Wording("usage.what-replay"), processes=processes, dask=dask, scheduler=scheduler)
    if settings:
        check_settings_file(settings, output)
    scoring = scored(load(index), weights, overrides, own(data, sheet), year)
    units = shown(scoring, top, only, where)
    planned = scoring.plan(plan)
    if replay:
        found = scoring.replay(replay, plan=planned)
    else:
        with running(processes, dask, scheduler, lang) as execution:
            found = scoring.uncertainty(plan=planned, draws=draws, seed=seed, execution=execution)
    if settings:
        write_settings(found, settings, raw=raw)
        tell(say("frame.written", lang, file=in_line(str(settings), PROSE)))
    page = scoring.present(
        found,
        lang=lang,
        # 5 % is written as such: what 90 % leaves is 0.04999999999999999 in binary
        interval=(round((1 - middle) / 2, 12), round((1 + middle) / 2, 12)),
        places=places,
        level=apart,
        **units,
    )
    deliver(to, page)


def sensitivity(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    draws: Annotated[
        int | None,
        typer.Option(
            "--draws",
            min=2,
            max=MOST,
            help="How many draws. Default: 10,000; with --factors 1,024.",
        ),
    ] = None,
    seed: Seed = 0,
    vary: Vary = VARY,
    free_unknown: Free = False,
    hold: Hold = None,
    factors: Annotated[
        bool, typer.Option("--factors", help="Say which factor of the plan causes how much.")
    ] = False,
    plan: PlanName = None,
    processes: Processes = None,
    dask: Dask = False,
    scheduler: Scheduler = None,
    top: Top = None,
    only: Only = None,
    where: Where = None,
    form: FormatOption = None,
    json: Json = False,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Vary all weights jointly: rank intervals, and the weights at which neighbours swap.

    With --factors, say which choice of a plan matters.
    """
    from coopindex.project import load, say

    to = wanted(form, json, output, raw, everything)
    asked = (("--vary", vary != VARY), ("--free-unknown", free_unknown), ("--hold", bool(hold)))
    given = [name for name, said in asked if said]
    if (factors or plan) and given:
        with_plan = "--factors" if factors else "--plan"
        raise typer.BadParameter(
            Wording("usage.weights-alone", with_plan=with_plan),
            param_hint=" and ".join(given),
        )
    elsewhere = (
        ("--processes", processes is not None),
        ("--dask", dask),
        ("--scheduler", scheduler is not None),
    )
    alone = [name for name, said in elsewhere if said]
    if alone and not (factors or plan):
        raise typer.BadParameter(Wording("usage.plan-alone"), param_hint=" and ".join(alone))
    width = parse_share(vary, "--vary")
    scoring = scored(load(index), weights, overrides, own(data, sheet), year)
    units = shown(scoring, top, only, where)
    if factors or plan:
        planned = scoring.plan(plan)
        with running(processes, dask, scheduler, lang) as execution:
            split = scoring.sensitivity(
                plan=planned, draws=draws or 1024, seed=seed, execution=execution
            )
        page = scoring.present(
            split,
            lang=lang,
            one_at_a_time=scoring.one_at_a_time(plan=planned.of(split.plan.names)),
            leave_one_out=scoring.leave_one_out(),
            importance=scoring.importance(),
            **units,
        )
    else:
        many = draws or DRAWS
        with at_work(say("frame.scoring-under", lang, number=many, count=many), lang):
            found = scoring.weight_sensitivity(
                draws=many, seed=seed, vary=width, free_unknown=free_unknown, hold=hold or ()
            )
        page = scoring.present(found, lang=lang, **units)
    deliver(to, page)


def guarantee(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    free_unknown: Free = False,
    free: Annotated[
        bool, typer.Option("--free", help="Allow any weights, published ones too.")
    ] = False,
    vary: Annotated[
        str | None,
        typer.Option(
            "--vary", metavar="PERCENT", help="Allow weights within this share of their value."
        ),
    ] = None,
    hold: Hold = None,
    at_least: Annotated[
        list[str] | None,
        typer.Option(
            "--at-least", metavar="A=B", help="A weighs no less on the index than B. Repeatable."
        ),
    ] = None,
    below: Annotated[
        list[str] | None,
        typer.Option(
            "--below", metavar="NODE", help="Vary the weights below NODE alone. Repeatable."
        ),
    ] = None,
    overtake: Annotated[
        list[str] | None,
        typer.Option(
            "--overtake",
            metavar="B=A",
            help="The smallest change of weights that brings B level with A.",
        ),
    ] = None,
    top: Top = None,
    only: Only = None,
    where: Where = None,
    units: Annotated[
        list[str] | None,
        typer.Option(
            "--units",
            metavar="UNIT",
            help="Answer for these units only (A,B), with all weights that attain their ranks.",
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds",
            min=0,
            metavar="S",
            help="Stop after so long with what is proved so far; inf: when all is.",
        ),
    ] = SECONDS,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes",
            min=1,
            metavar="N",
            help="How many may be at work. Default: as many as there are processors.",
        ),
    ] = None,
    form: FormatOption = None,
    json: Json = False,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Say what holds whatever the weights, exactly.

    It gives highest and lowest ranks, who can be first, and who is always ahead of whom. Default:
    the weights that the scheme assumes range freely (--free-unknown); where all are known, all do
    (--free). What is not proved in time is known to lie between two ranks.
    """
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    said = {"--free-unknown": free_unknown, "--free": free, "--vary": vary is not None}
    asked = [name for name, whether in said.items() if whether]
    if len(asked) > 1:
        raise typer.BadParameter(Wording("usage.contradict", asked=chain(asked, "frame.and")))
    width = parse_share(vary or VARY, "--vary")
    scoring = scored(load(index), weights, overrides, own(data, sheet), year)
    listed = shown(scoring, top, only, where)
    assumed = free_unknown or scoring.assumed
    how: How = "band" if vary else "free" if free or not assumed else "unknown"
    pairs = [
        (find_unit(behind, scoring), find_unit(ahead, scoring))
        for behind, ahead in parse_pairs(overtake, "--overtake")
    ]
    least = parse_pairs(at_least, "--at-least")
    try:
        with tightening(lang) as advance:
            found = scoring.guarantee(
                how=how,
                vary=width,
                hold=hold or (),
                at_least=least,
                only=below,
                units=units or None,
                seconds=seconds,
                processes=processes,
                progress=advance,
            )
    except InvalidInput as invalid:
        if invalid.problems[0].code != NOTHING_VARIES:
            raise _of_below(invalid) from None
        ways = (
            (Wording("usage.fewer-hold"), hold),
            (Wording("usage.more-below"), below),
            (Wording("usage.wider-vary"), vary),
            (Wording("usage.free-or-vary"), how == "unknown"),
        )
        helpful = [way for way, may_help in ways if may_help]
        if not helpful:
            raise
        ways_said = chain(helpful, "usage.or")
        raise typer.BadParameter(Wording("usage.nothing-may-move-say", ways=ways_said)) from None
    changes = [(behind, ahead, found.smallest_change(behind, ahead)) for behind, ahead in pairs]
    deliver(to, scoring.present(found, lang=lang, overtake=changes, **listed))


def _of_below(invalid: InvalidInput) -> InvalidInput:
    """Call the part of the tree by its option: `--only` is another here."""
    return InvalidInput(
        each.but(field="below") if each.field == "only" and each.file is None else each
        for each in invalid.problems
    )


def scenarios(
    index: IndexName,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: OneYear = None,
    plan: PlanName = None,
    grid: Annotated[
        bool,
        typer.Option("--grid", help="Try every usual normalisation with every aggregation."),
    ] = False,
    top: Top = None,
    only: Only = None,
    where: Where = None,
    form: FormatOption = None,
    json: Json = False,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Score the named scenarios of a plan and lay the rankings side by side.

    With --grid, the ranking under every usual normalisation with every usual aggregation.
    """
    from coopindex.project import load

    if grid and plan:
        raise typer.BadParameter(Wording("usage.grid-without-plan"), param_hint="--grid")
    to = wanted(form, json, output, raw, everything)
    scoring = scored(load(index), weights, overrides, own(data, sheet), year)
    units = shown(scoring, top, only, where)
    found = scoring.grid() if grid else scoring.scenarios(plan=plan)
    deliver(to, scoring.present(found, lang=lang, **units))


@contextmanager
def running(
    processes: int | None, dask: bool, scheduler: str | None, lang: str
) -> Iterator[Execution]:
    """Say where to run, and show how far it is."""
    from coopindex.project import Execution

    if scheduler and processes:
        raise typer.BadParameter(
            Wording("usage.running-cluster"),
            param_hint="--processes",
        )
    how: Literal["serial", "processes", "dask"]
    how = "dask" if dask or scheduler else "processes" if processes else "serial"
    with progress(lang) as advance:
        yield Execution(how, processes, scheduler, advance)

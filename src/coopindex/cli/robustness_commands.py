"""The commands that ask how much of a ranking is fact and how much is choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coopindex.cli.arguments import (
    DataFile,
    Form,
    Free,
    Hold,
    Index,
    Json,
    Lang,
    OneYear,
    Output,
    Seed,
    Set,
    Vary,
    Weights,
)
from coopindex.cli.asked import grounds, load, scored
from coopindex.cli.deliver import Language, Wanted, deliver, wanted
from coopindex.cli.options import find_unit, parse_pairs, parse_share

if TYPE_CHECKING:
    from coopindex.content.compile.plan import WrittenPlan
    from coopindex.engine.result import Result

DRAWS, VARY = 10_000, "25%"
MOST = 1 << 32  # points of a design
Draws = Annotated[int, typer.Option("--draws", min=1, max=MOST, help="How many joint draws.")]
Plan = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="NAME|FILE",
        help="What varies. Default: the index's plan, or a usual one.",
    ),
]
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
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: OneYear = None,
    plan: Plan = None,
    draws: Draws = DRAWS,
    seed: Seed = 0,
    interval: Annotated[
        str,
        typer.Option(
            "--interval", metavar="PERCENT", help="The middle share of the draws that is shown."
        ),
    ] = "90%",
    top: Annotated[
        int,
        typer.Option("--top", min=1, metavar="K", help="Show the chance of the first K places."),
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
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Vary every choice of a plan at once: rank intervals, the chance of each rank, and who cannot be told apart."""
    from coopindex.cli.running import (
        check_settings_file,
        located_in,
        read_settings,
        running,
        write_settings,
    )
    from coopindex.cli.screen import messages
    from coopindex.report import robustness
    from coopindex.robustness.uncertainty import replayed
    from coopindex.robustness.uncertainty import uncertainty as vary

    to = wanted(form, json, output)
    middle, apart = parse_share(interval, "--interval"), parse_share(level, "--level")
    bounds = ((1 - middle) / 2, (1 + middle) / 2)
    if replay and settings:
        raise typer.BadParameter(
            "settings that are read need not be written", param_hint="--settings"
        )
    if replay and (draws != DRAWS or seed):
        raise typer.BadParameter(
            "the draws are those of the file; leave --draws and --seed out", param_hint="--replay"
        )
    if settings:
        check_settings_file(settings, output)
    result, planned = _planned(index, weights, overrides, data, year, plan)
    planned.need_factors(result.index.code)
    if replay:
        with located_in(replay):
            found = replayed(result, planned.factors, read_settings(replay))
    else:
        with planned.locating(), running("drawing", processes, dask, scheduler) as execution:
            found = vary(result, planned.factors, draws=draws, seed=seed, execution=execution)
            planned.need_motion(found.idle)
    if settings:
        write_settings(found, settings)
        messages().print(f"written: {settings}", soft_wrap=True)
    aside = _aside(planned, found.idle)
    answer = lambda: {**found.as_dict(bounds, top, apart), "left_aside": aside}
    page = lambda: (
        *robustness.uncertainty(found, bounds, top, apart, lang),
        robustness.aside(aside),
    )
    _deliver(to, result, page, answer, lambda: found.table(bounds, top), lang)


def sensitivity(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
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
    plan: Plan = None,
    processes: Processes = None,
    dask: Dask = False,
    scheduler: Scheduler = None,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Vary all weights jointly: rank intervals and the weights at which neighbours swap; or, with --factors, say which choice matters."""
    from coopindex.cli.screen import messages
    from coopindex.report import sections
    from coopindex.robustness.weights import weight_sensitivity

    to = wanted(form, json, output)
    if factors or plan:
        asked = (("--vary", vary != VARY), ("--free-unknown", free_unknown), ("--hold", bool(hold)))
        if given := [name for name, said in asked if said]:
            raise typer.BadParameter(
                f"goes with weights alone: with {'--factors' if factors else '--plan'} the plan says what varies",
                param_hint=" and ".join(given),
            )
        _factors(
            to,
            *_planned(index, weights, overrides, data, year, plan),
            draws or 1024,
            seed,
            (processes, dask, scheduler),
            lang,
        )
        return
    width = parse_share(vary, "--vary")
    result = scored(load(index), weights, overrides, data, year)
    many = draws or 10_000
    with messages().status(f"scoring under {many:,} sets of weights"):
        found = weight_sensitivity(
            result, draws=many, seed=seed, vary=width, free_unknown=free_unknown, hold=hold or ()
        )
    page = lambda: sections.robustness(found, result.index, result.data, lang)
    _deliver(to, result, page, found.as_dict, lambda: found.table, lang)


def _factors(
    to: Wanted,
    result: Result,
    planned: WrittenPlan,
    draws: int,
    seed: int,
    where: tuple[int | None, bool, str | None],
    lang: str,
) -> None:
    from coopindex.cli.running import running
    from coopindex.engine.frames import plain
    from coopindex.report import robustness
    from coopindex.robustness.importance import importance
    from coopindex.robustness.sensitivity import leave_one_out, one_at_a_time
    from coopindex.robustness.sensitivity import sensitivity as split

    planned.need_factors(result.index.code)
    with planned.locating():
        with running("drawing", *where) as execution:
            found = split(result, planned.factors, draws=draws, seed=seed, execution=execution)
            planned.need_motion(found.idle)
        alone, without, counts = (
            one_at_a_time(result, planned.factors),
            leave_one_out(result),
            importance(result),
        )
    tables = (("one_at_a_time", alone), ("leave_one_out", without), ("importance", counts))

    def answer() -> dict[str, Any]:
        records = {
            name: [
                {key: plain(value) for key, value in row.items()}
                for row in table.to_dict("records")
            ]
            for name, table in tables
        }
        return {**found.as_dict(), **records, "left_aside": aside}

    aside = _aside(planned, found.idle)
    page = lambda: (
        *robustness.variance(found, alone, without, counts, lang),
        robustness.aside(aside),
    )
    _deliver(to, result, page, answer, lambda: found.everything, lang)


def guarantee(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
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
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="NODE", help="Vary the weights below NODE alone. Repeatable."
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
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Say what holds whatever the weights, exactly: best and worst ranks, who can be first, who is always ahead of whom.

    Default: the weights that the scheme assumes range freely (--free-unknown); where all are known, all do (--free).
    """
    from coopindex.cli.running import progress
    from coopindex.report import robustness
    from coopindex.robustness.exact.guarantee import guarantee as certain

    to = wanted(form, json, output)
    asked = [
        name
        for name, said in (
            ("--free-unknown", free_unknown),
            ("--free", free),
            ("--vary", vary is not None),
        )
        if said
    ]
    if len(asked) > 1:
        raise typer.BadParameter(f"{' and '.join(asked)} contradict each other")
    width = parse_share(vary or "25%", "--vary")
    result = scored(load(index), weights, overrides, data, year)
    how: Any = (
        "band" if vary else "free" if free or not (free_unknown or result.assumed) else "unknown"
    )
    pairs = [
        (find_unit(behind, result), find_unit(ahead, result))
        for behind, ahead in parse_pairs(overtake or [], "--overtake")
    ]
    least = parse_pairs(at_least or [], "--at-least")
    with progress("integer programmes") as advance:
        found = certain(
            result, how, vary=width, hold=hold or (), at_least=least, only=only, progress=advance
        )
    if not found.polytope.varied or (how == "band" and width == 0):
        ways = (
            ("fewer --hold", hold),
            ("more --only", only),
            ("a wider --vary", vary),
            ("--free or --vary 25%", how == "unknown"),
        )
        hint = ", or ".join(way for way, may_help in ways if may_help)
        raise typer.BadParameter(
            f"no two siblings' weights may move, so that everything is as scored{hint and f'; say {hint}'}"
        )
    changes = [(behind, ahead, found.smallest_change(behind, ahead)) for behind, ahead in pairs]

    def answer() -> dict[str, Any]:
        level = [
            {"unit": behind, "level_with": ahead, "change": change}
            for behind, ahead, change in changes
        ]
        return {**found.as_dict(), **({"overtake": level} if level else {})}

    _deliver(
        to,
        result,
        lambda: robustness.certainty(found, changes, lang),
        answer,
        lambda: found.table,
        lang,
    )


def scenarios(
    index: Index,
    weights: Weights = None,
    overrides: Set = None,
    data: DataFile = None,
    year: OneYear = None,
    plan: Plan = None,
    form: Form = None,
    json: Json = False,
    output: Output = None,
    lang: Lang = Language.en,
) -> None:
    """Score the named scenarios of a plan and lay the rankings side by side, with the biggest movers."""
    from coopindex.report import robustness
    from coopindex.robustness.scenarios import scenarios as side_by_side

    to = wanted(form, json, output)
    result, planned = _planned(index, weights, overrides, data, year, plan)
    planned.need_scenarios(result.index.code)
    with planned.locating():
        found = side_by_side(result, planned.scenarios)
    _deliver(
        to,
        result,
        lambda: robustness.variants(found, lang),
        found.as_dict,
        lambda: found.table,
        lang,
    )


def _aside(planned: WrittenPlan, idle: Sequence[str]) -> list[str]:
    """Say what could not vary, and what varies nothing under this scheme and with these data."""
    return [*planned.left_aside, *(f"`{name}` varies nothing here" for name in idle)]


def _planned(
    index: str,
    weights: str | None,
    overrides: list[str] | None,
    data: Path | None,
    year: str | None,
    plan: str | None,
) -> tuple[Result, WrittenPlan]:
    project = load(index)
    result = scored(project, weights, overrides, data, year)
    return result, result.plan(plan)


def _deliver(to: Wanted, result: Result, page: Any, answer: Any, table: Any, lang: str) -> None:
    """Hand an answer over between the head and the flags that every answer has."""
    from coopindex.report import sections

    head, flags = sections.head(result, lang), sections.flags(result.flags)
    deliver(
        to,
        lambda: (head, *page(), flags),
        lambda: {**answer(), **grounds(result)},
        table,
        (head, flags),
    )

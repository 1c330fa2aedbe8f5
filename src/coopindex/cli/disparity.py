"""The command about inequality between units and groups."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coopindex.cli.output import deliver, wanted
from coopindex.cli.parameters import (
    DataFile,
    Everything,
    FormatOption,
    IndexName,
    Json,
    Lang,
    Language,
    OnScale,
    Output,
    Raw,
    SchemeName,
    Set,
    Sheet,
    no_use,
    own,
    refusing,
    scored,
)
from coopindex.phrases import Wording


class Table(StrEnum):
    """The tables that it has."""

    totals = "totals"
    groups = "groups"
    pairs = "pairs"
    beta = "beta"
    left_out = "left_out"


def disparity(
    index: IndexName,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="GROUP", help="A column of groups of the units, as region."),
    ] = None,
    node: Annotated[
        str | None, typer.Option("--node", metavar="NODE", help="Of a node. Default: the index.")
    ] = None,
    step: Annotated[
        str,
        typer.Option(
            "--step",
            metavar="STEP",
            help="Of the node's figures after a step, as treated. Default: finished points.",
        ),
    ] = "finished",
    table: Annotated[
        Table | None,
        typer.Option("--table", help="One table alone, of every year; of CSV default: totals."),
    ] = None,
    weights: SchemeName = None,
    overrides: Set = None,
    data: DataFile = None,
    sheet: Sheet = None,
    year: Annotated[
        str,
        typer.Option(
            "--year", metavar="Y,Y", help="Years; convergence is from the first to the last."
        ),
    ] = "all",
    on_scale: OnScale = None,
    form: FormatOption = None,
    json: Json = False,
    output: Output = None,
    raw: Raw = False,
    everything: Everything = False,
    lang: Lang = Language.en,
) -> None:
    """Say how unequal the units are, year by year.

    Gini and Theil, with --by split over groups (after Dagum: within, between, transvariation);
    sigma and absolute beta convergence.
    """
    from coopindex.project import load

    to = wanted(form, json, output, raw, everything)
    if table is Table.beta:
        no_use(Wording("usage.what-beta"), by=by)
    scoring = scored(
        load(index), weights, overrides, own(data, sheet), year, several=True, on_scale=on_scale
    )
    with refusing("--by"):
        _ = by is not None and scoring.group_labels(by)
    with refusing("--step" if step != "finished" else "--node"):
        found = scoring.disparity(by=by, node=node, step=step)
    name = None if table is None else table.value
    if name is not None and name not in found.names:
        raise typer.BadParameter(Wording("usage.table-of-groups", table=name), param_hint="--table")
    deliver(to, scoring.present(found, lang=lang, table=name))

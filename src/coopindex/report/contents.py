"""What an edition hands on besides pages: its tables, its answers, and what it was made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coopindex.engine.frames import records
from coopindex.report.edition import HIGH, LOW, Edition
from coopindex.report.pages import (
    experts,
    scenarios,
    sensitivity,
    uncertainty,
    weight_sensitivity,
)
from coopindex.report.pages.methodology import observations
from coopindex.report.pages.scoring import node_points
from coopindex.robustness.answers import plain_rows

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.questions.elicitation import Elicitation

# the tables of the audit that lie beside a report; `audit --table NAME` gives every other
AUDITED = frozenset(("findings", "rules", "correlations", "structure", "importance", "reliability"))


def inputs(edition: Edition) -> dict[str, Any]:
    """What the report was computed from: digests, weights, years, seed and settings."""
    found, varied, drawn = edition.weights, edition.uncertainty, edition.map
    compared = list(edition.compared.names) if edition.compared else []
    robustness = (
        {
            "draws": found.draws,
            "seed": found.seed,
            "vary": found.vary,
            "note": weight_sensitivity.note(found),
        }
        if found
        else {}
    )
    if varied:
        robustness["varied"] = uncertainty.note(varied)
    return {
        **edition.result.provenance,
        "robustness": robustness,
        "compared": compared,
        **({} if drawn is None else {"map": drawn.facts}),
        **({} if edition.lang == "en" else {"lang": edition.lang}),
    }


def tables(edition: Edition) -> Mapping[str, pd.DataFrame]:
    """The tables, each at full precision."""
    result, found = edition.result, edition.weights
    made = {
        "scores": result.scores,
        "nodes": node_points(result),
        "weights": result.weights,
        "observations": observations(result),
        "changes": result.changes,
    }
    if len(result.treatments):
        made["treatments"] = result.treatments
    if found is not None:
        made["rank_intervals"] = found.table
        made["rank_probabilities"] = one_by_one(found.rank_probabilities)
        made["swaps"] = found.swaps
    if edition.uncertainty is not None:
        made["uncertainty"] = edition.uncertainty.table((LOW, HIGH))
    if edition.factors is not None:
        made["factors"] = edition.factors.everything
    if edition.scenarios is not None:
        made["scenarios"] = edition.scenarios.table
    if edition.guarantee is not None:
        made["guarantee"] = edition.guarantee.table
    if edition.compared is not None:
        made["comparison"] = edition.compared.table
    return made | _further(edition)


def _further(edition: Edition) -> dict[str, pd.DataFrame]:
    """The tables of the audit, of obstacles, groups, disparity and growth."""
    made: dict[str, pd.DataFrame] = {}
    if edition.audit is not None:
        names = AUDITED & {*edition.audit.possible, "findings", "rules"}
        made |= {f"audit_{name}": edition.audit.table(name) for name in sorted(names)}
    if edition.obstacles is not None:
        made |= {"obstacles": edition.obstacles.table, "obstacle_means": edition.obstacles.means}
    if edition.grouped is not None:
        made |= {"groups": edition.grouped.means}
    if edition.disparity is not None:
        made |= {"disparity": edition.disparity.totals}
    if edition.elicited is not None:
        made |= _of_experts(edition.elicited)
    if len(edition.cuts):
        made |= {"strengths": edition.marked, "cuts": edition.cuts}
    if len(edition.workings):
        made |= {"workings": edition.workings}
    return made if edition.growth is None else made | {"growth": edition.growth}


def _of_experts(found: Sequence[Elicitation]) -> dict[str, pd.DataFrame]:
    """The tables of what experts judged, of all schemes that were asked of some."""
    import pandas as pd

    each = [experts.parts_of(one) for one in found]
    names = dict.fromkeys(name for parts in each for name in parts)
    return {
        f"expert_{name}": pd.concat([parts[name] for parts in each if name in parts])
        for name in names
    }


def answers(edition: Edition) -> Mapping[str, Any]:
    """The answers as plain values, as the commands print them with --json."""
    made: dict[str, Any] = {"scores": edition.result.as_dict()}
    if edition.weights is not None:
        made["robustness"] = weight_sensitivity.facts(edition.weights)
    if edition.uncertainty is not None:
        made["uncertainty"] = uncertainty.facts(edition.uncertainty, (LOW, HIGH), 3, HIGH)
    if edition.factors is not None:
        made["factors"] = sensitivity.facts(edition.factors)
    if edition.scenarios is not None:
        made["scenarios"] = scenarios.facts(edition.scenarios)
    if edition.guarantee is not None:
        # weights that attain every rank take a search each: `guarantee --json` has them
        found = edition.guarantee
        made["guarantee"] = {**found.facts, "units": plain_rows(found.table)}
    if edition.compared is not None:
        made["comparison"] = edition.compared.as_dict()
    if edition.elicited is not None:
        made["experts"] = [
            {"scheme": found.scheme and found.scheme.code, **found.as_dict()}
            for found in edition.elicited
        ]
    if len(edition.cuts):
        made["strengths"] = {"strengths": records(edition.marked), "cuts": records(edition.cuts)}
    if len(edition.workings):
        made["workings"] = records(edition.workings)
    return made | {"published": [check.as_dict() for check in edition.checks]}


def one_by_one(chances: pd.DataFrame) -> pd.DataFrame:
    """Return units x ranks as one row a unit and rank."""
    table = chances.T.melt(ignore_index=False, var_name="unit", value_name="probability")
    return table.reset_index()[["unit", "rank", "probability"]]

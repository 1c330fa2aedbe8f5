"""The stages of an index and the steps that a column takes: the one list that all others follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Stage:
    """One stage of the making of an index.

    name : as analysts write it. what : what is done, in a phrase. of : what it is done to: every
    node's `column`, the `children` of a node, or the `units`. chosen : whether a method is named;
    else there is one rule, which has options.
    """

    name: str
    what: str
    of: Literal["column", "children", "units"]
    chosen: bool = True


STAGES = (
    Stage("denomination", "divide by what makes units comparable", "column", chosen=False),
    Stage(
        "transform",
        "change a column's shape before it is compared (logarithms and the like)",
        "column",
    ),
    Stage("imputation", "fill in what is missing", "column"),
    Stage("treatment", "tame outliers", "column"),
    Stage("normalisation", "bring columns onto a common scale", "column"),
    Stage("rounding", "round where the publisher rounded", "column", chosen=False),
    Stage("weighting", "say how much each child counts in its parent", "children"),
    Stage("missing", "say what becomes of a node that lacks children", "children", chosen=False),
    Stage("aggregation", "put the children of a node together", "children"),
    Stage("ranking", "order the units", "units"),
)

# those at which a method is named -> what is done
METHOD_STAGES: Mapping[str, str] = {stage.name: stage.what for stage in STAGES if stage.chosen}
# those of them that a column passes, in this order; each has a method `none`, which is the default
COLUMN_STAGES = tuple(s.name for s in STAGES if s.of == "column" and s.chosen)
# those whose methods may take statistics of rows, in the order in which they are fitted
FITTED = tuple(stage.name for stage in STAGES if stage.chosen and stage.of != "units")


@dataclass(frozen=True)
class Step:
    """One step of a column: the attribute of the node that says how, and what stands after it.

    after : what the column is called after it; "" where nobody looks at it.
    """

    name: str
    stage: str
    after: str = ""


STEPS = (
    Step("round_column", "rounding", "column"),
    Step("denomination", "denomination", "denominated"),
    Step("transform", "transform", "transformed"),
    Step("imputation", "imputation", "imputed"),
    Step("treatment", "treatment", "treated"),
    Step("normalisation", "normalisation"),
    Step("round_finished", "rounding", "finished"),
)

# what a column is called along its way
COLUMNS = tuple(step.after for step in STEPS if step.after)

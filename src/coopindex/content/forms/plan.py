"""The form of a plan of robustness: the factors that vary, and named scenarios."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Literal

from pydantic import Field

from coopindex.content.forms.pieces import (
    A_SHARE,
    METHOD,
    ONE_AS_LIST,
    Aggregation,
    AnyChosen,
    Code,
    ConditionsForm,
    Form,
    Imputation,
    Label,
    Looks,
    Normalisation,
    Number,
    Reads,
    ReferenceForm,
    Schema,
    Status,
    Transform,
    Treatment,
    When,
    Word,
    any_of,
    only,
    share_of,
)
from coopindex.engine.naming import AS_SCORED
from coopindex.phrases import Wording


def _share(value: Any) -> Any:
    """Read a share, 25% or 0.25, which may be more than the whole."""
    found = share_of(value)
    if found is None or not found <= sys.float_info.max:
        raise ValueError(Wording("definition.no-plan-share", value=value))
    return float(found)


def _without_reference(own: Schema) -> Schema:
    """A method that takes another's place keeps its rows of reference, and states none."""
    return {"allOf": [own, {"properties": {"reference": {"type": "null"}}}]}


def _or_as_scored(own: Schema) -> Schema:
    return any_of({"const": AS_SCORED}, own)


Share = Annotated[
    float, Reads(_share, written=only(any_of({"type": "number", "minimum": 0}, A_SHARE)))
]
Codes = Annotated[list[Code], Field(min_length=1), ONE_AS_LIST]
Other = Annotated[AnyChosen, METHOD, Looks(_without_reference)]
Ways = Annotated[list[Annotated[Other[AnyChosen], Looks(_or_as_scored)]], ONE_AS_LIST]


class FactorForm(Form):
    """One thing that varies: exactly one of the keys down to `filled`, and what goes with it."""

    title: Label | None = Field(None, description="what people call it (default: its name)")
    weights: Literal["band", "dirichlet", "free", "ordered", "unknown"] | None = None
    schemes: Annotated[list[Word], ONE_AS_LIST] | None = Field(
        None, description="one of several schemes"
    )
    transform: Ways[Transform] | None = None
    imputation: Ways[Imputation] | None = None
    treatment: Ways[Treatment] | None = None
    normalisation: Ways[Normalisation] | None = None
    aggregation: Ways[Aggregation] | None = None
    reference: Annotated[dict[str, ReferenceForm], Field(min_length=1)] | None = Field(
        None, description="label: the rows on which the scale rests"
    )
    leave_out: Codes | None = Field(
        None, description="nothing, or one of these nodes; `indicators`, `dimensions`"
    )
    error: Share | None = Field(
        None, description="standard deviation of every cell's measurement error"
    )
    filled: Literal["donors"] | None = Field(
        None, description="missing cells take the value of a unit drawn at random"
    )
    below: Codes | None = Field(
        None, description="weights: the parents whose children's weights vary (default: all)"
    )
    vary: Share | None = Field(None, description="weights: band; how far, both ways (default: 25%)")
    concentration: Annotated[Number, Field(gt=0)] | None = Field(
        None, description="weights: dirichlet; the larger, the closer"
    )
    hold: Codes | None = Field(None, description="weights: nodes that keep their share")
    nodes: Codes | None = Field(
        None,
        description="methods: the nodes concerned, or `all` "
        "(default: those that take the index's default)",
    )
    of: Literal["value", "spread", "measure"] | None = Field(
        None, description="error: a share of what"
    )
    indicators: Codes | None = Field(
        None, description="error, filled: which indicators (default: all)"
    )
    statuses: Annotated[list[Status], Field(min_length=1), ONE_AS_LIST] | None = Field(
        None, description="error: of which cells (default: any)"
    )
    reason: str = ""


class ScenarioForm(Form):
    """A named variant; what it does not name stands as scored."""

    title: Label | None = Field(None, description="what people call it (default: its name)")
    scheme: Word | None = Field(None, description="another scheme, by name or file")
    set: Annotated[dict[Code, Share], Field(min_length=1)] = Field(
        {}, description="node: its share of its parent, the others keep their proportions"
    )
    year: When | None = None
    without: Annotated[list[Word], Field(min_length=1), ONE_AS_LIST] = Field(
        [], description="units left out"
    )
    where: ConditionsForm = Field({}, description="only units whose group is so")
    transform: Other[Transform] | None = None
    imputation: Other[Imputation] | None = None
    treatment: Other[Treatment] | None = None
    normalisation: Other[Normalisation] | None = None
    aggregation: Other[Aggregation] | None = None
    reference: ReferenceForm | None = None
    nodes: Codes | None = Field(
        None,
        description="the nodes that take the methods "
        "(default: those that take the index's default)",
    )
    reason: str = ""


class RobustnessForm(Form):
    """What varies, and named scenarios."""

    factors: dict[Word, FactorForm] = {}
    scenarios: dict[Word, ScenarioForm] = {}
    reason: str = ""


class PlanForm(RobustnessForm):
    """A plan in a file of its own."""

    plan: Code

"""The form of a plan of robustness: the factors that vary, and named scenarios."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from coopindex.content.forms.pieces import (
    Code,
    Conditions,
    Form,
    Method,
    Number,
    ReferenceForm,
    Status,
    Word,
    as_list,
)


def _share(value: Any) -> Any:
    """Read a share, 25% or 0.25."""
    number = value
    if isinstance(value, str) and value.strip().endswith("%"):
        with suppress(ValueError):
            number = float(value.strip().removesuffix("%")) / 100
    if (
        isinstance(number, bool)
        or not isinstance(number, int | float)
        or not 0 <= number <= sys.float_info.max
    ):
        raise ValueError(f"`{value}` is no share: write 25% or 0.25")
    return float(number)


Share = Annotated[float, BeforeValidator(_share)]
Codes = Annotated[list[Code], Field(min_length=1), BeforeValidator(as_list)]
Ways = Annotated[list[Method], BeforeValidator(as_list)]


class FactorForm(Form):
    """One thing that varies: exactly one of the keys down to `filled`, and what goes with it."""

    weights: Literal["band", "dirichlet", "free", "ordered", "unknown"] | None = None
    schemes: Annotated[list[Word], BeforeValidator(as_list)] | None = Field(
        None, description="one of several schemes"
    )
    transform: Ways | None = None
    imputation: Ways | None = None
    treatment: Ways | None = None
    normalisation: Ways | None = None
    aggregation: Ways | None = None
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
    statuses: Annotated[list[Status], Field(min_length=1), BeforeValidator(as_list)] | None = Field(
        None, description="error: of which cells (default: any)"
    )
    reason: str = ""


class ScenarioForm(Form):
    """A named variant; what it does not name stands as scored."""

    scheme: Word | None = Field(None, description="another scheme, by name or file")
    set: Annotated[dict[Code, Share], Field(min_length=1)] = Field(
        {}, description="node: its share of its parent, the others keep their proportions"
    )
    year: int | None = None
    without: Annotated[list[Word], Field(min_length=1), BeforeValidator(as_list)] = Field(
        [], description="units left out"
    )
    where: Conditions = Field({}, description="only units whose group is so")
    transform: Method | None = None
    imputation: Method | None = None
    treatment: Method | None = None
    normalisation: Method | None = None
    aggregation: Method | None = None
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

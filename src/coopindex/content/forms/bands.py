"""Tiers of scores as they are written: listed, or named as a set that the field knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from coopindex.content.forms.pieces import Form, Label, Number, Reads, Schema, any_of
from coopindex.phrases import LANGUAGES, Wording, chain, say
from coopindex.problems import nearest

# set -> where its tiers begin, best first, by the keys of their names
PRESETS: Mapping[str, Mapping[str, float]] = {
    # Tian and others (2021), Acta Geographica Sinica 76(4), table 1
    "coupling_grades": {
        "quality": 0.9,
        "good": 0.8,
        "intermediate": 0.7,
        "primary": 0.6,
        "barely": 0.5,
        "near": 0.4,
        "mild": 0.3,
        "moderate": 0.2,
        "severe": 0.1,
        "extreme": 0.0,
    },
    "coupling_stages": {"high": 0.8, "running-in": 0.5, "antagonistic": 0.3, "low": 0.0},
}
Closed = Literal["left", "right"]
A_PRESET: Schema = {
    "anyOf": [
        {"enum": [*PRESETS]},
        {
            "type": "object",
            "properties": {"preset": {"enum": [*PRESETS]}, "closed": {"enum": [*get_args(Closed)]}},
            "required": ["preset"],
            "additionalProperties": False,
        },
    ]
}


class BandForm(Form):
    """A named tier of scores."""

    name: Label
    threshold: Number = Field(alias="from")
    to: Number | None = Field(
        None, description="the highest score there can be: one above it has no tier, and is flagged"
    )
    closed: Closed | None = Field(
        None, description="`right`: a score equal to `from` belongs to the tier below"
    )


def _listed(written: Any) -> Any:
    """List the tiers of a set that is named."""
    if isinstance(written, str):
        written = {"preset": written}
    if not isinstance(written, Mapping):
        return written
    if "preset" not in written:
        raise ValueError(Wording("definition.bands-kind", known=tuple(PRESETS)))
    name, closed = str(written["preset"]), written.get("closed") or "right"
    others = sorted(map(str, written.keys() - {"preset", "closed"}))
    if name not in PRESETS:
        message = Wording("definition.no-bands-preset", name=name)
        raise ValueError(chain([message, nearest(name, PRESETS)]))
    if others:
        raise ValueError(Wording("definition.bands-preset-keys", keys=tuple(others)))
    if closed not in get_args(Closed):
        raise ValueError(Wording("definition.bands-preset-closed", closed=str(closed)))
    *_, lowest = tiers = PRESETS[name]
    return [
        {
            "name": {lang: say(f"grade.{tier}", lang) for lang in LANGUAGES},
            "from": threshold,
            # both are measured from 0 to 1; none of the others ends before the next begins
            "to": 1.0,
            # what lies at the very end belongs to the lowest
            "closed": "left" if tier == lowest else closed,
        }
        for tier, threshold in tiers.items()
    ]


Bands = Annotated[list[BandForm], Reads(_listed, written=lambda own: any_of(own, A_PRESET))]

"""What every form is made of: mappings with known keys, labels, codes, methods, references.

Each type says in one place how it reads what is written and, as JSON Schema, what that may be. So
an editor knows every short form that is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from coopindex.content.tables.column import in_one_line
from coopindex.engine.index import STATUSES
from coopindex.periods import Period, is_period, read
from coopindex.phrases import Wording

Schema = dict[str, Any]

LARGEST = 1e150  # beyond it squares overflow, and with them every standard deviation
CODE = r"[A-Za-z0-9][A-Za-z0-9_.\-]*"
CODES = "definition.codes.hint"
ALL = "all"  # in place of a column: whatever the column
WORDS_FOR_YEARS = ("each", "all", "scored")

NUMBER = r"(\d+(?:\.\d*)?|\.\d+)"
PERCENT = re.compile(rf"\s*{NUMBER}\s*%\s*", re.ASCII)
FRACTION = re.compile(rf"\s*{NUMBER}\s*/\s*{NUMBER}\s*", re.ASCII)
# a share as text, for editors
A_SHARE = {"type": "string", "pattern": f"^({PERCENT.pattern}|{FRACTION.pattern})$"}
A_PERCENT = {"type": "string", "pattern": f"^{PERCENT.pattern}$"}


@dataclass(frozen=True, slots=True)
class Reads(BeforeValidator):
    """Read what is written by `func` first; what that takes stands beside it as JSON Schema.

    written : the schema of all that may be written, of the type's own schema.
    """

    written: Callable[[Schema], Schema] = dict

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """Return the schema of what may be written."""
        return self.written(handler(core))


@dataclass(frozen=True, slots=True)
class Looks:
    """What may be written, as JSON Schema, of the type's own; it is read as the type says."""

    written: Callable[[Schema], Schema]

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """Return the schema of what may be written."""
        return self.written(handler(core))


def any_of(*schemas: Schema) -> Schema:
    """Return the schema of what fits one of several, each of them once."""
    flat = [part for schema in schemas for part in schema.get("anyOf", [schema])]
    return {"anyOf": [part for at, part in enumerate(flat) if part not in flat[:at]]}


def only(schema: Schema) -> Callable[[Schema], Schema]:
    """What may be written has this schema, whatever the type's own is."""
    return lambda _: schema


def share_of(written: Any) -> float | None:
    """Read a share: a number, a percent or a fraction; None where it is none of them.

    >>> [share_of(written) for written in (0.5, 1, "60%", "3/4", "-1%", "half", True)]
    [0.5, 1, 0.6, 0.75, None, None, None]
    """
    if isinstance(written, str):
        if percent := PERCENT.fullmatch(written):
            return float(percent[1]) / 100
        parts = FRACTION.fullmatch(written)
        return float(parts[1]) / float(parts[2]) if parts and float(parts[2]) else None
    number = isinstance(written, int | float) and not isinstance(written, bool)
    return written if number and written >= 0 else None


def written_as_text(value: Any) -> Any:
    """Take a whole number for text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number_as_text(value: Any) -> Any:
    """Take any number for text."""
    return str(value) if isinstance(value, float) else written_as_text(value)


def _as_list(value: Any) -> Any:
    """Take a single entry for a list of one."""
    return value if isinstance(value, list) else [value]


WHOLE_AS_TEXT = Reads(written_as_text, written=lambda own: any_of(own, {"type": "integer"}))
NUMBER_AS_TEXT = Reads(_number_as_text, written=lambda own: any_of(own, {"type": "number"}))
ONE_AS_LIST = Reads(_as_list, written=lambda own: any_of(own["items"], own))


def _for_all(value: Any) -> Any:
    """Take what is written of no column for what holds for all."""
    return value if isinstance(value, Mapping) else {ALL: _as_list(value)}


FOR_ALL = Reads(
    _for_all,
    written=lambda own: any_of(
        own["additionalProperties"], *own["additionalProperties"]["anyOf"], own
    ),
)


def mapping_under(key: str, word: Schema | None = None) -> Reads:
    """Accept a plain word for a mapping whose first key is `key`.

    word : the schema of such words; {} where the mapping's own says it.
    """

    def read(value: Any) -> Any:
        if not isinstance(value, str | Mapping | BaseModel | None):
            raise PydanticCustomError("word_or_mapping", "should be a word or a mapping")
        return {key: value} if isinstance(value, str) else value

    said = {"type": "string"} if word is None else word
    return Reads(read, written=lambda own: any_of(said, own) if said else own)


def _known_status(value: str) -> str:
    if value not in STATUSES:
        raise ValueError(Wording("definition.no-status", value=value))
    return value


class Form(BaseModel):
    """A mapping with known keys; a key without a value counts as not written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _unwritten(cls, data: Any) -> Any:
        if data is None and not any(entry.is_required() for entry in cls.model_fields.values()):
            return {}
        known = {entry.alias or name for name, entry in cls.model_fields.items()}
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in known}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """Return the schema of the mapping: what need not be written may stand without a value."""
        own = handler(core)
        mapping = handler.resolve_ref_schema(own)
        mapping.pop("title", None)
        for key in mapping["properties"].keys() - set(mapping.get("required", ())):
            mapping["properties"][key] = or_nothing(mapping["properties"][key])
        try:
            cls.model_validate(None)
        except ValidationError:
            return own
        whole = dict(mapping)
        mapping.clear()
        mapping.update(or_nothing(whole))
        return own


def or_nothing(schema: Schema) -> Schema:
    """Return a schema that allows for a key without a value too."""
    said = {
        key: schema[key] for key in ("description",) if "properties" not in schema and key in schema
    }
    rest = {key: value for key, value in schema.items() if key not in said}
    return any_of(rest, {"type": "null"}) | said


class Words(Form):
    """A label in English, in Chinese, or in both."""

    model_config = ConfigDict(
        json_schema_extra={"not": {"properties": {"en": {"type": "null"}, "zh": {"type": "null"}}}}
    )
    en: Annotated[str, WHOLE_AS_TEXT] = ""
    zh: Annotated[str, WHOLE_AS_TEXT] = ""

    @model_validator(mode="after")
    def _says_something(self) -> Words:
        if not self.model_fields_set:
            raise ValueError(Wording("definition.names-nothing"))
        return self


Label = Annotated[Words, mapping_under("en"), WHOLE_AS_TEXT]
Code = Annotated[str, Field(pattern=f"^{CODE}$"), WHOLE_AS_TEXT]
Word = Annotated[str, WHOLE_AS_TEXT]
InFile = Annotated[str, NUMBER_AS_TEXT]  # a cell, as it stands in a file: any text
# a header, or what rows are called: as in the file, but in one line
ColumnName = Annotated[InFile, AfterValidator(in_one_line)]
ColumnKey = Annotated[str, AfterValidator(in_one_line)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Decimals = Annotated[int, Field(ge=-15, le=15)]  # more digits than these no number holds
Status = Annotated[
    str, AfterValidator(_known_status), WithJsonSchema({"enum": [*STATUSES], "type": "string"})
]
ConditionsForm = Annotated[dict[ColumnKey, Word], Field(min_length=1)]


def size_of_weight(weight: float) -> tuple[Wording, Wording] | None:
    """Say what is wrong with a weight's size, and the way out.

    None where it is 0 or can be reckoned with.
    """
    if weight > LARGEST:
        return (
            Wording("definition.weight-infinite", weight=weight),
            Wording("definition.weight-infinite.hint"),
        )
    if 0 < weight < 1 / LARGEST:
        return (
            Wording("definition.weight-tiny", weight=weight),
            Wording("definition.weight-tiny.hint"),
        )
    return None


def _read_period(value: Any, as_year: ValidatorFunctionWrapHandler) -> Any:
    """Take a text such as `2021-05` as it is, and anything else as a year."""
    if not isinstance(value, str) or value.isdecimal():
        return as_year(value)
    if is_period(value):
        return value
    found = read(value)
    if found is None:
        raise ValueError(Wording("definition.not-a-period", text=value))
    raise ValueError(Wording("definition.period-written-so", text=value, period=found))


A_PERIOD = {"type": "string", "pattern": r"^[1-9]\d{3}(-(0[1-9]|1[0-2])|Q[1-4]|H[12])$"}


@dataclass(frozen=True, slots=True)
class _Period:
    """How a year or another period is read: 2021, or `2021H1`, `2021Q2`, `2021-05`."""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return what reads it."""
        year = core_schema.int_schema(strict=True)
        return core_schema.no_info_wrap_validator_function(_read_period, year)

    def __get_pydantic_json_schema__(
        self, _core: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> Schema:
        """Return the schema of what may be written."""
        return any_of({"type": "integer"}, A_PERIOD)


When = Annotated[Period, _Period()]
YEARS = any_of(
    {"enum": [*WORDS_FOR_YEARS]},
    {"type": "array", "items": any_of({"type": "integer"}, A_PERIOD), "minItems": 1},
)


class ReferenceForm(Form):
    """The rows whose statistics (a minimum, a mean, a ranking's n) fix a step's parameters."""

    years: Annotated[Any, WithJsonSchema(YEARS)] = "each"
    where: ConditionsForm = {}
    reason: str = ""


class Chosen(Form):
    """A method, its options, the rows whose statistics it takes, and the reason for it."""

    model_config = ConfigDict(extra="allow")
    stage: ClassVar[str]
    method: str
    reference: ReferenceForm | None = None
    reason: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """The options as written."""
        return dict(self.__pydantic_extra__ or {})

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """Return the schema of the stage's methods with their options."""
        from coopindex.content.forms.editors import choice

        own = handler(core)
        mapping = handler.resolve_ref_schema(own)
        reference = mapping["properties"]["reference"]
        mapping.clear()
        mapping.update(choice(cls.stage, reference))
        return own


class Transform(Chosen):
    """A transform."""

    stage = "transform"


class Imputation(Chosen):
    """An imputation."""

    stage = "imputation"


class Treatment(Chosen):
    """A treatment of outliers."""

    stage = "treatment"


class Normalisation(Chosen):
    """A normalisation."""

    stage = "normalisation"


class Weighting(Chosen):
    """A weighting."""

    stage = "weighting"


class Aggregation(Chosen):
    """An aggregation."""

    stage = "aggregation"


AnyChosen = TypeVar("AnyChosen", bound=Chosen)
METHOD = mapping_under("method", {})
MethodForm = Annotated[AnyChosen, METHOD]

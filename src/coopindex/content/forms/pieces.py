"""What every form is made of: mappings with known keys, labels, codes, methods, references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from coopindex.engine.index import STATUSES

LARGEST = 1e150  # beyond it squares overflow, and with them every standard deviation
CODE = r"[A-Za-z0-9][A-Za-z0-9_.\-]*"
CODES = "codes are letters, digits, `_`, `-` and `.`, and begin with a letter or digit"


def as_text(value: Any) -> Any:
    """Take a whole number for text."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def number_as_text(value: Any) -> Any:
    """Take any number for text."""
    return str(value) if isinstance(value, float) else as_text(value)


def _known_status(value: str) -> str:
    if value not in STATUSES:
        raise ValueError(f"`{value}` is no status")
    return value


def as_list(value: Any) -> Any:
    """Take a single entry for a list of one."""
    return value if isinstance(value, list) else [value]


def mapping_under(key: str) -> BeforeValidator:
    """Accept a plain word for a mapping whose first key is `key`."""

    def read(value: Any) -> Any:
        if not isinstance(value, str | Mapping | BaseModel | None):
            raise PydanticCustomError("word_or_mapping", "should be a word or a mapping")
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(read)


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


class Words(Form):
    """A label in English, in Chinese, or in both."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})
    en: Annotated[str, BeforeValidator(as_text)] = ""
    zh: Annotated[str, BeforeValidator(as_text)] = ""

    @model_validator(mode="after")
    def _says_something(self) -> Words:
        if not self.model_fields_set:
            raise PydanticCustomError("no_words", "names nothing: write `en`, `zh` or both")
        return self


Label = Annotated[Words, mapping_under("en"), BeforeValidator(as_text)]
Code = Annotated[str, Field(pattern=f"^{CODE}$"), BeforeValidator(as_text)]
Word = Annotated[str, BeforeValidator(as_text)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Decimals = Annotated[int, Field(ge=-15, le=15)]  # more digits than these no number holds
Status = Annotated[str, AfterValidator(_known_status)]
Conditions = Annotated[dict[str, Word], Field(min_length=1)]


def size_of_weight(weight: float) -> tuple[str, str] | None:
    """Say what is wrong with a weight's size, and the way out; None where it is 0 or can be reckoned with."""
    if weight > LARGEST:
        return (
            f"{weight} is infinite, or too large to reckon with",
            "write a smaller number: only proportions count",
        )
    if 0 < weight < 1 / LARGEST:
        return (
            f"{weight} is too small to reckon with",
            "write a larger number: only proportions count; 0 leaves it out",
        )
    return None


class ReferenceForm(Form):
    """The rows whose statistics (a minimum, a mean, a ranking's n) fix a step's parameters."""

    years: Any = "each"
    where: Conditions = {}
    reason: str = ""


class Chosen(Form):
    """A method, its options, the rows whose statistics it takes, and the reason for it."""

    model_config = ConfigDict(extra="allow")
    method: str
    reference: ReferenceForm | None = None
    reason: str = ""

    @property
    def options(self) -> dict[str, Any]:
        """The options as written."""
        return dict(self.__pydantic_extra__ or {})


Method = Annotated[Chosen, mapping_under("method")]

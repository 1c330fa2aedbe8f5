"""The form of what analysts write in YAML: one model for each mapping, unknown keys refused."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, RootModel

from coopindex.content.forms.pieces import (
    CODE,
    LARGEST,
    Chosen,
    Code,
    Conditions,
    Decimals,
    Form,
    Label,
    Method,
    Number,
    ReferenceForm,
    Status,
    Word,
    as_list,
    as_text,
    mapping_under,
    number_as_text,
)
from coopindex.content.forms.plan import RobustnessForm
from coopindex.methods.registry import PERCENTILE
from coopindex.methods.stages import COLUMN_STAGES

Level = Literal["flag", "error"]
NODE = "{node}"
TABLE = rf"^({CODE}|[A-Za-z0-9_.\-]*\{{node\}}[A-Za-z0-9_.\-]*)$"
STEPS = COLUMN_STAGES


def _present(value: Any) -> Any:
    """Read a share of the children (2/3, 0.5, 60%) as a decimal number; a whole number of children stays one."""
    found = value
    if isinstance(value, str):
        part, over, whole = value.rstrip("%").partition("/")
        try:
            found = float(part) / float(whole if over else 100 if value.endswith("%") else "")
        except (ValueError, ZeroDivisionError):
            found = None
    if (
        isinstance(found, bool)
        or not isinstance(found, int | float)
        or found < 0
        or (isinstance(found, float) and found > 1)
    ):
        raise ValueError(
            f"`{value}` is neither a share of the children (2/3, 0.5, 60%) nor a number of them"
        )
    return found


def _share(value: Any) -> Any:
    """Read a share (2/3, 0.5, 60%)."""
    found = _present(value)
    if found > 1:
        raise ValueError(f"`{value}` is no share (2/3, 0.5, 60%)")
    return float(found)


def _divisor(value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (isinstance(value, str) or (number and 0 < abs(value) <= LARGEST)):
        raise ValueError(f"`{value}` is neither a variable nor a number to divide by")
    return value


def _agreement(value: Any) -> Any:
    """Read which figures are met: a share of them, or `all but 6`, which becomes the number 6."""
    words = value.split() if isinstance(value, str) else []
    if words[:1] == ["all"]:
        but = words[2] if words[1:2] == ["but"] and len(words) == 3 else ""
        if words == ["all"] or but.isdecimal():
            return int(but) if but else 1.0
    try:
        found = _share(value)
    except ValueError:
        found = 0.0
    if not found:
        raise ValueError(f"`{value}` is neither a share above 0 (0.99, 99%) nor `all but 6`")
    return found


def _tolerance(value: Any) -> Any:
    """Read a tolerance in the figure's own measure; 0.5% is 0.005."""
    found = value
    if isinstance(value, str) and value.strip().endswith("%"):
        try:
            found = float(value.strip().removesuffix("%").strip() + "e-2")
        except ValueError:
            found = None
    fine = isinstance(found, int | float) and not isinstance(found, bool)
    if not fine or not 0 < found < float("inf"):
        raise ValueError(f"`{value}` is no tolerance: write a number above 0, as 0.01 or 0.5%")
    return float(found)


class DenominationForm(Form):
    """Divide by a variable or a number, then multiply by `per`."""

    by: Annotated[Any, BeforeValidator(_divisor)] = Field(description="a variable, or a number")
    per: Number = Field(1.0, ge=1 / LARGEST, le=LARGEST)
    reason: str = ""


class RoundingForm(Form):
    """Decimals kept after the column's birth and after its normalisation, from -15 (quadrillions) to 15."""

    column: Decimals | None = None
    finished: Decimals | None = None
    half: Literal["even", "up"] = Field(
        "even",
        description="where a half goes: to the even digit, or away from 0 as in spreadsheets",
    )
    reason: str = ""


class MissingForm(Form):
    """What a dimension does about missing children."""

    minimum_present: Annotated[Any, BeforeValidator(_present)] = Field(
        0.0, description="a share (2/3, 60%) or a number of children"
    )
    renormalise: bool = True
    as_: Literal["zero"] | None = Field(None, alias="as")
    reason: str = ""


class RankedForm(Form):
    """The units that are ranked; the others are scored only."""

    where: Conditions = {}
    minimum_present: Annotated[Number, BeforeValidator(_share)] = Field(
        0.0, description="share of the indicators that must be there"
    )
    minimum_nonzero: Annotated[Number, BeforeValidator(_share)] = Field(
        0.0, description="share of those there that must not be 0"
    )
    scale: Literal["all", "ranked"] = Field(
        "all", description="whose figures fix minima, means and the like"
    )
    reason: str = ""


class AppliesForm(Form):
    """The units that a node applies to; for the others it is left out."""

    where: Conditions
    reason: str = ""


class EvidenceForm(Form):
    """How an indicator is counted from rows of evidence."""

    method: Literal["count", "sum", "distinct", "latest"]
    field: str | None = Field(
        None, description="the column whose different values are counted (method: distinct)"
    )
    period: Literal["until", "year"] = "until"
    without: Literal["missing", "zero"] = "missing"
    reason: str = ""


class Steps(Form):
    """The steps of a column on its way to the finished column."""

    denomination: DenominationForm | None = None
    transform: Method | None = None
    imputation: Method | None = None
    treatment: Method | None = None
    normalisation: Method | None = None
    rounding: RoundingForm | None = None
    aggregation: Method | None = None
    missing: MissingForm | None = None
    reference: ReferenceForm | None = None


Bounds = Annotated[list[Number | None], Field(min_length=2, max_length=2)]


class NodeForm(Steps):
    """An indicator, or a dimension with its children."""

    title: Label | None = None
    description: Label | None = None
    reason: str = ""
    note: Label | None = None
    weight: Number = Field(1.0, ge=0)
    direction: Literal["positive", "negative"] = "positive"
    measure: Word = Field("", description="the unit of measurement")
    bounds: Bounds | None = Field(
        None, description="[lowest, highest] possible value, null is open"
    )
    data: Code | None = Field(
        None, description="the column whose values it takes (default: its own code)"
    )
    evidence: Annotated[EvidenceForm, mapping_under("method")] | None = None
    constant: Annotated[Number, Field(ge=-LARGEST, le=LARGEST)] | None = Field(
        None, description="the same value for every unit and year, instead of data"
    )
    applies: AppliesForm | None = Field(
        None, description="the units it applies to; for the others it is left out"
    )
    weighting: Method | None = None
    children: dict[str, NodeForm] = {}


class VariableForm(Form):
    """A column that is read but is no indicator."""

    title: Label | None = None
    measure: Word = ""
    bounds: Bounds | None = None
    note: Label | None = None


class PercentileForm(Form):
    """How percentile ranks are worked out: the options of the normalisation `percentile_rank`, and decimals."""

    model_config = ConfigDict(extra="allow")
    decimals: Decimals | None = None
    reason: str = ""

    @property
    def method(self) -> Chosen:
        """The choice of the method with its options."""
        return Chosen(method=PERCENTILE, reason=self.reason, **(self.__pydantic_extra__ or {}))


class RankingForm(Form):
    """How units are ordered."""

    ties: str = "min"
    decimals: Decimals | None = None
    best: Literal["high", "low"] = "high"
    percentile: PercentileForm = PercentileForm()
    reason: str = ""


class BandForm(Form):
    """A named tier of scores."""

    name: Label
    threshold: Number = Field(alias="from")


class CheckForm(Form):
    """A check across rows or columns."""

    check: Literal["sum_of_parts", "column_sum", "repeated_value", "plausible_range"]
    total: str | None = None
    parts: list[str] | None = None
    column: str | None = None
    equals: Number | None = None
    per: str | None = Field(
        None, description="the column that `column` is divided by before its range is looked at"
    )
    range: Bounds | None = Field(
        None, description="[lowest, highest] plausible value, null is open"
    )
    level: Level = "flag"
    source: str = ""
    note: str = ""


class PublishedForm(Form):
    """A published figure that ours must meet: one `value`, or a `table`'s column of them."""

    figure: Literal["score", "column", "rank", "percentile", "decile", "mean_score", "weight"]
    value: Annotated[str, Field(pattern=r"^[-+]?\d+(\.\d*)?\s*%?$")] | None = None
    table: Annotated[str, Field(pattern=TABLE), BeforeValidator(as_text)] | None = Field(
        None,
        description="the observations' column of the published figures; {node} stands for each",
    )
    decimals: Annotated[int, Field(ge=0, le=15)] | None = Field(
        None, description="how many decimals the table was printed with"
    )
    tolerance: Annotated[Number, BeforeValidator(_tolerance)] | None = Field(
        None, description="how far off ours may be, in the figure's measure, in place of decimals"
    )
    agree: Annotated[Any, BeforeValidator(_agreement)] = Field(
        1.0, description="the share of the table's figures that must be met, or `all but 6`"
    )
    blanks: Literal["told", "held"] = Field(
        "told", description="whether a figure of ours where the table has none is a miss: `held`"
    )
    unit: Word | None = None
    node: str | None = None
    top: Annotated[int, Field(gt=0)] | None = None
    year: int | None = None
    scheme: str | None = None
    source: str = ""
    note: str = ""


def known_encoding(value: str) -> str:
    """Return the name of an encoding of text; another is a ValueError."""
    try:
        "a".encode(value)
    except (LookupError, UnicodeError):
        known = "such as utf-8, gb18030, cp1252 or cp1250"
        raise ValueError(f"`{value}` is no encoding of text, {known}") from None
    return value


class FileForm(Form):
    """A table's file and, where they must be said, its sheet and its encoding."""

    file: str
    sheet: Word | None = Field(None, description="of a workbook (default: the first visible one)")
    encoding: Annotated[str, AfterValidator(known_encoding)] | None = Field(
        None, description="of a text file, such as cp1250 (default: found out)"
    )


class TableForm(FileForm):
    """A table: its file and, where they differ from the usual ones, its columns."""

    missing: list[Annotated[str, BeforeValidator(number_as_text)]] = Field(
        [], description="texts that mean missing"
    )
    status: Status | None = None
    source: str | None = None


class ObservationsForm(TableForm):
    """The observations' table."""

    unit: str = "unit"
    indicator: str = "indicator"
    year: str = "year"
    value: str = "value"


class EvidenceTableForm(TableForm):
    """The evidence table."""

    unit: str = "unit"
    indicator: str = "indicator"
    date: str = "date"
    value: str = "value"


class UnitsForm(FileForm):
    """The table of units; `groups` are its grouping columns (default: all further columns)."""

    code: str = "code"
    name_en: str = "name_en"
    name_zh: str = "name_zh"
    groups: list[str] | None = None


class SourcesFileForm(Form):
    """The file of the sources."""

    file: str


class DataForm(Form):
    """Where the data lie."""

    observations: (
        Annotated[
            list[Annotated[ObservationsForm, mapping_under("file")]], BeforeValidator(as_list)
        ]
        | None
    ) = None
    units: Annotated[UnitsForm, mapping_under("file")] | None = None
    evidence: Annotated[EvidenceTableForm, mapping_under("file")] | None = None
    sources: Annotated[SourcesFileForm, mapping_under("file")] | None = None


class IndexForm(Steps):
    """A whole index. Its root is a node like any other, so it takes a node's steps too."""

    index: Code
    title: Label | None = None
    description: Label | None = None
    note: Label | None = None
    reason: str = ""
    unit: Label | None = Field(None, description="what is ranked")
    year: int | None = None
    weights: str | None = Field(None, description="the scheme used when nobody says otherwise")
    data: DataForm = DataForm()
    variables: dict[str, VariableForm] = {}
    defaults: Steps = Steps()
    weighting: Method | None = None
    ranking: RankingForm = RankingForm()
    ranked: RankedForm | None = None
    bands: list[BandForm] = []
    checks: list[CheckForm] = []
    published: list[PublishedForm] = []
    robustness: RobustnessForm | None = Field(
        None, description="what varies in the robustness analysis, and named scenarios"
    )
    direction: Literal["positive", "negative"] = "positive"
    children: dict[str, NodeForm] = Field(min_length=1)


class SchemeForm(Form):
    """A named set of weights."""

    scheme: Code
    title: Label | None = None
    description: Label | None = None
    note: Label | None = None
    weights: dict[str, Any] = Field(
        description="node: weight inside its parent, a percent (44.1%) or a plain number"
    )
    remaining: Literal["equal", "proportional"] | None = None
    source: str = ""
    reason: str = ""


class SourceForm(Form):
    """A document or data set that figures come from."""

    title: Word
    publisher: Word = ""
    date: Word = ""
    url: str = ""
    licence: str = ""
    note: str = ""
    author: str = ""
    language: str = ""


class SourcesForm(RootModel[dict[Code, SourceForm]]):
    """The sources by their codes."""

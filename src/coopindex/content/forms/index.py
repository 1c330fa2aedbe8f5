"""The form of what analysts write in YAML: one model for each mapping, unknown keys refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import (
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    RootModel,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from coopindex.content.forms.bands import Bands
from coopindex.content.forms.layout import LayoutForm
from coopindex.content.forms.pieces import (
    A_PERCENT,
    A_SHARE,
    ALL,
    FOR_ALL,
    LARGEST,
    ONE_AS_LIST,
    Aggregation,
    Code,
    ColumnKey,
    ColumnName,
    ConditionsForm,
    Decimals,
    Form,
    Imputation,
    InFile,
    Label,
    Looks,
    MethodForm,
    Normalisation,
    Number,
    Reads,
    ReferenceForm,
    Schema,
    Status,
    Transform,
    Treatment,
    Weighting,
    When,
    Word,
    any_of,
    mapping_under,
    only,
    share_of,
)
from coopindex.content.forms.plan import RobustnessForm
from coopindex.methods.ranking import TiesOrDense
from coopindex.methods.registry import PERCENTILE
from coopindex.methods.stages import COLUMN_STAGES
from coopindex.phrases import Wording

FlagLevel = Literal["flag", "error"]
NODE = "{node}"
STEPS = COLUMN_STAGES
UNIT = {"type": "number", "minimum": 0, "maximum": 1}  # a share as a number


def _present(value: Any) -> Any:
    """Read a share of the children as a decimal number; a whole number of children stays one."""
    found = share_of(value)
    if found is None or (isinstance(found, float) and found > 1):
        raise ValueError(Wording("definition.no-minimum", value=value))
    return found


def _part(value: Any) -> Any:
    """Read a share of a whole (2/3, 0.5, 60%)."""
    found = _present(value)
    if found > 1:
        raise ValueError(Wording("definition.no-share", value=value))
    return float(found)


def _share_as_number(value: Any) -> Any:
    """Read a percent or a fraction as a number; anything else stays as it is."""
    found = share_of(value) if isinstance(value, str) else None
    return value if found is None else found


def _divisor(value: Any) -> Any:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (isinstance(value, str) or (number and 0 < abs(value) <= LARGEST)):
        raise ValueError(Wording("definition.no-divisor", value=value))
    return value


def _agreement(value: Any) -> Any:
    """Read which figures are met: a share, or `all but 6`, which becomes the number 6."""
    words = value.split() if isinstance(value, str) else []
    if words[:1] == ["all"]:
        but = words[2] if words[1:2] == ["but"] and len(words) == 3 else ""
        if words == ["all"] or but.isdecimal():
            return int(but) if but else 1.0
    found = share_of(value)
    if not found or found > 1:
        raise ValueError(Wording("definition.no-agreement", value=value))
    return float(found)


def _tolerance(value: Any) -> Any:
    """Read a tolerance in the figure's own measure.

    0.5% is 0.005 as written: divided by 100, some percents are a little off.
    """
    found = value
    if isinstance(value, str) and value.strip().endswith("%"):
        try:
            found = float(value.strip().removesuffix("%").strip() + "e-2")
        except ValueError:
            found = None
    fine = isinstance(found, int | float) and not isinstance(found, bool)
    if not fine or not 0 < found < float("inf"):
        raise ValueError(Wording("definition.no-tolerance", value=value))
    return float(found)


Present = Annotated[
    Any,
    Reads(_present, written=only(any_of({"type": "integer", "minimum": 0}, UNIT, A_SHARE))),
]
PartForm = Annotated[Number, Reads(_part, written=only(any_of(UNIT, A_SHARE)))]
Divisor = Annotated[
    Any,
    Reads(
        _divisor,
        written=only(
            any_of(
                {"type": "string"},
                {
                    "type": "number",
                    "minimum": -LARGEST,
                    "maximum": LARGEST,
                    "not": {"const": 0},
                },
            )
        ),
    ),
]
WeightForm = Annotated[
    Number,
    Reads(
        _share_as_number,
        written=only(any_of({"type": "number", "minimum": 0}, A_SHARE)),
    ),
]
ALL_BUT = {"type": "string", "pattern": r"^\s*all(\s+but\s+\d+)?\s*$"}
Agreement = Annotated[
    Any,
    Reads(
        _agreement,
        written=only(
            any_of({"type": "number", "exclusiveMinimum": 0, "maximum": 1}, A_SHARE, ALL_BUT)
        ),
    ),
]
Tolerance = Annotated[
    Number,
    Reads(_tolerance, written=only(any_of({"type": "number", "exclusiveMinimum": 0}, A_PERCENT))),
]


class DenominationForm(Form):
    """Divide by a variable or a number, then multiply by `per`."""

    by: Divisor = Field(description="a variable, or a number")
    per: Number = Field(1.0, ge=1 / LARGEST, le=LARGEST)
    reason: str = ""


class RoundingForm(Form):
    """Decimals of the column and of what is normalised, from -15 (quadrillions) to 15."""

    column: Decimals | None = None
    finished: Decimals | None = None
    half: Literal["even", "up"] = Field(
        "even",
        description="where a half goes: to the even digit, or away from 0 as in spreadsheets",
    )
    reason: str = ""


class MissingForm(Form):
    """What a dimension does about missing children."""

    minimum_present: Present = Field(0.0, description="a share (2/3, 60%) or a number of children")
    renormalise: bool = True
    as_: Literal["zero"] | None = Field(None, alias="as")
    reason: str = ""


class RankedForm(Form):
    """The units that are ranked; the others are scored only."""

    where: ConditionsForm = {}
    minimum_present: PartForm = Field(0.0, description="share of the indicators that must be there")
    minimum_nonzero: PartForm = Field(0.0, description="share of those there that must not be 0")
    scale: Literal["all", "ranked"] = Field(
        "all", description="whose figures fix minima, means and the like"
    )
    reason: str = ""


class AppliesForm(Form):
    """The units that a node applies to; for the others it is left out."""

    where: ConditionsForm
    reason: str = ""


Counting = Literal["count", "sum", "distinct", "latest"]


class EvidenceForm(Form):
    """How an indicator is counted from rows of evidence."""

    method: Counting
    field: ColumnKey | None = Field(
        None, description="the column whose different values are counted (method: distinct)"
    )
    period: Literal["until", "year"] = "until"
    without: Literal["missing", "zero"] = "missing"
    reason: str = ""


CountedForm = Annotated[EvidenceForm, mapping_under("method", {"enum": [*get_args(Counting)]})]


class Steps(Form):
    """The steps of a column on its way to the finished column."""

    denomination: DenominationForm | None = None
    transform: MethodForm[Transform] | None = None
    imputation: MethodForm[Imputation] | None = None
    treatment: MethodForm[Treatment] | None = None
    normalisation: MethodForm[Normalisation] | None = None
    rounding: RoundingForm | None = None
    aggregation: MethodForm[Aggregation] | None = None
    missing: MissingForm | None = None
    reference: ReferenceForm | None = None


Bounds = Annotated[list[Number | None], Field(min_length=2, max_length=2)]


class TreeTableForm(LayoutForm):
    """Children that are read from a table, one a row; `columns` names a column for each key."""

    table: str
    columns: dict[str, str] = {}
    below: Word | None = Field(None, description="the row below which the nodes lie")


def _or_table(own: Schema) -> Schema:
    """A tree may lie in a table: it is read before the form is."""
    from coopindex.content.forms.editors import ForEditors

    return any_of(own, TreeTableForm.model_json_schema(schema_generator=ForEditors))


IN_A_TABLE = Looks(_or_table)


class PercentileForm(Form):
    """How percentile ranks are worked out: options of `percentile_rank`, and decimals."""

    model_config = ConfigDict(extra="allow")
    decimals: Decimals | None = None
    reason: str = ""

    @property
    def method(self) -> Normalisation:
        """The choice of the method with its options."""
        return Normalisation(
            method=PERCENTILE, reason=self.reason, **(self.__pydantic_extra__ or {})
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        """Return the schema with the method's options."""
        from coopindex.content.forms.editors import options

        own = super().__get_pydantic_json_schema__(core, handler)
        found = handler.resolve_ref_schema(own)
        mapping = next(part for part in found["anyOf"] if "properties" in part)
        mapping["properties"] |= options("normalisation", PERCENTILE)
        mapping["additionalProperties"] = False
        return own


class RankingForm(Form):
    """How units are ordered, in the index or in one of its nodes."""

    ties: TiesOrDense = "min"
    decimals: Decimals | Literal["none"] | None = Field(
        None, description="what scores are rounded to before they are ranked; none: not at all"
    )
    best: Literal["high", "low"] = "high"
    percentile: PercentileForm = PercentileForm()
    reason: str = ""


class NodeForm(Steps):
    """An indicator, or a dimension with its children."""

    title: Label | None = None
    description: Label | None = None
    reason: str = ""
    note: Label | None = None
    weight: WeightForm = Field(1.0, ge=0, description="inside its parent: a number, 2/3 or 40%")
    direction: Literal["positive", "negative"] = "positive"
    measure: Label | None = Field(None, description="the unit of measurement")
    bounds: Bounds | None = Field(
        None, description="[lowest, highest] possible value, null is open"
    )
    data: ColumnName | None = Field(
        None, description="the column whose values it takes (default: its own code)"
    )
    evidence: CountedForm | None = None
    constant: Annotated[Number, Field(ge=-LARGEST, le=LARGEST)] | None = Field(
        None, description="the same value for every unit and year, instead of data"
    )
    applies: AppliesForm | None = Field(
        None, description="the units it applies to; for the others it is left out"
    )
    weighting: MethodForm[Weighting] | None = None
    counts: bool = Field(
        True, description="false: published beside the index, and without weight in it"
    )
    ranking: RankingForm | None = Field(
        None, description="how units are ordered here; what is not said is as for the index"
    )
    children: Annotated[dict[str, NodeForm], IN_A_TABLE] = {}


class VariableForm(Form):
    """A column that is read but is no indicator."""

    title: Label | None = None
    measure: Label | None = None
    data: ColumnName | None = Field(
        None, description="the column whose values it takes (default: its own code)"
    )
    bounds: Bounds | None = None
    note: Label | None = None


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
    level: FlagLevel = "flag"
    source: str = ""
    note: str = ""


class PublishedForm(Form):
    """A published figure that ours must meet: one `value`, or a `table`'s column of them."""

    figure: Literal["score", "column", "rank", "percentile", "decile", "mean_score", "weight"]
    value: Annotated[str, Field(pattern=r"^[-+]?\d+(\.\d*)?\s*%?$")] | None = None
    table: ColumnName | None = Field(
        None,
        description="the observations' column of the published figures; {node} stands for each",
    )
    decimals: Annotated[int, Field(ge=0, le=15)] | None = Field(
        None, description="how many decimals the table was printed with"
    )
    tolerance: Tolerance | None = Field(
        None, description="how far off ours may be, in the figure's measure, in place of decimals"
    )
    agree: Agreement = Field(
        1.0, description="the share of the table's figures that must be met, or `all but 6`"
    )
    blanks: Literal["told", "held"] = Field(
        "told", description="whether a figure of ours where the table has none is a miss: `held`"
    )
    unit: Word | None = None
    node: str | None = None
    top: Annotated[int, Field(gt=0)] | None = None
    year: When | None = None
    scheme: str | None = None
    source: str = ""
    note: str = ""


class FileForm(LayoutForm):
    """A table's file and, where it must be said, how the table lies in it."""

    file: str


Header = ColumnName | None  # null: no column is it
Labels = Annotated[list[InFile], Field(min_length=1), ONE_AS_LIST]
Marks = Annotated[dict[ColumnKey, Annotated[list[InFile], ONE_AS_LIST]], FOR_ALL]


class RowsForm(FileForm):
    """A table of a publisher's or of one's own: what its columns are called, and which rows count.

    parts : the columns that have a key of their own, which `columns` may say too.
    """

    parts: ClassVar[tuple[str, ...]] = ()
    columns: dict[str, Header] = Field(
        {}, description="the header of a column, where it is called otherwise; null: not read"
    )
    where: dict[ColumnKey, Labels] = Field(
        {}, description="header: what stands there in the rows to be read, one text or several"
    )

    @model_validator(mode="before")
    @classmethod
    def _each_once(cls, data: Any) -> Any:
        """Take the columns that have a key of their own from `columns` too."""
        columns = data.get("columns") if isinstance(data, Mapping) else None
        if not isinstance(columns, Mapping):
            return data
        said = {
            part: "" if columns[part] is None else columns[part]
            for part in cls.parts
            if part in columns
        }
        for part, name in said.items():
            if data.get(part) not in (None, name):
                raise ValueError(Wording("definition.column-said-twice", part=part))
        for part in cls.parts[:1]:
            if said.get(part) == "":
                raise ValueError(Wording("definition.column-needed", part=part))
        return {**data, **said}

    def header_of(self, name: str) -> str:
        """Return what a column is called in the file; "" where no column is it."""
        if name in self.parts:
            return str(getattr(self, name))
        return self.columns.get(name, name) or ""


class FiguresForm(RowsForm):
    """A table of figures: what stands for missing, and what holds where a row does not say."""

    missing: Marks = Field(
        {}, description="texts that mean missing, in all columns; or column: texts, `all`: texts"
    )
    status: Status | None = None
    source: str | None = None
    others: Literal["refuse", "ignore"] = Field(
        "refuse", description="rows of units and of indicators that the index does not name"
    )

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands for missing whatever the column."""
        return tuple(self.missing.get(ALL, ()))


class ObservationsForm(FiguresForm):
    """The observations' table."""

    parts = ("unit", "indicator", "year", "value")
    unit: ColumnName = "unit"
    indicator: ColumnName = Field(
        "indicator", description="the column of indicators, or the indicator of the whole table"
    )
    year: ColumnName = "year"
    value: ColumnName = "value"


class EvidenceTableForm(FiguresForm):
    """The evidence table."""

    parts = ("unit", "indicator", "date", "value")
    unit: ColumnName = "unit"
    indicator: ColumnName = "indicator"
    date: ColumnName = "date"
    value: ColumnName = "value"


class UnitsForm(RowsForm):
    """The table of units; `groups` are its grouping columns (default: all further columns)."""

    parts = ("code", "name_en", "name_zh")
    code: ColumnName = "code"
    name_en: ColumnName = "name_en"
    name_zh: ColumnName = "name_zh"
    groups: list[ColumnName] | None = None


class SourcesFileForm(Form):
    """The file of the sources."""

    file: str


class DataForm(Form):
    """Where the data lie."""

    observations: (
        Annotated[list[Annotated[ObservationsForm, mapping_under("file")]], ONE_AS_LIST] | None
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
    year: When | None = None
    weights: str | None = Field(None, description="the scheme used when nobody says otherwise")
    data: DataForm = DataForm()
    variables: dict[str, VariableForm] = {}
    defaults: Steps = Steps()
    weighting: MethodForm[Weighting] | None = None
    ranking: RankingForm = RankingForm()
    ranked: RankedForm | None = None
    bands: Bands = []
    checks: list[CheckForm] = []
    published: list[PublishedForm] = []
    robustness: RobustnessForm | None = Field(
        None, description="what varies in the robustness analysis, and named scenarios"
    )
    direction: Literal["positive", "negative"] = "positive"
    children: Annotated[dict[str, NodeForm], Field(min_length=1), IN_A_TABLE]


A_WEIGHT = any_of({"type": "number", "minimum": 0}, A_SHARE)


Share = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class ElicitedForm(Form):
    """How experts were asked for weights, as `elicit` writes it."""

    method: Word
    by: Word = ""
    random_index: Word = ""
    pool: Word = ""
    experts: list[Word] = Field(default_factory=list)
    date: Word = ""
    kendall_w: float | None = None
    consistency_ratios: dict[str, dict[str, float]] = Field(default_factory=dict)
    accepted_inconsistency: bool = False
    expert_weights: dict[str, list[Share | None]] = Field(
        default_factory=dict,
        description="node: each expert's weight inside its parent, in the order of `experts`",
    )
    questionnaire: Word = ""
    answers: Word = ""
    digest: Word = ""


class SchemeForm(Form):
    """A named set of weights."""

    scheme: Code
    title: Label | None = None
    description: Label | None = None
    note: Label | None = None
    weights: dict[str, Annotated[Any, WithJsonSchema(A_WEIGHT)]] = Field(
        description="node: weight inside its parent, a percent (44.1%) or a plain number (2, 1/3)"
    )
    remaining: Literal["equal", "proportional"] | None = None
    source: str = ""
    reason: str = ""
    elicited: ElicitedForm | None = None


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


class SourcesForm(RootModel[dict[str, SourceForm]]):
    """The sources by their codes."""

"""An index with its schemes and its data, ready to be validated, verified and scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopindex.content.content import Content, SchemeGiven, content_of_frames, read_content
from coopindex.content.files import WORKBOOK
from coopindex.content.given import is_given
from coopindex.content.held_scale import read_held
from coopindex.engine import score as engine
from coopindex.engine.index import Index
from coopindex.engine.result import Result
from coopindex.engine.weights import weights_words, worked_out
from coopindex.keywords import explained, explaining
from coopindex.periods import of
from coopindex.phrases import PROSE, Wording, in_line, visible
from coopindex.problems import InvalidInput, Problem
from coopindex.project.arguments import (
    Years,
    language,
    without_tree,
    years_asked,
    years_of,
)
from coopindex.project.scoring import Scoring
from coopindex.project.verification import Verification, verify_all
from coopindex.project.words import words_of

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.content.compile.plan import WrittenPlan
    from coopindex.content.elicitation.interview import Interview
    from coopindex.questions.elicitation import Elicitation
    from coopindex.report.table import Page


@explained
@dataclass(frozen=True, repr=False)
class Project:
    """An index as its analysts wrote it, with its schemes and its data.

    Files are read and checked when they are first needed, and then once: every answer is about
    what was read, and is frozen.

    >>> import coopindex
    >>> project = coopindex.load("city-networks")
    >>> project.code, len(project.index.leaves)
    ('city-networks', 2)
    """

    content: Content

    @classmethod
    def from_frames(
        cls,
        tree: Any,
        observations: pd.DataFrame,
        units: pd.DataFrame | None = None,
        weights: SchemeGiven | None = None,
        *,
        evidence: pd.DataFrame | None = None,
        sources: Mapping[str, Any] | None = None,
        **defaults: Any,
    ) -> Project:
        """Make an index of a tree and DataFrames, with the same checks as of files.

        tree : the indicators, as a list of columns, or a mapping of dimensions to lists and
            mappings like it; an indicator may have a node's keys, as
            {"smog": {"direction": "negative"}}. Or a whole definition, as a mapping or YAML text;
            or another project, whose definition and schemes are taken, and whose data are not.
        observations : one row a unit (and year, where there is a column or a level `year`), one
            column an indicator; or one row an observation, with the columns `indicator` and
            `value`. The units stand in a column `unit`, or are the rows' labels.
        units : one row a unit: `code` (or the labels), `name_en`, `name_zh`, and groups.
        weights : a scheme, `equal`, or node -> weight inside its parent, as {"trade": "44.1%"};
            what is not named shares the rest equally.
        evidence, sources : as tables of events and sources.yaml have them.
        defaults : steps of every indicator, as normalisation="min_max"; or keys of a definition:
            `data` says of frames what it says of files, as
            data={"observations": {"unit": "geo", "others": "ignore"}}.

        Raises InvalidInput with everything that is wrong: `file` says which frame, and rows are
        named by their labels.

        >>> import pandas as pd
        >>> frame = pd.DataFrame({"ports": [3, 1], "rail": [5, 9]}, index=["nb", "tj"])
        >>> tree = {"trade": ["ports", "rail"]}
        >>> index = Project.from_frames(tree, frame, normalisation="min_max")
        >>> index.score().scores["score"].tolist()
        [50.0, 50.0]
        """
        tree = tree.content if isinstance(tree, Project) else tree
        found = content_of_frames(
            tree, observations, units, weights, evidence=evidence, sources=sources, **defaults
        )
        found.data()
        return cls(found)

    @property
    def index(self) -> Index:
        """The compiled index: its tree and its methods."""
        return self.content.index

    @property
    def code(self) -> str:
        """The index's code."""
        return self.content.index.code

    def __repr__(self) -> str:
        index, content = self.content.index, self.content
        schemes = list(content.weight_names())
        if worked_out(index):
            schemes[0] += f" ({weights_words(index, content.scheme())})"
        held = f"{len(index.leaves)} indicators, schemes {', '.join(schemes)}"
        return in_line(f"{index.title} ({index.code}): {held}", PROSE)

    def _repr_html_(self) -> str:
        """The tree, as a notebook shows it: a row a node, set in by its depth."""
        import pandas as pd

        nodes = [
            {
                "node": "\u2003" * depth + node.code,
                "title": node.title.en,
                "title_zh": node.title.zh,
                "direction": ("negative", "", "positive")[node.direction + 1],
                "measure": node.measure.en,
            }
            for node, depth in self.index.depth_first()
        ]
        table = pd.DataFrame(nodes).to_html(index=False, max_rows=200)
        return visible(f"<p>{escape(repr(self))}</p>{table}")

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and hasattr(Scoring, name):
            raise AttributeError(str(Wording("usage.score-first", name=name)))
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def validate(self) -> tuple[Problem, ...]:
        """Check the definition, all its schemes, its data and its own plan, and return the flags.

        Raises InvalidInput with all errors at once.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> [flag.code for flag in project.validate()]
        []
        """
        flags = self.content.validate()
        if self.content.definition.form.robustness is not None:
            self.plan()
        return flags

    def plan(self, plan: Any = None) -> WrittenPlan | None:
        """Check a plan of robustness without scoring, and return it.

        plan : by name or file, or as a mapping or YAML text; default: the index's own, None where
        it has none. What only a scoring can tell is checked by the scoring that is asked with it.

        >>> import coopindex
        >>> project = coopindex.load("china-ceec-cities")
        >>> [factor.name for factor in project.plan("unknown-weights").factors]
        ['weights CASS kept to itself']
        """
        from coopindex.content.compile.plan import read_plan
        from coopindex.robustness.basis import Basis

        content = self.content
        years = None if content.default_year is None else [content.default_year]
        basis = Basis.unscored(content.index, content.data(), content.scheme(), years)
        found = read_plan(content, basis, plan)
        if found is not None:
            found.check(basis)
        return found

    def score(
        self,
        weights: SchemeGiven | None = None,
        data: str | Path | Mapping[str, Any] | pd.DataFrame | None = None,
        year: Years = None,
        overrides: Mapping[str, float] | None = None,
        on_scale: str | Path | Mapping[str, Any] | Result | None = None,
    ) -> Scoring:
        """Score the index: the one place where weights, data, years and overrides are said.

        weights : a scheme's name or file, a scheme as a mapping or YAML text, or node -> weight; it
            takes the place of a `weighting` in the families that it gives weights to. Default, or
            "as scored": the index's own scheme, which does not.
        data : a file or a frame of observations instead of the index's own; or a file with what is
            said of its layout, as in `data:`: `{"file": "new.xlsx", "sheet": "Data"}`.
        year : one, several, "all" (default: the index's own, else the latest); or another period,
            "2021-05".
        overrides : node -> share of its parent; the siblings keep their proportions.
        on_scale : another scoring of this index, or its scale from a file or as plain values, on
            which new units or a new year are scored: nothing is fitted anew.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> project.score("equal").scores["unit"][0]
        'uclg'
        """
        table, scheme = self.content.read(weights, overrides, data, held=on_scale is not None)
        years = years_of(year, table, self.content.default_year)
        scale = None if on_scale is None else read_held(on_scale, self.content.index)
        found = engine.score(self.content.index, table, scheme, years, scale)
        words = words_of(self.content, weights, data, on_scale)
        return Scoring.of(found, self.content, weights, words)

    def verify(self) -> Verification:
        """Hold every published figure against ours, each under its scheme and in its years.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> project.verify().met
        True
        """
        return verify_all(self.content)

    def questionnaire(
        self,
        method: str,
        file: str | Path = "questionnaire.xlsx",
        *,
        experts: int = 1,
        lang: str = "en",
    ) -> Path:
        """Write a questionnaire on the weights as a workbook, one sheet an expert; return its path.

        method : `ahp` (comparisons by pairs), `bwm` (with the best and the worst), `rank` or
        `points`. Families stand from the top of the tree, those with a single child are not asked.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> project.questionnaire("ahp", "questions.xlsx")  # doctest: +SKIP
        """
        from coopindex.project.elicitation import write_questionnaire

        language(lang)
        return write_questionnaire(self.content.index, method, Path(file), experts, lang)

    def interview(
        self, method: str, file: str | Path, *, expert: str | None = None, lang: str = "en"
    ) -> Interview:
        """Ask one expert line by line; every answer is in the CSV file before the next question.

        expert : who, by the name in the file; default: the one who has not finished, else the next.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> project.interview("ahp", "answers.csv", expert="Li")  # doctest: +SKIP
        """
        from coopindex.project.elicitation import interview_of

        language(lang)
        return interview_of(self.content.index, method, Path(file), expert, lang)

    def elicit(
        self,
        answers: str | Path | Sequence[str | Path],
        *,
        method: str | None = None,
        by: str | None = None,
        power: float = 2.0,
        random_index: str = "saaty_1977",
        pool: str = "weights",
        names: bool = False,
        allow_gaps: bool = False,
        accept_inconsistency: bool = False,
    ) -> Elicitation:
        """Read the weights off what experts answered, and say how far they agree.

        answers : filled-in questionnaires, or tables of answers. method : how was asked, where the
        file does not say it. by : how weights are read off, as the methods' own options have it:
        `eigenvector`, `geometric_mean`, `column_mean` (ahp); `linear`, `nonlinear` (bwm);
        `centroid`, `sum`, `reciprocal`, `exponent` with its `power` (rank). random_index : of ahp.
        pool : the group's weights are the mean of the experts' `weights`, or are read off the
        geometric mean of their `judgements` (ahp). names : call experts by their names, not by
        numbers. allow_gaps : pass over an expert's families that are incomplete.
        accept_inconsistency : judgements that contradict one another are flagged, not refused.

        Raises InvalidInput with everything that is wrong, by sheet and cell.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> project.elicit("answered.xlsx").schemes["group"]  # doctest: +SKIP
        """
        from coopindex.project.elicitation import elicitation_of

        return elicitation_of(
            self.content,
            answers,
            method,
            names=names,
            gaps=allow_gaps,
            by=by,
            power=power,
            random_index=random_index,
            pool=pool,
            accept_inconsistency=accept_inconsistency,
        )

    def write_scheme(self, found: Elicitation, file: str | Path) -> Path:
        """Write the group's weights as a scheme with the evidence for them; return its path.

        file : `weights/<index>/<scheme>.yaml`. The date is the last one that an expert entered,
        else that of documents, see `report`.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> project.write_scheme(found, "weights/city-networks/experts.yaml")  # doctest: +SKIP
        """
        from coopindex.project.elicitation import write_elicited

        return write_elicited(found, Path(file))

    def describe(self) -> dict[str, Any]:
        """Describe the index as plain values: titles, units, indicators, schemes, statuses.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> project.describe()["units"]
        11
        """
        from coopindex.report.pages.catalogue import entry

        return entry(self.content, self.score())

    def present(self, flags: Sequence[Problem], lang: str = "en") -> Page:
        """Say that the index is valid, what it holds, and what `validate` found doubtful.

        >>> import coopindex
        >>> project = coopindex.load("city-networks")
        >>> page = project.present(project.validate())
        >>> page.facts["index"]
        'city-networks'
        """
        from coopindex.report.pages import page
        from coopindex.report.pages.catalogue import entry

        language(lang)
        scoring = self.score()
        return page("catalogue.valid", entry(self.content, scoring), scoring, lang, found=flags)


@explaining
def load(source: SchemeGiven) -> Project:
    """Load an index: a bundled one by its name, any by its YAML file, workbook or folder.

    source : also a definition as a mapping or YAML text, whose files lie below the working folder.

    >>> load("china-ceec-cities").score().scores["unit"][0]
    'ningbo'
    """
    try:
        return Project(read_content(source))
    except InvalidInput:
        if (found := _index_in(source)) is source:
            raise
    return Project(read_content(found))


def _is_folder(name: str | Path) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # no name that a folder could have
        return False


def _index_in(source: Any) -> Any:
    """Return the definition in a folder that holds one; anything else is named already."""
    if is_given(source) or not isinstance(source, str | Path) or not _is_folder(source):
        return source
    folder = Path(source)
    held = sorted([*(folder / "indicators").glob("*.yaml"), *folder.glob("*.yaml")])
    if len(held) == 1:
        return held[0]
    if not held and (folder / f"index{WORKBOOK}").exists():
        return folder / f"index{WORKBOOK}"
    message = Wording("sheet.which-index", folder=folder.as_posix())
    hint = Wording("frame.known", known=[path.as_posix() for path in held]) if held else None
    raise InvalidInput([Problem("unknown-index", message, value=str(source), hint=hint)])


def score(
    frame: pd.DataFrame,
    *,
    tree: Any = None,
    units: pd.DataFrame | None = None,
    weights: SchemeGiven | None = None,
    year: Years = None,
    overrides: Mapping[str, float] | None = None,
    on_scale: str | Path | Mapping[str, Any] | Result | None = None,
    **defaults: Any,
) -> Scoring:
    """Score a DataFrame: `Project.from_frames` and `Project.score` in one.

    tree : the indicators; see `Project.from_frames`.
    year : one, several or "all" (default: the latest); of rows that name none, it is their year.
    overrides, on_scale : as for `Project.score`.

    >>> import pandas as pd
    >>> frame = pd.DataFrame({"ports": [3, 1, 2], "smog": [5, 9, 6]}, index=["nb", "tj", "sh"])
    >>> tree = {"ports": None, "smog": {"direction": "negative"}}
    >>> found = score(frame, tree=tree, weights={"ports": "60%"}, normalisation="min_max")
    >>> found.scores[["unit", "score"]].values.tolist()
    [['nb', 100.0], ['sh', 60.0], ['tj', 0.0]]
    """
    if tree is None:
        raise without_tree(frame)
    alone = years_asked(year)
    if len(alone) == 1 and (single := of(alone[0])) is not None:
        defaults["year"] = single
    project = Project.from_frames(tree, frame, units, weights, **defaults)
    return project.score(year=year, overrides=overrides, on_scale=on_scale)

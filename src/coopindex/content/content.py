"""An index as its analysts wrote it: the definition, its schemes and its data, read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coopindex.content.compile.scheme import (
    AS_SCORED,
    EQUAL,
    STATED,
    built_in,
    override,
    read_scheme,
    stated_problems,
)
from coopindex.content.compile.tree import compile_index, stated_references
from coopindex.content.compile.tree_table import expand
from coopindex.content.data.assemble import read_data
from coopindex.content.data.checked import anew
from coopindex.content.data.sources import unknown_source
from coopindex.content.definition import Definition
from coopindex.content.files import find_named, locate, name_in, root_of, say_where
from coopindex.content.forms.index import IndexForm
from coopindex.content.forms.read import read_form
from coopindex.content.yaml import read_yaml
from coopindex.engine.data import Data, Source
from coopindex.engine.index import Index, Scheme
from coopindex.engine.weights import worked_out
from coopindex.problems import InvalidInput, Problem, nearest, raise_errors


@dataclass(frozen=True)
class Content:
    """A checked definition, from which schemes and data are read when they are asked for."""

    definition: Definition
    default_scheme: str
    default_year: int | None
    digest: str

    @property
    def path(self) -> Path:
        """The definition's file."""
        return self.definition.path

    @property
    def root(self) -> Path:
        """The folder that holds indicators/, weights/ and data/."""
        return self.definition.root

    @property
    def index(self) -> Index:
        """The compiled index."""
        return self.definition.index

    def schemes(self) -> tuple[str, ...]:
        """Name the schemes: the files in weights/<index>/, `stated` where nodes state a `weight`, and `equal`."""
        files = [
            path.stem for path in sorted((self.root / "weights" / self.index.code).glob("*.yaml"))
        ]
        stated = [STATED] if any(node.weight != 1 for node in self.index.nodes) else []
        return tuple(dict.fromkeys([*files, *stated, EQUAL]))

    def weight_names(self) -> tuple[str, ...]:
        """Name what a reader may ask for: the schemes, and first `as scored`, where methods work weights out."""
        first = (AS_SCORED,) if worked_out(self.index) else ()
        return (*first, *self.schemes())

    def scheme(
        self,
        name_or_file: str | Path | None = None,
        overrides: Mapping[str, float] | None = None,
        beside: Path | None = None,
    ) -> Scheme:
        """Return a scheme by name or file, with some nodes' shares overridden.

        A scheme that is named takes a weighting's place. `as scored`, like none, is the index's own,
        which does not. beside : the folder of the file that names the scheme: a file is then sought
        from the project's root, or else from there.
        Raises InvalidInput with everything that is wrong with the scheme or the overrides.
        """
        named = name_or_file not in (None, AS_SCORED)
        if name_or_file is None or not named:
            name_or_file, beside = self.default_scheme, self.path.parent
        scheme, problems = self._read_scheme(name_or_file, beside=beside)
        raise_errors(problems)
        if scheme is None:
            raise InvalidInput(problems)
        scheme = replace(scheme, named=named)
        if overrides:
            scheme, problems = override(scheme, self.index, overrides)
            raise_errors(problems)
        return scheme

    def _read_scheme(
        self,
        name_or_file: str | Path,
        sources: tuple[Source, ...] | None = None,
        beside: Path | None = None,
    ) -> tuple[Scheme | None, tuple[Problem, ...]]:
        """Return a scheme and what is wrong with it; where `sources` are given, its own must be one of them."""
        path = Path(name_or_file)
        if path.suffix not in (".yaml", ".yml"):
            path = self.root / "weights" / self.index.code / f"{name_or_file}.yaml"
            if not path.exists() and name_or_file in (EQUAL, STATED):
                return built_in(self.index, str(name_or_file)), ()
            if not path.exists():
                message, hint = (
                    f"`{name_or_file}` is not a scheme of {self.index.code}",
                    nearest(
                        str(name_or_file),
                        [name for name in self.weight_names() if name != name_or_file],
                    ),
                )
                return None, (
                    Problem("unknown-scheme", message, value=str(name_or_file), hint=hint),
                )
        elif beside is not None:
            path = find_named(path, self.root, beside)
        document = read_yaml(path, name_in(self.root, path.absolute()))
        if beside is not None:
            document = replace(document, problems=say_where(document.problems, self.root, beside))
        scheme, problems = read_scheme(document, self.index)
        if (
            scheme
            and scheme.source
            and sources is not None
            and scheme.source not in [source.code for source in sources]
        ):
            message, hint = unknown_source(scheme.source, sources)
            problems = (
                *problems,
                document.problem(
                    "unknown-source", message, ("source",), value=scheme.source, hint=hint
                ),
            )
        return scheme, problems

    def data(self, file: str | Path | None = None) -> Data:
        """Return the data; `file` replaces the observations. Raises InvalidInput with everything that is wrong with them."""
        data, problems = read_data(self.definition, None if file is None else Path(file).absolute())
        flags = raise_errors(problems)
        if data is None:
            raise InvalidInput(problems)
        return replace(data, flags=flags)

    @anew()
    def validate(self) -> tuple[Problem, ...]:
        """Check the definition with every scheme and all data, and return what is doubtful.

        Raises InvalidInput with all that is wrong in all files.
        """
        data, problems = read_data(self.definition)
        found = [*problems, *self._scheme_problems(data), *self._unsaid_years(data)]
        return raise_errors(dict.fromkeys(found))

    def _unsaid_years(self, data: Data | None) -> Iterator[Problem]:
        """Flag an index with data of several years that leaves unsaid which of them fix its scale."""
        if data is None or len(data.years) < 2:
            return
        form, document = self.definition.form, self.definition.document
        stated = tuple(stated_references(form))
        unsaid = [place for place, of in stated if "years" not in of.model_fields_set]
        whole = form.reference or form.defaults.reference
        fitted = any(
            (getattr(node, stage).reference or node.reference) is None
            for node, stage, _ in self.index.fits
        )
        first, last = data.years[0], data.years[-1]
        for place in [("index",), *unsaid] if whole is None and fitted else unsaid:
            message = (
                f"the data hold {len(data.years)} years ({first} to {last}), and it is not said "
                "which of them fix the scale: each year has its own, so that scores of different "
                "years do not compare"
            )
            hint = f"write `reference: {{years: each}}` if so, else `all`, or a base year [{first}]"
            yield document.problem("unsaid-years", message, place, level="flag", hint=hint)
        for place in (place for place, of in stated if of.years == "scored"):
            message = "a unit's score in a year hangs on which other years are asked for"
            hint = "write `all` for all years of the data, `each`, or name the years"
            where = (*place, "years")
            yield document.problem("years-scored", message, where, level="flag", hint=hint)

    def _scheme_problems(self, data: Data | None) -> Iterator[Problem]:
        document = self.definition.document
        names = self.schemes()
        for name in names:
            yield from self._read_scheme(name, data.sources if data else None)[1]
        if self.default_scheme.endswith((".yaml", ".yml")):
            sources = data.sources if data else None
            yield from self._read_scheme(self.default_scheme, sources, self.path.parent)[1]
        elif self.default_scheme not in (*names, STATED):
            message = f"`{self.default_scheme}` is not a scheme of {self.index.code}"
            hint = nearest(self.default_scheme, names)
            yield document.problem(
                "unknown-scheme", message, ("weights",), value=self.default_scheme, hint=hint
            )
        for position, figure in enumerate(self.index.published):
            if figure.scheme is not None and figure.scheme not in (*names, STATED):
                message, hint = (
                    f"`{figure.scheme}` is not a scheme of {self.index.code}",
                    nearest(figure.scheme, names),
                )
                yield document.problem(
                    "unknown-scheme",
                    message,
                    ("published", position, "scheme"),
                    value=figure.scheme,
                    hint=hint,
                )


def read_content(name_or_path: str | Path) -> Content:
    """Read and compile an index by its name or file.

    Raises InvalidInput with everything that is wrong with the definition.
    """
    path = locate(name_or_path)
    root = root_of(path)
    document = expand(read_yaml(path, name_in(root, path)), root, path.parent)
    form, problems = read_form(document, IndexForm)
    if form is None:
        raise InvalidInput(problems)
    index, found = compile_index(form, document, document.digest)
    problems = (*problems, *found)
    if not any(problem.code == "duplicate-node" for problem in problems):
        problems = (*problems, *stated_problems(index, document))
    raise_errors(dict.fromkeys(problems))
    stated = any(node.weight != 1 for node in index.nodes)
    scheme = form.weights or (STATED if stated else EQUAL)
    return Content(
        Definition(path, root, form, document, index), scheme, form.year, document.digest
    )

"""An index as its analysts wrote it: the definition, its schemes and its data, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from coopindex.content import given
from coopindex.content.compile.scheme import (
    EQUAL,
    STATED,
    built_in,
    override,
    read_scheme,
    stated_problems,
)
from coopindex.content.compile.tree import compile_index, stated_references, written_nodes
from coopindex.content.compile.tree_table import all_read, expand
from coopindex.content.data.assemble import UNSTATED, read_data
from coopindex.content.data.checked import anew
from coopindex.content.data.files import Tables, read_tables
from coopindex.content.data.others import PASSED_OVER
from coopindex.content.data.sources import unknown_source
from coopindex.content.definition import Definition
from coopindex.content.files import (
    OPEN,
    WORKBOOK,
    Folder,
    files_in,
    find_named,
    is_there,
    locate,
    name_in,
    root_of,
    say_where,
)
from coopindex.content.forms.index import IndexForm
from coopindex.content.forms.read import read_form
from coopindex.content.together import (
    data_beside,
    is_misplaced,
    schemes_beside,
    without_families,
)
from coopindex.content.yaml import Document, read_yaml
from coopindex.engine.comparable import unlike
from coopindex.engine.data import Data, Source
from coopindex.engine.index import Index, Node, Scheme
from coopindex.engine.naming import AS_SCORED
from coopindex.engine.weights import worked_out
from coopindex.periods import Period, words
from coopindex.phrases import Wording, few
from coopindex.problems import FEW, InvalidInput, Problem, nearest, raise_errors

# what `validate` says of the data, and no answer repeats
ON_REQUEST = (UNSTATED, PASSED_OVER)
SchemeGiven = (
    str | Path | Mapping[str, Any]
)  # by a name or a file, or given as a mapping or as text
ObservationsGiven = Any  # the file, what is said of it as a mapping, or a DataFrame
Read = tuple[Data | None, tuple[Problem, ...]]
AnyRead = TypeVar("AnyRead")


@dataclass(frozen=True)
class Content:
    """A checked definition, from which schemes and data are read when they are first asked for.

    own : the scheme that is given with the definition, and lies in no file. frames : the tables
    that are given, in place of files. flags : what is doubtful in tables of nodes. named : the name
    or the file by which the definition was asked for. book : the workbook that holds it.
    """

    definition: Definition
    default_scheme: str
    default_year: Period | None
    digest: str
    own: Mapping[str, Document] = field(default_factory=dict)
    frames: given.Frames | None = None
    flags: tuple[Problem, ...] = ()
    named: str | None = None
    book: Folder | None = None
    _known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    def once(self, what: Hashable, read: Callable[[], AnyRead]) -> AnyRead:
        """Read something the first time it is asked for, and return the same ever after."""
        if what not in self._known:
            self._known[what] = read()
        found: AnyRead = self._known[what]
        return found

    def schemes(self) -> tuple[str, ...]:
        """Name the schemes: what is given, the files in weights/<index>/, `stated` and `equal`.

        `stated` is one where nodes state a `weight`.
        """
        files = [path.stem for path in files_in(self.root / "weights" / self.index.code, ".yaml")]
        stated = [STATED] if any(node.weight != 1 for node in self.index.nodes) else []
        return tuple(dict.fromkeys([*self.own, *files, *stated, EQUAL]))

    def weight_names(self) -> tuple[str, ...]:
        """Name what a reader may ask for: the schemes; first `as scored`, if weights are found."""
        first = (AS_SCORED,) if worked_out(self.index) else ()
        return (*first, *self.schemes())

    def scheme(
        self,
        name_or_file: SchemeGiven | None = None,
        overrides: Mapping[str, float] | None = None,
        beside: Path | None = None,
    ) -> Scheme:
        """Return a scheme by name or file, or as given, with some nodes' shares overridden.

        name_or_file : also a scheme itself, as a mapping or as YAML text; a mapping of weights
            alone shares equally what it does not name. A scheme that is named takes a weighting's
            place; `as scored`, like none, is the index's own, which does not.
        beside : the folder of the file that names the scheme: a file is then sought from the
            project's root, or else from there.

        Raises InvalidInput with everything that is wrong with the scheme or the overrides.
        """
        name_or_file = given.labelled(name_or_file)
        _refuse_unnamed(name_or_file)
        named = name_or_file not in (None, AS_SCORED)
        if name_or_file is None or not named:
            name_or_file, beside = self.default_scheme, self.path.parent
        scheme, problems = self._read_scheme(name_or_file, beside=beside)
        raise_errors(problems if named else map(self._where_named, problems))
        if scheme is None:
            raise InvalidInput(problems)
        scheme = replace(scheme, named=named)
        if overrides is not None:
            shares = given.as_yaml(given.labelled(overrides))
            if not isinstance(shares, Mapping):
                raise InvalidInput([_no_mapping("overrides", "definition.no-shares", overrides)])
            scheme, problems = override(scheme, self.index, shares)
            raise_errors(problems)
        return scheme

    def _where_named(self, problem: Problem) -> Problem:
        """Say of a scheme that is not there where the definition names it."""
        document, place = self.definition.document, ("weights",)
        if problem.code != "unknown-scheme" or place not in document.origins:
            return problem
        origin = document.origin(place)
        return replace(problem, file=origin.file, line=origin.line or None, field="weights")

    def _read_scheme(
        self,
        name_or_file: SchemeGiven,
        sources: tuple[Source, ...] | None = None,
        beside: Path | None = None,
    ) -> tuple[Scheme | None, tuple[Problem, ...]]:
        """Return a scheme and what is wrong with it.

        sources : where they are given, its own must be one of them.
        """
        if given.is_given(name_or_file):
            return read_scheme(given.scheme(name_or_file), self.index)
        if name_or_file in self.own:
            return read_scheme(self.own[str(name_or_file)], self.index)
        path = Path(str(name_or_file))
        if path.suffix not in (".yaml", ".yml"):
            path = self.root / "weights" / self.index.code / f"{name_or_file}.yaml"
            if not is_there(path) and name_or_file in (EQUAL, STATED):
                return built_in(self.index, str(name_or_file)), ()
            if not is_there(path):
                message, hint = (
                    Wording("definition.no-scheme", scheme=name_or_file, index=self.index.code),
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

    def data(self, file: ObservationsGiven = None, *, held: bool = False) -> Data:
        """Return the data; `file` replaces the observations. They are read and checked once.

        file : its name, or a mapping as in `data:` (`{"file": "new.xlsx", "sheet": "Data"}`); also
            a DataFrame, which is read anew each time, as it may have changed.
        held : they are scored on a scale that is held.
        Raises InvalidInput with everything that is wrong with them.
        """
        data, problems = self._read_data(file, held)
        flags = raise_errors(problems)
        if data is None:
            raise InvalidInput(problems)
        told = (flag for flag in flags if flag.code not in ON_REQUEST)
        return replace(data, flags=(*self.flags, *told))

    def _read_data(self, file: ObservationsGiven = None, held: bool = False) -> Read:
        if file is not None and not isinstance(file, str | Path | Mapping):
            tables = self.frames.tables if self.frames else read_tables(self.definition)
            return self._checked(given.replaced(self.definition, tables, file), held)
        if file is None:
            return self.once(
                ("data", held),
                lambda: self._checked(self.frames or read_tables(self.definition), held),
            )
        own = given.file_of(file)
        said = repr(own)
        return self.once(
            ("data", said, held), lambda: self._checked(read_tables(self.definition, own), held)
        )

    def _checked(self, tables: Tables | given.Frames, held: bool, whole: bool = True) -> Read:
        if isinstance(tables, Tables):
            data, problems = read_data(self.definition, tables, held=held, whole=whole)
        else:
            data, problems = read_data(self.definition, tables.tables, held=held, whole=whole)
            problems = tables.locate(problems)
        for array in (data.values, data.status, data.source) if data else ():
            # several scorings share them
            array.setflags(write=False)
        return data, problems

    @anew()
    def validate(self) -> tuple[Problem, ...]:
        """Check the definition with every scheme and all data, and return what is doubtful.

        Raises InvalidInput with all that is wrong in all files.
        """
        data, problems = self._read_data()
        found = [*self.flags, *problems, *self._scheme_problems(data), *self._unsaid_years(data)]
        return raise_errors(dict.fromkeys(found))

    def wrong_beside(
        self, errors: Sequence[Problem], complete: Callable[[Content], Content]
    ) -> Iterator[Problem]:
        """Yield what is wrong with data and schemes, whatever the definition's own errors are.

        complete : puts the tables and the scheme that are given beside the definition.
        """
        if any(error.code == "yaml" or error.field == "index" for error in errors):
            return  # it is not known what was meant, or where the other files lie
        known = all_read(self.definition.document.data)
        try:
            content = complete(self)
        except InvalidInput as invalid:
            yield from data_beside(errors, invalid.problems, known)
            return
        tables = content.frames or read_tables(content.definition)
        _, found = content._checked(tables, False, whole=False)
        wrong = [each for each in found if each.level == "error"]
        yield from data_beside(errors, wrong, known)
        if not any(error.code == "duplicate-node" for error in errors):
            yield from schemes_beside(errors, content._scheme_problems(None), known)

    def read(
        self,
        scheme: SchemeGiven | None,
        overrides: Mapping[str, float] | None,
        data: ObservationsGiven,
        *,
        held: bool = False,
    ) -> tuple[Data, Scheme]:
        """Return the data and a scheme, as `data` and `scheme` do.

        Raises InvalidInput with everything that is wrong with either.
        """
        try:
            found = self.data(data, held=held)
        except InvalidInput as invalid:
            try:
                self.scheme(scheme, overrides)
            except InvalidInput as other:
                raise InvalidInput((*invalid.problems, *other.problems)) from None
            raise
        return found, self.scheme(scheme, overrides)

    def _unsaid_years(self, data: Data | None) -> Iterator[Problem]:
        """Flag an index with data of several years that leaves unsaid which fix its scale."""
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
        first, last, called = data.years[0], data.years[-1], words(data.years)
        for place in [("index",), *unsaid] if whole is None and fitted else unsaid:
            message = Wording(
                "problem.unsaid-years", number=len(data.years), first=first, last=last, **called
            )
            hint = Wording("definition.unsaid-years.hint", first=first)
            yield document.problem("unsaid-years", message, place, level="flag", hint=hint)
        for place in (place for place, of in stated if of.years == "scored"):
            message = Wording("problem.years-scored", **called)
            hint = Wording("definition.years-scored.hint", **called)
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
            message = Wording(
                "definition.no-scheme", scheme=self.default_scheme, index=self.index.code
            )
            hint = nearest(self.default_scheme, names)
            yield document.problem(
                "unknown-scheme", message, ("weights",), value=self.default_scheme, hint=hint
            )
        for position, figure in enumerate(self.index.published):
            if figure.scheme is not None and figure.scheme not in (*names, STATED):
                message, hint = (
                    Wording("definition.no-scheme", scheme=figure.scheme, index=self.index.code),
                    nearest(figure.scheme, names),
                )
                yield document.problem(
                    "unknown-scheme",
                    message,
                    ("published", position, "scheme"),
                    value=figure.scheme,
                    hint=hint,
                )


def read_content(source: SchemeGiven) -> Content:
    """Read and compile an index by its name or file, or as given: a mapping or YAML text.

    What a given definition names lies below the working directory.
    Raises InvalidInput with everything that is wrong with the definition.
    """
    if given.is_given(source):
        root = Path.cwd()
        document = given.as_document(source, given.DEFINITION)
        return _compiled(document, root / given.DEFINITION, root)
    path = locate(str(source))
    if path.suffix.lower() == WORKBOOK:
        return replace(_of_workbook(path), named=str(source))
    root = root_of(path)
    found = _compiled(read_yaml(path, name_in(root, path)), path, root)
    return replace(found, named=str(source))


def _of_workbook(path: Path) -> Content:
    """Read and compile the index that a workbook is: from then on it is a folder."""
    from coopindex.content.workbook.book import opened

    book = opened(path)
    # another state of the same workbook may be open beside it
    root = path / book.digest
    held = OPEN.setdefault(root, book)
    inside = root / book.definition
    document = read_yaml(inside, name_in(root, inside))
    found = _compiled(document, inside, root, book.errors)
    return replace(found, book=held, flags=(*book.flags, *found.flags))


def content_of_frames(
    tree: Any,
    observations: Any,
    units: Any = None,
    weights: SchemeGiven | None = None,
    *,
    evidence: Any = None,
    sources: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Content:
    """Compile an index of a tree and frames, which takes nothing from files but what it names.

    tree : also an index that was read, whose definition and schemes are taken.
    Raises InvalidInput with everything that is wrong with the tree, or with a frame as a table.
    """
    root, path = Path.cwd(), Path.cwd() / given.DEFINITION
    if isinstance(tree, Content):
        root, path, tree = tree.root, tree.path, tree.definition.document.data
    weights = given.labelled(weights)
    _refuse_unnamed(weights)

    def complete(found: Content) -> Content:
        frames = given.frames(found.definition, observations, units, evidence, sources)
        if not given.is_given(weights):
            named = found.default_scheme if weights is None else str(weights)
            return replace(found, default_scheme=named, frames=frames)
        document = given.scheme(weights)
        _, problems = read_scheme(document, found.index)
        if any(problem.level == "error" for problem in problems):
            _, wrong = replace(found, frames=frames)._read_data()
            raise_errors((*problems, *wrong))
        code = str(document.data["scheme"])
        return replace(found, default_scheme=code, own={code: document}, frames=frames)

    return _compiled(given.definition(tree, settings), path, root, complete=complete)


def _refuse_unnamed(weights: Any) -> None:
    """Refuse weights that are neither named nor given."""
    if weights is not None and not isinstance(weights, str | Path | Mapping):
        raise InvalidInput([_no_mapping("weights", "definition.no-weights", weights)])


def _no_mapping(field: str, key: str, written: Any) -> Problem:
    message = Wording(key, kind=type(written).__name__)
    return Problem("bad-value", message, field=field, hint=Wording("definition.mapping.hint"))


def _compiled(
    document: Document,
    path: Path,
    root: Path,
    refused: Sequence[Problem] = (),
    complete: Callable[[Content], Content] = lambda content: content,
) -> Content:
    """Compile a definition.

    refused : what is wrong with the sheets of the workbook that it was made of. complete : puts the
    tables and the scheme that are given beside it.
    Raises InvalidInput with everything that is wrong with it, and with what is wrong beside it.
    """
    document = expand(document, root, path.parent)
    form, problems = read_form(document, IndexForm)
    # what a cell says that was refused is no news, nor that no node is left
    cells = {each.cell for each in refused} - {None}
    news = (each for each in problems if each.cell not in cells)
    problems = (*refused, *(each for each in news if not (refused and each.field == "children")))
    if form is None:
        raise InvalidInput(problems)
    index, found = compile_index(form, document, document.digest)
    misplaced = [each for each in (*problems, *found) if is_misplaced(each)]
    problems = (*problems, *without_families((*found, *_stated(index, form, document, found)),
                                             misplaced))  # fmt: skip
    stated = any(node.weight != 1 for node in index.nodes)
    scheme = form.weights or (STATED if stated else EQUAL)
    flags = tuple(problem for problem in document.problems if problem.level == "flag")
    definition = Definition(path, root, form, document, index)
    content = Content(definition, scheme, form.year, document.digest, flags=flags)
    errors = [each for each in dict.fromkeys(problems) if each.level == "error"]
    if not errors:
        flags += tuple(_not_normalised(index, form, document))
        return complete(replace(content, flags=flags))
    beside = (each for each in content.wrong_beside(errors, complete) if each.cell not in cells)
    raise InvalidInput(dict.fromkeys([*errors, *beside]))


def _stated(
    index: Index, form: IndexForm, document: Document, found: Sequence[Problem]
) -> Iterator[Problem]:
    """Yield what is wrong with the weights that nodes state."""
    if any(problem.code == "duplicate-node" for problem in found):
        return
    yield from stated_problems(index, document)
    place = {node.code: node.place for node in written_nodes(form)}
    for part in index.aside:
        yield from stated_problems(part, document, place[part.code])


def _not_normalised(index: Index, form: IndexForm, document: Document) -> Iterator[Problem]:
    """Flag nodes that put together what is neither normalised nor of one measure."""
    place = {node.code: node.place for node in written_nodes(form)}
    for part in (index, *index.aside):
        for node, children in unlike(part):
            listed = few([*map(_with_measure, children)], FEW)
            message = Wording("problem.not-normalised", node=node.code, few=listed)
            hint = Wording("definition.not-normalised.hint")
            where = place[node.code] or ("index",)
            yield document.problem("not-normalised", message, where, level="flag", hint=hint)


def _with_measure(node: Node) -> Wording:
    """Name a node with its measure, or say that it states none."""
    known = node.measure.en if not node.children else ""
    key = "measured" if known else "mixed" if node.children else "unmeasured"
    return Wording(f"problem.{key}", node=node.code, measure=node.measure)

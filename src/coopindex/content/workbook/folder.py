"""The files of which an index consists, gathered from where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopindex.content.files import WORKBOOK, files_in, find_named, is_there, within
from coopindex.content.forms.index import RowsForm
from coopindex.content.tables.asked import NOTHING, Asked
from coopindex.content.workbook.words import DATA, EVIDENCE, KIND, UNITS
from coopindex.content.yaml import Document, parse, read_bytes
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem, raise_errors

if TYPE_CHECKING:
    from coopindex.content.content import Content

YAML = (".yaml", ".yml")
# folders that hold one of their own for each index
OWN = ("data", "weights", "robustness")
NOTES = ("readme", "licence", "license", "notice", "citation", "changelog")


@dataclass(frozen=True)
class Table:
    """A table's file: what it holds, its name in the project, how it lies there, its bytes."""

    kind: str
    name: str
    asked: Asked
    content: bytes


@dataclass
class Files:
    """The files of an index by their names in the project.

    definition : the name of the index's own. tree : what that says, with the nodes of its tables.
    texts : those of YAML, and tables of nodes. nodes : names of the latter. notes : what is written
    beside them for readers. aside : files that stay where they are: those that are named by a path
    of elsewhere, and such as lie beside the index's and are none of it.
    """

    definition: str
    index: str
    tree: Mapping[str, Any]
    texts: dict[str, bytes] = field(default_factory=dict)
    nodes: list[str] = field(default_factory=list)
    sources: str = ""
    schemes: dict[str, str] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    notes: dict[str, bytes] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)
    columns: frozenset[str] = frozenset()

    def document(self, name: str) -> Document:
        """Return a file of YAML as data."""
        return parse(self.texts[name], name)


def gathered(content: Content) -> Files:
    """Return the files of an index. Raises InvalidInput where one lies outside its project."""
    return _Gathering(content).files()


class _Gathering:
    """The files of an index being gathered."""

    def __init__(self, content: Content) -> None:
        self.content, self.definition = content, content.definition
        self.root = content.root
        name = self.name_of(content.path)
        self.found = Files(name, content.index.code, self.definition.document.data)
        self.found.columns = frozenset(
            ["value", *(column.code for column in self.definition.columns())])  # fmt: skip

    def name_of(self, path: Path) -> str:
        """Return a file's name in the project, in which it must lie: no link may lead out of it."""
        if inside := within(path):
            return inside[1]
        if self.is_outside(path):
            raise self.outside(path.as_posix())
        return path.resolve().relative_to(self.root.resolve()).as_posix()

    def is_outside(self, path: Path) -> bool:
        """Say whether a file lies outside the project, as one does to which a link leads there."""
        return within(path) is None and not path.resolve().is_relative_to(self.root.resolve())

    def outside(self, name: str) -> InvalidInput:
        """Refuse a file that lies outside the project."""
        hint = Wording("sheet.outside.hint", root=self.root.as_posix())
        return InvalidInput(
            [Problem("outside-file", Wording("sheet.outside"), file=name, hint=hint)]
        )

    def files(self) -> Files:
        """Gather all of them."""
        self.text(self.content.path)
        code, root = self.found.index, self.root
        for path in files_in(root / "weights" / code, ".yaml"):
            self.found.schemes[path.stem] = self.text(path)
        for path in files_in(root / "robustness" / code, ".yaml"):
            self.found.plans[path.stem] = self.text(path)
        self.named()
        self.data()
        self.beside()
        return self.found

    def text(self, path: Path) -> str:
        """Take a file as it is; return its name."""
        name = self.name_of(path)
        if name not in self.found.texts:
            content, problems = read_bytes(path, name)
            raise_errors(problems)
            self.found.texts[name] = content
        return name

    def named(self) -> None:
        """Take what a definition or a plan names: tables of nodes, and schemes by their files."""
        documents = [self.found.document(name) for name in
                     (self.found.definition, *self.found.plans.values())]  # fmt: skip
        for text in _tables(documents[0].data):
            self.found.nodes.append(self.text(self.inside(text)))
        for text in {each for document in documents for each in _names(document.data)}:
            path = find_named(text, self.root, self.content.path.parent)
            if not is_there(path) or text == self.said_sources():
                continue
            name = self.text(self.inside(text))
            if name not in (*self.found.schemes.values(), *self.found.plans.values()):
                self.found.schemes[name] = name

    def said_sources(self) -> str | None:
        """Return the file of the sources, where the definition names it."""
        said = self.definition.form.data.sources
        return said.file if said else None

    def inside(self, name: str) -> Path:
        """Return where a file lies that is named; it must lie in the project."""
        path = find_named(name, self.root, self.content.path.parent)
        if is_there(path) and self.is_outside(path):
            raise self.outside(name)
        return path

    def data(self) -> None:
        """Take the tables and the sources."""
        form = self.definition.form.data
        said: dict[str, Sequence[RowsForm]]
        said = {UNITS: [form.units] if form.units else [],
                DATA: form.observations or [],
                EVIDENCE: [form.evidence] if form.evidence else []}  # fmt: skip
        for kind, forms in said.items():
            for each in forms:
                self.table(kind, each.file, Asked.of(each))
            usual = self.definition.usual(KIND[kind]) if not forms else None
            if usual is not None:
                self.take(kind, usual, NOTHING)
        usual = self.root / "data" / self.found.index / "sources.yaml"
        file = self.said_sources()
        path = self.inside(file) if file else usual
        if is_there(path):
            self.found.sources = self.text(path)

    def beside(self) -> None:
        """Take what is written for readers beside the index's files, and name what else is there.

        What lies in a folder that several indices share is of none of them.
        """
        code, root = self.found.index, self.root
        folders = [root / kind / code for kind in OWN]
        alone = len([*files_in(root / "indicators", ".yaml")]) == 1
        shared = [root, root / "indicators"] if alone else []
        taken = {*self.found.texts, *(table.name for table in self.found.tables)}
        for path in [path for folder in (*shared, *folders) for path in files_in(folder, "")]:
            # as it is called here, were it a link to another file
            inside = within(path)
            name = inside[1] if inside else path.relative_to(root).as_posix()
            outside = self.is_outside(path)
            if name in taken or (not outside and self.name_of(path) in self.found.texts):
                continue
            if outside:
                self.found.aside += [name] if is_note(path.name) or path.parent in folders else []
            elif is_note(path.name):
                content, problems = read_bytes(path, name)
                raise_errors(problems)
                self.found.notes[name] = content
            elif path.parent in folders:
                self.found.aside.append(name)
        taken |= self.found.notes.keys()
        self.found.aside += [f"{name}/" for name in self.folders_in(folders)
                             if not any(each.startswith(f"{name}/") for each in taken)]  # fmt: skip

    def folders_in(self, folders: Iterable[Path]) -> Iterator[str]:
        """Yield the folders that lie in folders, unless these are in a workbook."""
        for folder in folders:
            if within(folder / "any") is None and folder.is_dir():
                inside = sorted(path for path in folder.iterdir() if path.is_dir())
                yield from (path.relative_to(self.root).as_posix() for path in inside)

    def table(self, kind: str, file: str, asked: Asked) -> None:
        """Take a table that is named; one that lies elsewhere for all to see stays there."""
        if Path(file).is_absolute():
            self.found.aside.append(file)
        else:
            self.take(kind, self.inside(file), asked)

    def take(self, kind: str, path: Path, asked: Asked) -> None:
        """Take a table's file, each sheet of it once."""
        name = self.name_of(path)
        sheet = asked.sheet if path.suffix.lower() == WORKBOOK else None
        if any((each.name, each.asked.sheet) == (name, sheet) for each in self.found.tables):
            return
        content, problems = read_bytes(path, name)
        raise_errors(problems)
        self.found.tables.append(Table(kind, name, asked, content))


def is_note(name: str) -> bool:
    """Say whether a file is written for readers, by its name.

    >>> [is_note(name) for name in ("README.zh.md", "LICENSE", "notes.md", "units.csv")]
    [True, True, True, False]
    """
    folded = name.casefold()
    return folded.endswith(".md") or folded.partition(".")[0] in NOTES


def _tables(holder: Any) -> Iterator[str]:
    """Yield the tables of nodes that a tree names."""
    children = holder.get("children") if isinstance(holder, Mapping) else None
    if not isinstance(children, Mapping):
        return
    if isinstance(children.get("table"), str):
        yield children["table"]
        return
    for child in children.values():
        yield from _tables(child)


def _names(value: Any) -> Iterator[str]:
    """Yield every text that looks like a file of YAML."""
    below: Iterable[Any] = ()
    if isinstance(value, str) and value.endswith(YAML) and "\n" not in value:
        yield value
    elif isinstance(value, Mapping):
        below = value.values()
    elif isinstance(value, list):
        below = value
    for each in below:
        yield from _names(each)

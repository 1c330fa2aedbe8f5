"""An open workbook: the files of text that its sheets stand for, and the cells of their places.

The sheets are what counts. The text of a file as it was, with its comments, lies in a hidden sheet
beside the digest of what the sheets said when it was written: as long as they say the same, it is
the file's text.
"""

from __future__ import annotations

import base64
import importlib.util
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from coopindex.content.files import WORKBOOK
from coopindex.content.tables.archive import refused_parts
from coopindex.content.tables.asked import NOTHING, Asked
from coopindex.content.tables.damaged import damage
from coopindex.content.tables.mistaken import mistaken
from coopindex.content.tables.table import SourceTable
from coopindex.content.tables.workbook import Sheet, read_sheet
from coopindex.content.workbook.cells import Cells, of_sheet, problem_at, read_cells
from coopindex.content.workbook.tables import as_csv, digest_of, read_as_table
from coopindex.content.workbook.text import block
from coopindex.content.workbook.trees import (
    Tree,
    put_option,
    read_framework,
    read_sources,
    read_weights,
    with_lists,
)
from coopindex.content.workbook.words import (
    DATA,
    EVIDENCE,
    FRAMEWORK,
    KIND,
    OF_NODES,
    OPTION_KEYS,
    OPTIONS,
    PROBLEMS,
    README,
    SCOPES,
    SOURCE_KEYS,
    SOURCES,
    TABLES,
    TEXTS,
    UNITS,
    WEIGHT_KEYS,
    WEIGHTS,
    header_of,
    headers,
    nearly,
    node_key,
    sheet_of,
    title_of,
)
from coopindex.content.yaml import Place, dotted, parse, read_bytes
from coopindex.phrases import LANGUAGES, Wording
from coopindex.problems import InvalidInput, Problem, Within, near, raise_errors

YAML = (".yaml", ".yml")
COLON = re.compile(r"[:：]")
PART = 30_000  # characters of a text in one cell


@dataclass(frozen=True)
class Original:
    """A file as it was: its bytes, and the digest of what the sheets said of `of`; "" for none."""

    of: str
    digest: str
    content: bytes


@dataclass
class Book:
    """A workbook as a folder: names of files -> texts, or the sheets that are tables.

    sheets : the file's name and, where one says it, the sheet of that file -> the title of ours.
    trees : what the sheets say of each file of YAML. definition : the index's own file. errors :
    what is wrong with the sheets themselves, of which the rest was read.
    """

    path: Path
    content: bytes
    definition: str = ""
    index: str = ""
    trees: dict[str, Tree] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    sheets: dict[tuple[str, str | None], str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    originals: dict[str, Original] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    anew: list[str] = field(default_factory=list)
    flags: tuple[Problem, ...] = ()
    errors: tuple[Problem, ...] = ()
    _read: dict[Any, Any] = field(default_factory=dict)
    __hash__ = object.__hash__

    @cached_property
    def digest(self) -> str:
        """What the workbook is known by among states of it."""
        return digest_of(self.content)

    @property
    def whole(self) -> str:
        """What the workbook is called in messages."""
        return self.path.name

    def names(self) -> list[str]:
        """Name the files in it."""
        return [*self.texts, *dict.fromkeys(name for name, _ in self.sheets)]

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes; of a sheet, those of its text."""
        if name in self.texts:
            return self.texts[name]
        asked = next((key for key in self.sheets if key[0] == name), None)
        return None if asked is None else self.table_text(name, replace(NOTHING, sheet=asked[1]))

    def _title(self, name: str, asked: Asked) -> str | None:
        return self.sheets.get((name, asked.sheet)) or self.sheets.get((name, None))

    def sheet(self, title: str) -> Sheet:
        """Return a sheet, read once."""
        if ("sheet", title) not in self._read:
            file = of_sheet(title, self.whole, {})
            self._read["sheet", title] = read_sheet(self.content, file, title)
        found: Sheet = self._read["sheet", title]
        return found

    def table(self, name: str, asked: Asked) -> SourceTable | None:
        """Return the sheet that stands for a file as a table, None where none does."""
        title = self._title(name, asked)
        if title is None:
            return None
        kind = self.kinds.get(title, "")
        tree = self.trees[self.definition].data
        # of a table that others made, and that `data` describes, most columns are not wanted
        used = None if tree.get("data") else self.own.union(_texts([tree]))
        table = read_as_table(self.sheet(title), self.whole, asked, kind, self.own, used)
        if table.problems and not table.columns:
            return table
        return replace(table, digest=digest_of(self.table_text(name, asked)))

    def table_text(self, name: str, asked: Asked) -> bytes:
        """Return the text that a sheet stands for: as it was, if the sheet says the same."""
        written = self.written(name, asked)
        was = self.originals.get(self.key(name, asked))
        return was.content if was and was.digest == digest_of(written) else written

    def written(self, name: str, asked: Asked) -> bytes:
        """Return the text that a sheet stands for, written anew."""
        title = self._title(name, asked)
        if title is None:
            return b""
        key = (title, asked)
        if key not in self._read:
            ending = Path(name.removesuffix(".gz")).suffix
            kind = self.kinds.get(title, "")
            self._read[key] = as_csv(self.sheet(title), asked, ending, kind, self.own)
        text: bytes = self._read[key]
        return text

    def key(self, name: str, asked: Asked) -> str:
        """Return by what the original of a sheet is known."""
        return (
            f"{name}#{asked.sheet}" if (name, asked.sheet) in self.sheets and asked.sheet else name
        )

    @cached_property
    def own(self) -> frozenset[str]:
        """The names that the index itself gives columns: headers in `data`, and its nodes'."""
        tree = self.trees[self.definition].data
        columns = (*_columns(tree), *_columns({"children": tree.get("variables")}))
        return frozenset(_texts([tree.get("data"), *columns]))

    def called(self, name: str) -> str:
        """Return what a file is called in messages."""
        if name in self.texts:
            return Within(self.whole, self.whole, self._finder(name), name)
        title = next((title for (each, _), title in self.sheets.items() if each == name), None)
        return of_sheet(title, self.whole, {}) if title else name

    def lacking(self, kind: str, why: str) -> Problem:
        """Return the problem that no sheet holds a kind of table."""
        sheet = _called(next(each for each, key in KIND.items() if key == kind))
        message = Wording("sheet.lacking-kind", sheet=sheet, why=why)
        hint = Wording("sheet.lacking-new.hint", sheet=sheet)
        if len(self.unread) == 1:
            hint = Wording("sheet.lacking-meant.hint", found=self.unread[0], sheet=sheet)
        return Problem("missing-sheet", message, file=self.whole, hint=hint)

    def _finder(self, name: str) -> Callable[[int | None, str | None], str | None]:
        """Return what finds the cell of a line, or a field, of a file of YAML."""
        of = self.originals[name].of if name in self.originals else name
        tree = self.trees.get(of, Tree())

        def cell(line: int | None, at: str | None) -> str | None:
            found = self._by_field(of, tree, at) if at else None
            return found or self._by_line(name, tree, line) or next(iter(tree.cells.values()), None)

        return cell

    def _by_field(self, name: str, tree: Tree, at: str) -> str | None:
        """Return the cell of a field: as a path, or the code of a node."""
        if ("fields", name) not in self._read:
            paths = {dotted(place): cell for place, cell in tree.cells.items()}
            codes = {str(place[-1]): cell for place, cell in tree.cells.items()
                     if place[-2:-1] == ("children",)}  # fmt: skip
            self._read["fields", name] = {**codes, **paths}
        known: dict[str, str] = self._read["fields", name]
        while at and at not in known:
            at = at[: max(at.rfind("."), at.rfind("["), 0)]
        return known.get(at)

    def _by_line(self, name: str, tree: Tree, line: int | None) -> str | None:
        """Return the cell of the first thing that stands on a line of the text."""
        if line is None:
            return None
        if ("lines", name) not in self._read:
            lines: dict[int, Place] = {}
            for place, origin in parse(self.texts[name], name).origins.items():
                lines.setdefault(origin.line or 0, place)
            self._read["lines", name] = lines
        place = self._read["lines", name].get(line)
        return tree.cell_of(place) if place else None


def need_openpyxl(file: str) -> None:
    """Refuse to read or to write a workbook where the package for it is not installed."""
    if importlib.util.find_spec("openpyxl") is None:
        hint = Wording("reading.needs-package.hint", extra="xlsx")
        message = Wording("sheet.needs-openpyxl")
        raise InvalidInput([Problem("missing-extra", message, file=file, hint=hint)])


def opened(path: Path) -> Book:
    """Read a workbook that is an index; `errors` says what is wrong with its sheets.

    What is wrong with the index that they describe is found as it is in files of text.
    """
    content, problems = read_bytes(path, path.name)
    raise_errors(problems)
    return book_of(content, path)


def book_of(content: bytes, path: Path) -> Book:
    """Read a workbook's bytes; path : where it lies, for what is named beside it.

    Raises InvalidInput where it is no workbook, or none of an index.
    """
    return _Opening(content, path).book()


def pages_of(content: bytes, whole: str) -> list[Any]:
    """Return the sheets of a workbook. Raises InvalidInput where it cannot be read."""
    need_openpyxl(whole)
    import openpyxl

    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if found := refused_parts(parts, whole):
                raise InvalidInput([found])
        return list(openpyxl.load_workbook(BytesIO(content), read_only=True).worksheets)
    except InvalidInput:
        raise
    except Exception as error:  # whatever the zip, the XML or the keys below it raised
        raise InvalidInput([unreadable(content, whole, error)]) from None


def unreadable(content: bytes, whole: str, error: Exception) -> Problem:
    """Return the problem that a file is no workbook, or a damaged one."""
    message = Wording("reading.not-xlsx", error=damage(error))
    hint = Wording("reading.not-xlsx.hint")
    message, hint = mistaken(content, WORKBOOK, known=True) or (message, hint)
    return Problem("unreadable-file", message, file=whole, hint=hint)


class _Opening:
    """A workbook being read: the state is what is wrong with it, and what its sheets say."""

    def __init__(self, content: bytes, path: Path) -> None:
        self.path, self.content, self.whole = path, content, path.name
        self.problems: list[Problem] = []
        self.tree, self.schemes, self.plans = Tree(), dict[str, Tree](), dict[str, Tree]()
        self.files: dict[str, dict[str, str]] = {}
        pages = pages_of(content, self.whole)
        self.titles = [str(page.title) for page in pages]
        self.hidden = {str(page.title) for page in pages if page.sheet_state != "visible"}
        self.of: dict[str, str] = {}
        for title in self.titles:
            kind = sheet_of(title)
            if kind in (None, DATA):
                continue
            if kind in self.of:
                self._of_sheet(title, "header", Wording("sheet.twice-sheet", sheet=kind),
                               Wording("sheet.twice-sheet.hint"))  # fmt: skip
            self.of.setdefault(str(kind), title)

    def _of_sheet(
        self, title: str, code: str, message: Wording, hint: Wording | None, *, flag: bool = False
    ) -> None:
        file = of_sheet(title, self.whole, {})
        self.problems.append(Problem(code, message, "flag" if flag else "error", file, hint=hint))

    def book(self) -> Book:
        """Return the workbook as a folder."""
        if FRAMEWORK not in self.of:
            self._without_framework()
        book = Book(self.path, self.content)
        places = self._framework()
        self._options(places)
        if (cells := self._cells(WEIGHTS)) is not None:
            read_weights(cells, lambda name: self.schemes.setdefault(name, Tree()))
            self.problems += cells.problems
        self._need_weights()
        self.tree.data = _in_order(with_lists(self.tree.data))
        book.index = str(self.tree.data["index"])
        self._name_files(book)
        self._tables(book)
        self._unread(book)
        self._write_texts(book)
        book.flags = tuple(each for each in self.problems if each.level == "flag")
        book.errors = tuple(each for each in self.problems if each.level == "error")
        return book

    def _without_framework(self) -> None:
        title = title_of(FRAMEWORK, "en")
        meant = next((each for each in self.titles if each not in self.of.values()
                      and nearly(each) in (title, title_of(FRAMEWORK, "zh"))), None)  # fmt: skip
        hint = (
            Wording("sheet.lacking-meant.hint", found=meant, sheet=_called(FRAMEWORK))
            if meant
            else (Wording("sheet.lacking.hint"))
        )
        message = Wording("sheet.lacking", sheet=_called(FRAMEWORK))
        raise InvalidInput([Problem("missing-sheet", message, file=self.whole, hint=hint)])

    def _sheet(self, title: str) -> Sheet:
        return read_sheet(self.content, of_sheet(title, self.whole, {}), title)

    def _cells(self, kind: str) -> Cells | None:
        """Return the cells of one of an index's own sheets, None where there is none."""
        if kind not in self.of:
            return None
        title = self.of[kind]
        file = of_sheet(title, self.whole, {})
        key_of, needed, told, known, others = _columns_of(kind)
        return read_cells(self._sheet(title), file, key_of, needed, told, known, others)

    def _framework(self) -> dict[str, Place]:
        cells = self._cells(FRAMEWORK)
        assert cells is not None
        places = read_framework(cells, self.tree)
        self.problems += cells.problems
        return places

    def _options(self, places: Mapping[str, Place]) -> None:
        cells = self._cells(OPTIONS)
        for row in cells.rows if cells else ():
            assert cells is not None
            if not {"for", "setting", "value"} & row.keys():
                continue
            scope = row.get("for")
            kind, name = _scope(scope.text) if scope else ("", "")
            if scope is not None and kind == "" and name not in places:
                message = Wording("sheet.no-such-for", name=name)
                cells.refuse("unknown-node", message, scope, Wording("sheet.no-such-for.hint"))
            elif kind == "sheet":
                setting, value = row.get("setting"), row.get("value")
                if setting and value:
                    self.files.setdefault(name, {})[setting.text] = value.text
            elif kind in ("scheme", "plan"):
                trees = self.schemes if kind == "scheme" else self.plans
                put_option(trees.setdefault(name, Tree()), (), row, cells)
            else:
                put_option(self.tree, places[name] if name else (), row, cells)
        self.problems += cells.problems if cells else ()
        if "index" not in self.tree.data:
            from coopindex.content.new_project import named

            self.tree.data["index"] = named(self.path.with_suffix(""))

    def _need_weights(self) -> None:
        """Refuse schemes of which Options speaks and that have no column of weights."""
        sheet = self.of.get(WEIGHTS, title_of(WEIGHTS, "en"))
        # columns of which Options does not speak: one of them may be meant
        spare = [name for name, tree in self.schemes.items() if tree.data.keys() == {"weights"}]
        for name, tree in self.schemes.items():
            if "weights" in tree.data:
                continue
            found = near(name, spare)
            hint = Wording("sheet.no-scheme-column.hint", name=name, sheet=sheet)
            if found:
                hint = Wording("sheet.scheme-meant.hint", found=found, name=name)
            file = of_sheet(self.of[OPTIONS], self.whole, {})
            place = next(iter(tree.cells.values()), None)
            message = Wording("sheet.no-scheme-column", name=name, sheet=sheet)
            self.problems.append(problem_at(file, place, "missing-key", message, hint))

    def _name_files(self, book: Book) -> None:
        """Give every tree the name of its file."""
        code = book.index
        said = self.files.get(self.of[FRAMEWORK], {}).get("file")
        book.definition = said or f"indicators/{code}.yaml"
        book.trees[book.definition] = self.tree
        kinds = (("weights", "scheme", self.schemes), ("robustness", "plan", self.plans))
        for folder, key, trees in kinds:
            for name, tree in trees.items():
                file = name if name.endswith(YAML) else f"{folder}/{code}/{name}.yaml"
                data = with_lists(tree.data)
                tree.data = data if key == "plan" else {key: Path(name).stem, **data}
                book.trees[file] = tree
        cells = self._cells(SOURCES)
        if cells is not None and cells.rows:
            file = _said_file(self.tree.data, "sources") or f"data/{code}/sources.yaml"
            book.trees[file] = read_sources(cells)
        self.problems += cells.problems if cells else ()

    def _tables(self, book: Book) -> None:
        """Find the sheets that are tables, and the files that they stand for."""
        code, data = book.index, self.tree.data
        usual = {UNITS: f"data/{code}/units.csv", EVIDENCE: f"data/{code}/evidence.csv"}
        named = {name for kind in KIND.values() for name in _said_files(data, kind)}
        observed: list[str] = []
        for title in self.titles:
            kind = sheet_of(title) or ""
            said = self.files.get(title, {})
            if title in named and "file" not in said:
                said = {"file": title}
            if kind not in TABLES and "file" not in said:
                continue
            if kind in (README, FRAMEWORK, SOURCES, WEIGHTS, OPTIONS, TEXTS, PROBLEMS):
                continue
            if kind == EVIDENCE and not _counts(data) and _is_bare(book.sheet(title)):
                continue  # as where the file is not there
            first = f"data/{code}/observations.csv"
            file = (
                said.get("file")
                or usual.get(kind)
                or (first if not observed else f"data/{code}/{title}.csv")
            )
            book.sheets[file, said.get("sheet")] = title
            book.kinds[title] = kind or _kind_of(file, data)
            if book.kinds[title] == DATA:
                observed.append(file)
        self._say_files(book, observed)

    def _say_files(self, book: Book, observed: list[str]) -> None:
        """Name in `data` the sheets that nobody names there: several, or such with options."""
        data = self.tree.data.get("data")
        said: dict[str, Any] = dict(data) if isinstance(data, dict) else {}
        for kind in TABLES:
            held = said.get(KIND[kind])
            file = next((name for (name, _), title in book.sheets.items()
                         if book.kinds[title] == kind), None)  # fmt: skip
            if isinstance(held, dict) and "file" not in held and file:
                said[KIND[kind]] = {"file": file, **held}
        if len(observed) > 1 and "observations" not in said:
            said["observations"] = [{"file": file} for file in observed]
        if said:
            self.tree.data["data"] = said
            self.tree.data = _in_order(self.tree.data)

    def _unread(self, book: Book) -> None:
        """Say which sheets are not read, and which are although they are hidden."""
        read = {*self.of.values(), *book.sheets.values()}
        for title in self.titles:
            if title in self.hidden & read and title != self.of.get(TEXTS):
                message, hint = Wording("sheet.hidden-sheet"), Wording("reading.hidden-rows.hint")
                self._of_sheet(title, "hidden-sheet", message, hint, flag=True)
            if title not in read:
                book.unread.append(title)
                meant = nearly(title)
                message = (Wording("sheet.unread-sheet-meant", sheet=meant) if meant
                           else Wording("sheet.unread-sheet"))  # fmt: skip
                hint = Wording("sheet.unread-sheet.hint")
                self._of_sheet(title, "unread-sheet", message, hint, flag=True)

    def _write_texts(self, book: Book) -> None:
        """Write every tree as text, or take the text that it was as long as it says the same."""
        book.originals = self._originals()
        for name, tree in book.trees.items():
            written = block(tree.data).encode()
            was = book.originals.get(name)
            same = was is not None and was.digest == digest_of(written)
            book.texts[name] = was.content if was and same else written
            if was and not same:
                book.anew.append(name)
        for name, was in book.originals.items():
            # of what is written for readers no sheet says anything; a table of nodes is what the
            # text of another names
            named = was.of != name and was.of in book.trees and was.of not in book.anew
            if not was.of or named:
                book.texts[name] = was.content

    def _originals(self) -> dict[str, Original]:
        if TEXTS not in self.of:
            return {}
        found = {}
        for row in self._sheet(self.of[TEXTS]).rows[1:]:
            name, of, digest, *parts = ["" if cell is None else str(cell) for cell in row]
            try:
                content = zlib.decompress(base64.b64decode("".join(parts)))
            except (ValueError, zlib.error):
                continue
            found[name] = Original(of, digest, content)
        return found


def _columns_of(kind: str) -> tuple[Any, tuple[str, ...], str, tuple[str, ...], bool]:
    """Return how a sheet's headers are read: their keys, those needed, and those known."""
    if kind == FRAMEWORK:
        return node_key, ("code",), "column", _spelt(OF_NODES, "column"), False
    which = {
        OPTIONS: (OPTION_KEYS, "option", ("setting", "value"), False),
        SOURCES: (SOURCE_KEYS, "source", ("code",), False),
        WEIGHTS: (WEIGHT_KEYS, "weight", ("code",), True),
    }
    names, told, needed, others = which[kind]
    known = headers(names, told)
    from coopindex.content.tables.table import fold

    return lambda header: known.get(fold(header)), needed, told, _spelt(names, told), others


def _called(kind: str) -> Wording:
    """Return what a sheet is called in the language of who reads it."""
    return Wording(f"sheet.name-{kind}")


def _spelt(keys: Iterable[str], kind: str) -> tuple[str, ...]:
    return tuple(header_of(key, lang, kind) for key in keys for lang in LANGUAGES)


def _scope(text: str) -> tuple[str, str]:
    """Return what an option is for: a kind and a name; of a node, its code alone.

    >>> _scope("scheme: cass"), _scope("权重方案：cass"), _scope("trade")
    (('scheme', 'cass'), ('scheme', 'cass'), ('', 'trade'))
    """
    begun, colon, name = COLON.sub(":", text, count=1).partition(":")
    for kind in SCOPES:
        for lang in LANGUAGES:
            said = COLON.split(str(Wording(f"sheet.for-{kind}", name="").again(lang)))[0]
            if colon and begun.strip().casefold() == said.strip().casefold():
                return kind, name.strip()
    return "", text


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """Return a definition with the tree behind all else, and the index's code before it."""
    last = ("children",)
    first = ("index",)
    return {
        **{key: data[key] for key in first if key in data},
        **{key: value for key, value in data.items() if key not in (*first, *last)},
        **{key: data[key] for key in last if key in data},
    }


def _said_file(data: Mapping[str, Any], kind: str) -> str | None:
    return next(iter(_said_files(data, kind)), None)


def _said_files(data: Mapping[str, Any], kind: str) -> Iterator[str]:
    """Yield the files that a definition names for a kind of table."""
    said = data.get("data")
    held = said.get(kind) if isinstance(said, Mapping) else None
    for each in held if isinstance(held, list) else [held]:
        file = each.get("file") if isinstance(each, Mapping) else each
        if isinstance(file, str):
            yield file


def _counts(written: Any) -> bool:
    """Say whether a node of a definition is counted from evidence."""
    if not isinstance(written, dict):
        return False
    below = written.get("children")
    nodes = below.values() if isinstance(below, dict) else ()
    return bool(written.get("evidence")) or any(map(_counts, nodes))


def _is_bare(sheet: Sheet) -> bool:
    """Say whether a sheet has nothing but a row of headers."""
    filled = (any(cell not in (None, "") for cell in row) for row in sheet.rows)
    return sum(filled) <= 1


def _kind_of(file: str, data: Mapping[str, Any]) -> str:
    """Return what a table holds by where the definition names it."""
    for kind, key in KIND.items():
        if file in _said_files(data, key):
            return kind
    stem = Path(file).name.partition(".")[0]
    return next((kind for kind, key in KIND.items() if key == stem), DATA)


def _texts(values: Iterable[Any]) -> Iterator[str]:
    """Yield every text in values, keys too."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _texts([*value, *value.values()])
        elif isinstance(value, list):
            yield from _texts(value)


def _columns(tree: Mapping[str, Any]) -> Iterator[str]:
    """Yield the columns of the nodes below one."""
    children = tree.get("children")
    for code, node in children.items() if isinstance(children, Mapping) else ():
        yield code
        if isinstance(node, Mapping):
            yield str(node.get("data") or code)
            yield from _columns(node)

"""Read YAML as plain text, numbers, lists and mappings, and remember on which line each stands.

Only `true`/`false` are booleans and only `null`, `~` or nothing is null, so that NO stays Norway;
dates stay text. Duplicate keys, anchors, aliases, tags, merge keys and further documents are
problems.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import yaml

from coopindex.content.files import overwritten, sought, within
from coopindex.content.limits import DEEPEST, TABLE_BYTES, YAML_BYTES, Limit
from coopindex.content.signs import has_full_width_mark
from coopindex.engine.index import Origin
from coopindex.phrases import Wording, keys, recognised
from coopindex.problems import Problem, Within

Place = tuple[str | int, ...]

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
INTEGER = re.compile(r"[-+]?(0|[1-9]\d*)", re.ASCII)
# an unquoted number of more digits is beyond every figure
DIGITS = 300
FRACTION = re.compile(r"\d+ ?%?")
DECIMAL = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
# what is no file that ends: how the system tells it -> the phrase that names it
ENDLESS = {
    stat.S_IFDIR: "reading.a-folder",
    stat.S_IFCHR: "reading.a-device",
    stat.S_IFBLK: "reading.a-device",
    stat.S_IFIFO: "reading.a-pipe",
    stat.S_IFSOCK: "reading.a-socket",
}

# what YAML allows and is not read here: kind -> the problem's code; `reading.refused-kind` says it
REFUSED = {
    "document": "yaml",
    "alias": "alias",
    "anchor": "anchor",
    "tag": "tag",
    "key": "key",
    "merge": "merge-key",
    "twice": "duplicate-key",
    "comma": "decimal-comma",
    "depth": "nesting",
    "digits": "bad-value",
}


@dataclass(frozen=True)
class Document:
    """A YAML file as plain data.

    origins : where each key and list item stands, by its path from the top. given : as a value or
    a text, so that no file's name says what it is; a mapping has no lines.
    """

    file: str
    data: Any = None
    origins: Mapping[Place, Origin] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    digest: str = ""
    given: bool = False

    @property
    def stem(self) -> str:
        """What its file is called, without folder and ending."""
        return PurePath(self.file.part if isinstance(self.file, Within) else self.file).stem

    def origin(self, place: Place) -> Origin:
        """Return where something is written, or what holds it when it is not written itself."""
        while place and place not in self.origins:
            place = place[:-1]
        return self.origins.get(place, Origin(self.file, 0 if self.given else 1))

    def problem(
        self,
        code: str,
        message: Wording,
        place: Place,
        hint: Wording | Callable[[], Wording] | None = None,
        **details: Any,
    ) -> Problem:
        """Return a problem at a place of this file."""
        origin = self.origin(place)
        return Problem(
            code,
            message,
            file=origin.file,
            line=origin.line or None,
            field=dotted(place),
            hint=hint,
            **details,
        )


def dotted(place: Place) -> str | None:
    """Write a path as people read it: list items in brackets, counted from 1.

    >>> dotted(("published", 0, "value"))
    'published[1].value'
    """
    return (
        "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(
            "."
        )
        or None
    )


def scalar(text: str) -> Any:
    """Read an unquoted scalar.

    >>> [scalar(text) for text in ("NO", "2019-10-20", "true", "~", "1e6", "-3", "007", "2/3")]
    ['NO', '2019-10-20', True, None, 1000000.0, -3, '007', '2/3']
    """
    if text in WORDS:
        return WORDS[text]
    if endless(text):
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) and not re.match(r"[-+]?0\d", text) else text


def endless(text: str) -> bool:
    """Say whether a text is a whole number of more digits than any figure has."""
    return len(text) > DIGITS and INTEGER.fullmatch(text) is not None


def read_bytes(
    path: Path, file: str, limit: Limit = TABLE_BYTES
) -> tuple[bytes, tuple[Problem, ...]]:
    """Read a file, or say why it cannot be read: only one that ends, and within the limit."""
    if inside := within(path):
        held = inside[0].read(inside[1])
        return (held, ()) if held is not None else (b"", (_missing(path, file),))
    refused = overwritten(path, file)
    if refused:
        return b"", refused
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return b"", (_no_file(status.st_mode, file),)
        if status.st_size > limit.most:
            return b"", (limit.exceeded(file),)
        with path.open("rb") as stream:
            content = stream.read(status.st_size + 1)
            if len(content) > status.st_size:  # it has grown, or does not know its size
                content += stream.read(limit.most + 1 - len(content))
        return (content, ()) if len(content) <= limit.most else (b"", (limit.exceeded(file),))
    except FileNotFoundError:
        return b"", (_missing(path, file),)
    except PermissionError:
        message, hint = Wording("reading.forbidden"), Wording("reading.forbidden.hint")
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        message = Wording("reading.unreadable", why=recognised(said, keys("usage.system-")) or said)
        hint = Wording("reading.unreadable.hint")
    except ValueError:
        # a name that no file can have: with a zero byte, or with half a sign
        message, hint = Wording("reading.no-name"), Wording("reading.no-file.hint")
    return b"", (Problem("unreadable-file", message, file=file, hint=hint),)


def _missing(path: Path, file: str) -> Problem:
    """Say that a file is not there, and what is where it should be."""
    found = partial(sought, [path.absolute()])
    return Problem("missing-file", Wording("reading.no-file"), file=file, hint=found)


def _no_file(mode: int, file: str) -> Problem:
    """Refuse what may have no end, or is no file."""
    kind = Wording(ENDLESS.get(stat.S_IFMT(mode), "reading.a-device"))
    message, hint = Wording("reading.no-plain-file", kind=kind), Wording("reading.plain-file.hint")
    return Problem("unreadable-file", message, file=file, hint=hint)


def read_yaml(path: Path, file: str) -> Document:
    """Read a YAML file whose top is a mapping; `file` is its name in messages."""
    content, problems = read_bytes(path, file, YAML_BYTES)
    return Document(file, problems=problems) if problems else parse(content, file)


def parse(content: str | bytes, file: str) -> Document:
    r"""Read YAML whose top is a mapping, from text or a file's bytes.

    file : its name in messages.
    Returns a document without data where it cannot be read, with what is wrong in `problems`.

    >>> document = parse("scheme: mine\nweights: {trade: 2}", "mine.yaml")
    >>> document.data, document.origin(("weights", "trade")).line
    ({'scheme': 'mine', 'weights': {'trade': 2}}, 2)
    """
    written = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    digest = hashlib.sha256(written).hexdigest()
    try:
        text = written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, hint = written.count(b"\n", 0, error.start) + 1, Wording("reading.save-utf-8.hint")
        wrong = Problem("encoding", Wording("reading.not-utf-8"), file=file, line=line, hint=hint)
        return Document(file, problems=(wrong,), digest=digest)
    reader = _Reader(file)
    try:
        data = reader.read(text)
    except yaml.MarkedYAMLError as error:
        problems = (*reader.problems, _syntax(error, file, text))
        return Document(file, problems=problems, digest=digest)
    except yaml.YAMLError:  # an unprintable character
        return Document(file, problems=(_unprintable(file, text),), digest=digest)
    problems = (*reader.problems, *_top_problems(data, file, bool(reader.problems)))
    mapping = data if isinstance(data, dict) else None
    return Document(file, mapping, reader.origins, problems, digest)


def _top_problems(data: Any, file: str, refused: bool) -> Iterator[Problem]:
    """Refuse a file that holds no keys with values."""
    if data is None and not refused:
        hint = Wording("reading.see-content.hint")
        yield Problem("empty-file", Wording("reading.empty"), file=file, line=1, hint=hint)
    elif not isinstance(data, dict):
        message = Wording("reading.not-a-mapping")
        hint = Wording("reading.not-a-mapping.hint")
        yield Problem("not-a-mapping", message, file=file, line=1, hint=hint)


def _syntax(error: yaml.MarkedYAMLError, file: str, text: str) -> Problem:
    mark: Any = error.problem_mark or error.context_mark
    line, lines = mark.line + 1 if mark else 1, text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    message = Wording("reading.not-yaml", problem=_why(error))
    hint = Wording("reading.not-yaml.hint")
    indentation = written[: len(written) - len(written.lstrip())]
    if "\t" in indentation or "\\t" in message or "'\t'" in message:
        message, hint = Wording("reading.tab"), Wording("reading.tab.hint")
    elif has_full_width_mark("".join(lines[max(line - 2, 0) : line])):
        hint = Wording("reading.full-width.hint")
    return Problem("yaml", message, file=file, line=line, hint=hint)


def _why(error: yaml.MarkedYAMLError) -> str:
    """Say what the reader of YAML says, in our words where we have them."""
    said = error.problem or error.context or ""
    return recognised(said, keys("reading.yaml-")) or said


def _unprintable(file: str, text: str) -> Problem:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    character = Wording("reading.unprintable", number=ord(found[0]) if found else 0xFFFD)
    message = Wording("reading.not-allowed", character=character)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    hint = Wording("reading.not-allowed.hint")
    return Problem("yaml", message, file=file, line=line, hint=hint)


def decimal_comma(before: Any, key: Any, value: Any) -> bool:
    """Say whether a decimal comma broke a number apart.

    {trade: 44,1} is read as the value 44 and the key 1 without a value.

    >>> decimal_comma(*list(yaml.parse("{trade: 44,1}"))[4:7])
    True
    >>> decimal_comma(*list(yaml.parse("{trade: 44, 1: 2}"))[4:7])
    False
    """
    if not (isinstance(before, yaml.ScalarEvent) and isinstance(value, yaml.ScalarEvent)):
        return False
    digits = INTEGER.fullmatch(before.value) and FRACTION.fullmatch(key.value)
    mark: Any = before.end_mark
    adjoin = key.start_mark.index == mark.index + 1
    return bool(digits) and adjoin and value.implicit[0] and not value.value


class _Reader:
    """One walk through a file's events: the state is the path's origins and what is wrong.

    Events, because composed nodes no longer say where an anchor or an alias stood.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.origins: dict[Place, Origin] = {}
        self.problems: list[Problem] = []
        self.depth, self.too_deep = 0, False

    def refuse(self, kind: str, event: Any, place: Place, **written: object) -> None:
        """Note what is not read: `written` is what the words name."""
        key = f"reading.refused-{kind}"
        code, message, hint = (
            REFUSED[kind],
            Wording(key, **written),
            Wording(f"{key}.hint", **written),
        )
        line, field = event.start_mark.line + 1, dotted(place)
        problem = Problem(code, message, file=self.file, line=line, field=field, hint=hint)
        self.problems.append(problem)

    def stands(self, event: Any, place: Place) -> None:
        """Note where a key or an item stands."""
        self.origins.setdefault(place, Origin(self.file, event.start_mark.line + 1))

    def read(self, text: str) -> Any:
        """Return what the first document holds; a second one is refused."""
        events: Iterator[Any] = iter(yaml.parse(text, Loader=LOADER))
        data, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse("document", event, ())
                    break
                data = self.value(next(events), events, ())
        return data

    def value(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        """Return the value that begins with an event."""
        if isinstance(event, yaml.AliasEvent):
            self.refuse("alias", event, place, written=event.anchor)
            return None
        self.marked(event, place)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if self.depth == DEEPEST:
            self.refuse("depth", event, place[:2], most=DEEPEST)
            _pass_over(events)
            self.too_deep = True
            return None
        self.depth += 1
        inside = self.sequence if isinstance(event, yaml.SequenceStartEvent) else self.mapping
        found: Any = inside(events, place)
        self.depth -= 1
        if self.too_deep and self.depth:
            # what holds it says nothing either, up to the key at the top
            self.too_deep, found = self.depth > 1, None
        return found

    def marked(self, event: Any, place: Place) -> None:
        """Refuse an anchor and a tag."""
        if event.anchor is not None:
            self.refuse("anchor", event, place, written=event.anchor)
        if event.tag is not None:
            self.refuse("tag", event, place, written=event.tag)

    def scalar(self, event: Any, place: Place) -> Any:
        """Return a scalar's value; a number that is none is refused."""
        if event.implicit[0] and endless(event.value):
            self.refuse("digits", event, place, number=len(event.value))
            return None
        return scalar(event.value) if event.implicit[0] else event.value

    def sequence(self, events: Iterator[Any], place: Place) -> list[Any]:
        """Return a list's items, up to its end."""
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            below = (*place, len(items))
            self.stands(event, below)
            items.append(self.value(event, events, below))
        return items

    def mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        """Return a mapping's keys and values, up to its end."""
        found: dict[str, Any] = {}
        before: Any = None
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            if not isinstance(key, yaml.ScalarEvent):
                self.refuse("key", key, place)
                self.value(key, events, place)
                self.value(next(events), events, place)
                continue
            value, below = next(events), (*place, key.value)
            self.marked(key, below)
            if key.value == "<<" and key.implicit[0]:
                self.refuse("merge", key, place)
                self.value(value, events, below)
            elif decimal_comma(before, key, value):
                last, parts = next(reversed(found)), (before.value, key.value)
                self.refuse("comma", key, (*place, last), written=parts[0], decimals=parts[1])
                found[last] = scalar(".".join(parts))
            elif key.value in found:
                before = value
                self.refuse("twice", key, below, written=key.value, first=self.origins[below].line)
                self.value(value, events, below)
            else:
                before = value
                self.stands(key, below)
                found[key.value] = self.value(value, events, below)
        return found


def _pass_over(events: Iterator[Any]) -> None:
    """Go on behind the list or mapping that has begun, however deep it is."""
    depth = 1
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if not depth:
            return

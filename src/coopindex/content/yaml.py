"""Read YAML as plain text, numbers, lists and mappings, and remember on which line everything was written.

Only `true`/`false` are booleans and only `null`, `~` or nothing is null, so that NO stays Norway; dates stay text.
Duplicate keys, anchors, aliases, tags, merge keys and further documents are problems.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from coopindex.content.files import overwritten
from coopindex.engine.index import Origin
from coopindex.problems import Problem

Place = tuple[str | int, ...]

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
INTEGER = re.compile(r"[-+]?(0|[1-9]\d*)")
FRACTION = re.compile(r"\d+ ?%?")
DECIMAL = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


@dataclass(frozen=True)
class Document:
    """A YAML file as plain data; `origins` says where each key and list item stands, by its path from the top."""

    file: str
    data: Any = None
    origins: Mapping[Place, Origin] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    def origin(self, place: Place) -> Origin:
        """Return where something is written, or what holds it when it is not written itself."""
        while place and place not in self.origins:
            place = place[:-1]
        return self.origins.get(place, Origin(self.file, 1))

    def problem(self, code: str, message: str, place: Place, **details: Any) -> Problem:
        """Return a problem at a place of this file."""
        origin = self.origin(place)
        return Problem(
            code, message, file=origin.file, line=origin.line, field=dotted(place), **details
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

    >>> [scalar(text) for text in ("NO", "2019-10-20", "true", "~", "1e6", "-3", "007", "2/3", "44.1%")]
    ['NO', '2019-10-20', True, None, 1000000.0, -3, '007', '2/3', '44.1%']
    """
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) and not re.match(r"[-+]?0\d", text) else text


def read_bytes(path: Path, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Read a file, or say why it cannot be read."""
    refused = overwritten(path, file)
    if refused:
        return b"", refused
    try:
        return path.read_bytes(), ()
    except FileNotFoundError:
        return b"", (
            Problem(
                "missing-file",
                "there is no such file",
                file=file,
                hint="check the name and the folder",
            ),
        )
    except PermissionError:
        return b"", (
            Problem(
                "unreadable-file",
                "you may not read this file",
                file=file,
                hint="ask its owner for the permission to read",
            ),
        )
    except OSError as error:
        return b"", (
            Problem(
                "unreadable-file",
                f"cannot be read: {error.strerror or error}",
                file=file,
                hint="name a file",
            ),
        )


def read_yaml(path: Path, file: str) -> Document:
    """Read a YAML file whose top is a mapping; `file` is its name in messages."""
    content, problems = read_bytes(path, file)
    if problems:
        return Document(file, problems=problems)
    digest = hashlib.sha256(content).hexdigest()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        return Document(
            file,
            problems=(Problem("encoding", "is not UTF-8 text", file=file, line=line, hint=hint),),
            digest=digest,
        )
    reader = _Reader(file)
    try:
        data = reader.read(text)
    except yaml.MarkedYAMLError as error:
        return Document(
            file, problems=(*reader.problems, _syntax(error, file, text)), digest=digest
        )
    except yaml.YAMLError:  # an unprintable character
        return Document(file, problems=(_unprintable(file, text),), digest=digest)
    if data is None and not reader.problems:
        hint = "see docs/content.md for what belongs here"
        reader.problems.append(Problem("empty-file", "is empty", file=file, line=1, hint=hint))
    elif not isinstance(data, dict):
        message = "should be keys with values, such as `title: ...`"
        reader.problems.append(
            Problem(
                "not-a-mapping",
                message,
                file=file,
                line=1,
                hint="begin each line with a key and a colon",
            )
        )
        data = None
    return Document(file, data, reader.origins, tuple(reader.problems), digest)


def _syntax(error: yaml.MarkedYAMLError, file: str, text: str) -> Problem:
    mark: Any = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    written = text.splitlines()[line - 1] if line <= len(text.splitlines()) else ""
    message = f"is not YAML here: {error.problem or error.context}"
    hint = "check the indentation, the colons, the quotes and the brackets of this line and the one above"
    if (
        "\t" in written[: len(written) - len(written.lstrip())]
        or "\\t" in message
        or "'\t'" in message
    ):
        message, hint = "a tab stands where YAML wants spaces", "indent with spaces"
    elif any(mark in written for mark in "：，｛｝［］"):
        hint = (
            "a full-width mark stands here: write : , { } [ ] in half width, a space after a colon"
        )
    return Problem("yaml", message, file=file, line=line, hint=hint)


def _unprintable(file: str, text: str) -> Problem:
    found = next(yaml.reader.Reader.NON_PRINTABLE.finditer(text))
    message = (
        f"an unprintable character (U+{ord(found[0]):04X}) stands here, which YAML does not allow"
    )
    line = text.count("\n", 0, found.start()) + 1
    return Problem(
        "yaml", message, file=file, line=line, hint="delete it, and save the file as UTF-8 text"
    )


def decimal_comma(before: Any, key: Any, value: Any) -> str | None:
    """Return the number that a decimal comma broke apart: {trade: 44,1} is read as the value 44 and the key 1 without a value.

    >>> decimal_comma(*list(yaml.parse("{trade: 44,1}"))[4:7]), decimal_comma(*list(yaml.parse("{trade: 44, 1: 2}"))[4:7])
    ('44.1', None)
    """
    parts = (
        isinstance(before, yaml.ScalarEvent)
        and INTEGER.fullmatch(before.value)
        and FRACTION.fullmatch(key.value)
    )
    adjoin = before is not None and key.start_mark.index == before.end_mark.index + 1
    unwritten = isinstance(value, yaml.ScalarEvent) and value.implicit[0] and not value.value
    return f"{before.value}.{key.value}" if parts and adjoin and unwritten else None


class _Reader:
    """One walk through a file's events: the state is the path's origins and what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.origins: dict[Place, Origin] = {}
        self.problems: list[Problem] = []

    def refuse(self, code: str, message: str, line: int, place: Place, hint: str) -> None:
        self.problems.append(
            Problem(code, message, file=self.file, line=line, field=dotted(place), hint=hint)
        )

    def read(self, text: str) -> Any:
        events: Iterator[Any] = iter(yaml.parse(text, Loader=LOADER))
        data, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    mark: Any = event.start_mark
                    self.refuse(
                        "yaml",
                        "a second document begins here",
                        mark.line + 1,
                        (),
                        "keep one document a file",
                    )
                    break
                data = self.value(next(events), events, ())
        return data

    def value(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self.refuse(
                "alias",
                f"`*{event.anchor}` points elsewhere: aliases are not read",
                line,
                place,
                "write the value out",
            )
            return None
        if event.anchor is not None:
            self.refuse(
                "anchor",
                f"`&{event.anchor}` is an anchor: anchors are not read",
                line,
                place,
                "leave it out",
            )
        if event.tag is not None:
            self.refuse(
                "tag",
                f"`{event.tag}` is a tag: tags are not read",
                line,
                place,
                "leave it out; quote the value to make it text",
            )
        if isinstance(event, yaml.ScalarEvent):
            return scalar(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, place)
        return self.mapping(events, place)

    def sequence(self, events: Iterator[Any], place: Place) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            below = (*place, len(items))
            self.origins.setdefault(below, Origin(self.file, event.start_mark.line + 1))
            items.append(self.value(event, events, below))
        return items

    def mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        before: Any = None
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse("key", "a key must be a plain word", line, place, "write `key: value`")
                self.value(event, events, place)
                self.value(next(events), events, place)
                continue
            key, below = event.value, (*place, event.value)
            if key == "<<" and event.implicit[0]:
                self.refuse(
                    "merge-key",
                    "`<<` merges other mappings: merge keys are not read",
                    line,
                    place,
                    "write the keys out",
                )
                self.value(next(events), events, below)
                continue
            value = next(events)
            number = decimal_comma(before, event, value)
            if number is not None:
                last = next(reversed(found))
                message, hint = (
                    f"`{before.value},{key}` has a decimal comma, and a comma ends a value here",
                    f"write {number}",
                )
                self.refuse("decimal-comma", message, line, (*place, last), hint)
                found[last] = scalar(number)
                continue
            before = value
            if key in found:
                first = self.origins[below].line
                self.refuse(
                    "duplicate-key",
                    f"`{key}` is written twice, first on line {first}",
                    line,
                    below,
                    "keep one of the two",
                )
                self.value(value, events, below)
                continue
            self.origins.setdefault(below, Origin(self.file, line))
            found[key] = self.value(value, events, below)
        return found

"""An index as a workbook: made, filled in, marked, and turned into a folder of text and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopindex.content.files import WORKBOOK
from coopindex.phrases import Wording
from coopindex.problems import InvalidInput, Problem
from coopindex.project.arguments import language
from coopindex.project.project import load

if TYPE_CHECKING:
    from coopindex.content.workbook.convert import Converted


def convert(source: str | Path, to: str | Path, lang: str = "en") -> Converted:
    """Write a folder of text as a workbook, or a workbook as a folder of text, without loss.

    source : an index by its name or file, the folder of a project, or a workbook. to : the workbook
    (`.xlsx`) or the folder to make; nothing is overwritten. lang : of the sheets and headers of a
    workbook. There and back the files are the same, with their comments, as long as nobody changed
    what they say; of a file that was changed, `anew` of the answer says that its comments are lost.

    Raises InvalidInput where anything else would be lost.
    """
    from coopindex.content.workbook.convert import convert as converted

    language(lang)
    return converted(load(source).content, Path(to), lang)


def template(source: str | Path, to: str | Path, lang: str = "en", *, sample: bool = False) -> Path:
    """Write a workbook of an index, its framework and units, with the cells of its data to fill.

    sample : fill them with invented figures in the range of the index's own, and say so in their
    status: illustrative. Published figures are left out. Returns the workbook's path.
    """
    from coopindex.content.workbook.convert import write_workbook
    from coopindex.content.workbook.template import template_of

    language(lang)
    file = Path(to)
    if file.suffix.lower() != WORKBOOK:
        message = Wording("sheet.not-a-workbook")
        raise InvalidInput([Problem("bad-value", message, file=str(to))])
    content = load(source).content
    write_workbook(file, template_of(content, file.name, lang, sample=sample))
    return file


def mark(source: str | Path, to: str | Path, lang: str = "en") -> tuple[Problem, ...]:
    """Write a copy of a workbook in which what is wrong is coloured and said where it is.

    Errors are red, flags yellow, each with a comment; the first sheet lists all. Formats of cells
    are kept. Returns all problems, and raises none of them; InvalidInput where the copy would take
    the place of what is read, or `source` is no workbook.
    """
    from coopindex.content.workbook.mark import need_other, write_marked

    language(lang)
    need_other(Path(source), Path(to))
    try:
        found = load(source).validate()
    except InvalidInput as invalid:
        found = invalid.problems
    write_marked(Path(source), Path(to), found, lang)
    return found

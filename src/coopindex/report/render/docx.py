"""An edition as DOCX: headings as styles, three-line tables, charts as pictures.

A three-line table has a thick rule above and below and a thin one below its header, and none that
stands upright: the table of Chinese and of international journals alike (GB/T 7713.1-2006, 6.2.4).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from coopindex.phrases import say, visible
from coopindex.report.charts.chart import Chart
from coopindex.report.look import TONES
from coopindex.report.outline import Block
from coopindex.report.render.code import runs as runs_of
from coopindex.report.render.paper import Part, parts
from coopindex.report.render.seen import seen
from coopindex.report.render.terminal import Laid, runs
from coopindex.report.table import Section, Table

LATIN = {"en": "Arial", "zh": "Times New Roman"}
MONOSPACED = "Courier New"
CHINESE, HEADING_ZH = "宋体", "黑体"
THICK, THIN = 12, 4  # eighths of a point: 1.5 pt and 0.5 pt
WIDTH = 16.2  # centimetres between the margins
INDENT, MARGIN = 170, 60  # twentieths of a point: of a node from its parent, beside a cell's text
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# rows are not broken over pages, and headers stand on every page
ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
MOST_HEADS = 70  # headings up to which the contents name two levels
TOGETHER = 25  # rows up to which a table stays on one page
HEAD = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP archive knows
Draw = Callable[[Sequence[Chart]], Sequence[bytes]]  # charts -> PNG


def as_docx(
    blocks: Iterable[Block],
    title: str,
    date: datetime,
    draw: Draw,
    lang: str = "en",
    named: Collection[str] = (),
) -> bytes:
    """Return blocks as a document.

    title : of the document, as its properties name it. draw : draws charts as PNG. named : what
    names have between backticks (`code.in_names`); all else between some is set as code. The same
    blocks and date give the same bytes.
    """
    writer = _Writer(title, date, lang, named)
    pieces = [
        (piece, block)
        for block in blocks
        for piece in ([block.piece] if isinstance(block.piece, Chart) else seen([block.piece]))
    ]
    heads = [(piece.title, b.level) for piece, b in pieces if isinstance(piece, Section)]
    pictures = iter(draw([piece for piece, _ in pieces if isinstance(piece, Chart)]))
    for piece, block in pieces:
        if isinstance(piece, Chart):
            writer.chart(piece, next(pictures))
            continue
        if piece.title and block.level and not writer.headings:
            writer.contents([(title, level) for title, level in heads if title and level])
        writer.section(piece, block.level, "Lead" if block.lead else "Body Text")
    return writer.whole()


class _Writer:
    """A document as it grows: numbers of tables and figures are counted through."""

    def __init__(self, title: str, date: datetime, lang: str, named: Collection[str]) -> None:
        import docx

        self.document = docx.Document()
        self.lang, self.named = lang, named
        self.tables = self.figures = self.headings = 0
        self._ids = dict[str, str]()
        self.heading = ""
        known = self.document.core_properties
        known.title, known.author, known.language = visible(title), "coopindex", _tag(lang)
        known.created = known.modified = date.replace(tzinfo=None)
        known.last_modified_by, known.revision, known.comments = "coopindex", 1, ""
        self._page()
        self._styles()

    # -- what is said ------------------------------------------------------------------------------

    def section(self, section: Section, level: int, style: str = "Body Text") -> None:
        """Write a title, sentences, a table and the lines below it."""
        if section.title:
            self.heading = section.title
            heading = self.document.add_heading(section.title, level)
            if level:
                self.headings += 1
                _bookmark(heading, self.headings)
        for sentence in section.sentences:
            self.said(sentence, "Intense Quote" if section.warning else style)
        if section.table is not None and len(section.table):
            self.table(section.table, section.title)
        for line in section.below:
            self.said(line, "List Bullet")

    def said(self, text: str, style: str) -> None:
        """Write a sentence, and what in it is code in the face of code."""
        paragraph = self._paragraph("", style)
        for run, code in runs_of(text, self.named):
            paragraph.add_run(run)._r.style = self._style("Code") if code else None

    def contents(self, heads: Sequence[tuple[str, int]]) -> None:
        """Write a table of contents as a field, which Word makes anew with its page numbers.

        Until then it names the headings, each a link. Of very many the first level alone.
        """
        deepest = 2 if len(heads) <= MOST_HEADS else 1
        self._paragraph(say("document.pdf contents", self.lang), "Contents")
        shown = [(n, *head) for n, head in enumerate(heads, start=1) if head[1] <= deepest]
        for at, (number, title, level) in enumerate(shown):
            line = self._paragraph("", f"toc {level}")
            if not at:
                _field(line, f'TOC \\o "1-{deepest}" \\h \\z \\u')
            _link(line, title, number)
            if at == len(shown) - 1:
                _field_end(line)

    def chart(self, chart: Chart, picture: bytes) -> None:
        """Put in a chart, its title above and what it rests on below."""
        from docx.shared import Cm

        self.figures += 1
        said = (chart.title, chart.about, chart.source, chart.alt)
        title, about, source, alt = map(visible, said)
        number = say("document.figure", self.lang, number=self.figures, title=title)
        self._kept(number, "Caption")
        if about:
            self._kept(about, "Note")
        drawn = self.document.add_picture(io.BytesIO(picture), width=Cm(WIDTH))
        shown = drawn._inline.docPr
        shown.set("descr", alt)
        shown.set("title", title)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = bool(source)
        if source:
            self._paragraph(source, "Note")

    def table(self, table: Table, title: str) -> None:
        """Write a three-line table, its number and title above it; a wide one in parts.

        What has no room at all is named below, as on a terminal; the files beside hold all.
        """
        from docx.oxml import parse_xml

        self.tables += 1
        self.heading = title = title or self.heading
        caption = say("document.table", self.lang, number=self.tables, title=title)
        self._kept(caption, "Caption")
        made, said = parts(table, self.lang)
        for part in made:
            self.document.element.body.insert_element_before(
                parse_xml(_Rows(part).table()), "w:sectPr"
            )
        self._paragraph(said, "Note")

    def _kept(self, text: str, style: str) -> None:
        """Write a line that stays with what follows."""
        self._paragraph(text, style).paragraph_format.keep_with_next = True

    def _paragraph(self, text: str, style: str) -> Any:
        paragraph = self.document.add_paragraph(text)
        # python-docx looks through all styles for the usual one each time it is given a name
        paragraph._p.style = self._style(style)
        return paragraph

    def _style(self, name: str) -> str:
        if name not in self._ids:
            self._ids[name] = self.document.styles[name].style_id
        return self._ids[name]

    # -- how it looks ------------------------------------------------------------------------------

    def _page(self) -> None:
        from docx.shared import Cm

        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.4)
        page.top_margin = page.bottom_margin = Cm(2.2)
        _page_number(page.footer.paragraphs[0])

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt, RGBColor

        styles, ink = self.document.styles, RGBColor.from_string(TONES["ink"].light[1:].upper())
        code = styles.add_style("Code", WD_STYLE_TYPE.CHARACTER)
        _faces(code, MONOSPACED, CHINESE)
        for name, size in (("Note", 8), ("Cell", 8.5), ("Lead", 16)):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
            styles[name].font.size = Pt(size)
        for level in (1, 2):
            styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            styles[f"toc {level}"].base_style = styles["Normal"]
            styles[f"toc {level}"].paragraph_format.left_indent = Pt(14 * (level - 1))
        styles.add_style("Contents", WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        plain = dict.fromkeys(("Normal", "Body Text", "List Bullet"), 10.5)
        plain |= {"toc 1": 10.5, "toc 2": 9.5, "Contents": 12}
        sizes = {**plain, "Title": 20, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
        sizes |= {"Caption": 9.5, "Intense Quote": 10, "Lead": 16}
        for name in (*sizes, "Note", "Cell"):
            style = styles[name]
            heading = name.startswith(("Heading", "Title", "Lead"))
            _faces(style, LATIN[self.lang], HEADING_ZH if heading or name == "Caption" else CHINESE)
            style.font.color.rgb, style.font.italic = ink, False
            style.font.bold = heading or name in ("Caption", "toc 1", "Contents")
            if name in sizes:
                style.font.size = Pt(sizes[name])
            space = style.paragraph_format
            tight = name in ("Cell", "Caption", "Note")
            listed = name.startswith("toc")
            space.space_after = Pt(1 if name == "Cell" or listed else 3 if tight else 6)
            space.space_before = Pt(1 if name == "Cell" else 12 if heading else 0)
            space.keep_with_next = heading or name == "Caption"
        warn = TONES["warn"].light[1:].upper()
        styles["Intense Quote"].font.color.rgb = RGBColor.from_string(warn)
        styles["Note"].font.color.rgb = RGBColor.from_string(TONES["muted"].light[1:].upper())

    def whole(self) -> bytes:
        """Return the bytes, with no time of writing in them."""
        stream, fixed = io.BytesIO(), io.BytesIO()
        self.document.save(stream)
        with zipfile.ZipFile(stream) as made, zipfile.ZipFile(fixed, "w") as kept:
            for entry in made.infolist():
                same = zipfile.ZipInfo(entry.filename, EPOCH)
                same.compress_type = zipfile.ZIP_DEFLATED
                kept.writestr(same, made.read(entry))
        return fixed.getvalue()


def _tag(lang: str) -> str:
    return "zh-CN" if lang == "zh" else "en-GB"


def _faces(style: Any, latin: str, chinese: str) -> None:
    """Set a face for Latin and one for Chinese signs; what is themed would win over them."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_rPr()
    faces = properties.get_or_add_rFonts()
    for name in list(faces.attrib):
        del faces.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        faces.set(qn(name), latin)
    faces.set(qn("w:eastAsia"), chinese)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = properties.makeelement(qn("w:lang"), {})
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


class _Rows:
    """The rows of a three-line table, written as WordprocessingML (ECMA-376, part 1, 17.4)."""

    def __init__(self, part: Part) -> None:
        self.part, self.columns, self.small = part, part.columns, part.small
        unit = WIDTH * part.share / sum(part.widths) / 2.54 * 1440
        self.twips = [round(width * unit) for width in part.widths]

    def table(self) -> str:
        """Return the whole table."""
        heads = [self._over()] if any(column.over for column in self.columns) else []
        heads.append(self._row([(column.title, 0) for column in self.columns], heads=True))
        rows = self.part.rows
        whole = len(rows) <= TOGETHER
        body = [
            self._row(cells, together=whole and row < len(rows) - 1)
            for row, cells in enumerate(rows)
        ]
        lines = {"top": THICK, "bottom": THICK}
        borders = "".join(f'<w:{side} w:val="single" w:sz="{lines[side]}"/>' for side in lines)
        margins = "".join(f'<w:{side} w:w="{MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.twips)
        about = (
            f'<w:tblPr><w:tblW w:w="{sum(self.twips)}" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        return f'<w:tbl xmlns:w="{WORD}">{about}{"".join((*heads, *body))}</w:tbl>'

    def _over(self) -> str:
        """Write what stands once above neighbours that have it alike."""
        at, cells = 0, ""
        for run in runs(self.columns):
            width, span = sum(self.twips[at : at + len(run)]), f'<w:gridSpan w:val="{len(run)}"/>'
            line = THIN if run[0].over else 0
            cells += self._cell(run[0].over, run[0], width, span, bold=True, line=line)
            at += len(run)
        return f"{HEAD}{cells}</w:tr>"

    def _row(
        self, cells: Sequence[tuple[str, int]], *, heads: bool = False, together: bool = True
    ) -> str:
        """Write a row; what stands `together` with the next stays on its page."""
        made = "".join(
            self._cell(
                text,
                column,
                width,
                bold=heads or column.head,
                line=THIN if heads else 0,
                depth=depth,
                together=together,
            )
            for (text, depth), column, width in zip(cells, self.columns, self.twips, strict=True)
        )
        return f"{HEAD if heads else ROW}{made}</w:tr>"

    def _cell(
        self,
        text: str,
        column: Laid,
        width: int,
        span: str = "",
        *,
        bold: bool,
        line: int,
        depth: int = 0,
        together: bool = True,
    ) -> str:
        below = f'<w:tcBorders><w:bottom w:val="single" w:sz="{line}"/></w:tcBorders>'
        about = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{below if line else ""}'
        place = "<w:keepNext/>" if together else ""
        place += f'<w:ind w:left="{INDENT * depth}"/>' if depth else ""
        place += '<w:jc w:val="right"/>' if column.right else ""
        look = ("<w:b/>" if bold else "") + ('<w:sz w:val="14"/>' if self.small else "")
        return (
            f'<w:tc><w:tcPr>{about}<w:vAlign w:val="bottom"/></w:tcPr><w:p><w:pPr>'
            f'<w:pStyle w:val="Cell"/>{place}</w:pPr><w:r><w:rPr>{look}</w:rPr>'
            f'<w:t xml:space="preserve">{escape(text.strip())}</w:t></w:r></w:p></w:tc>'
        )


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _bookmark(paragraph: Any, number: int) -> None:
    """Give a heading a name to be found by."""
    begin = _element("bookmarkStart", id=str(number), name=f"_Toc{number:06}")
    paragraph._p.insert(1, begin)
    paragraph._p.append(_element("bookmarkEnd", id=str(number)))


def _link(paragraph: Any, title: str, number: int) -> None:
    """Write a heading's title as a link to it."""
    link = _element("hyperlink", anchor=f"_Toc{number:06}", history="1")
    link.append(paragraph.add_run(title)._r)
    paragraph._p.append(link)


def _field(paragraph: Any, instruction: str) -> None:
    """Begin a field (ECMA-376, part 1, 17.16.5)."""
    words = _element("instrText")
    words.text = instruction
    for part in (_element("fldChar", fldCharType="begin"), words):
        paragraph.add_run()._r.append(part)
    paragraph.add_run()._r.append(_element("fldChar", fldCharType="separate"))


def _field_end(paragraph: Any) -> None:
    paragraph.add_run()._r.append(_element("fldChar", fldCharType="end"))


def _page_number(paragraph: Any) -> None:
    """Put the number of the page at the foot, in the middle."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)

"""Small indices, and questionnaires that are filled in as an expert would."""

import json

import openpyxl
import pytest

from coopindex import load


@pytest.fixture
def index(tmp_path, monkeypatch):
    """Write an index over children, and load it; without data unless units are named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764115200")

    def write(children, code="x"):
        form = {"index": code, "title": {"en": "Ports", "zh": "港口"}, "children": children}
        (tmp_path / f"{code}.yaml").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
        return load(str(tmp_path / f"{code}.yaml"))

    return write


class Book:
    """A questionnaire that is being filled in, by the codes in column A."""

    def __init__(self, file):
        self.file, self.book = file, openpyxl.load_workbook(file)

    def sheet(self, expert):
        return self.book.worksheets[expert]

    def row(self, expert, family, mark):
        """Return the number of the row of a child, or of a mark, in a family's block."""
        inside = False
        for (cell,) in self.sheet(expert).iter_rows(max_col=1):
            text = str(cell.value or "")
            inside = text == f"family: {family}" or (inside and not text.startswith("family:"))
            if inside and text == mark:
                return cell.row
        raise LookupError(mark)

    def put(self, expert, family, mark, column, value):
        cell = self.sheet(expert).cell(self.row(expert, family, mark), 3 + column)
        cell.value = value
        return f"{self.sheet(expert).title}!{cell.coordinate}"

    def pairs(self, expert, family, codes, matrix):
        for i, code in enumerate(codes):
            for j in range(i + 1, len(codes)):
                self.put(expert, family, code, j, matrix[i][j])

    def references(self, expert, family, codes, best, worst):
        """Fill in comparisons; the ends are those that are 1, and stay blank against themselves."""
        first, last = best.index(1), worst.index(1)
        sheet = self.sheet(expert)
        for mark, at in (("best:", first), ("worst:", last)):
            title = sheet.cell(self.row(expert, family, codes[at]), 2).value
            self.put(expert, family, mark, 0, title)
        for at, code in enumerate(codes):
            if at != first:
                self.put(expert, family, code, 0, best[at])
            if at != last:
                self.put(expert, family, code, 1, worst[at])

    def single(self, expert, family, codes, values):
        for code, value in zip(codes, values, strict=True):
            self.put(expert, family, code, 0, value)

    def saved(self):
        self.book.save(self.file)
        return self.file


@pytest.fixture
def asked(tmp_path):
    """Write an index's questionnaire, and open it to be filled in."""

    def ask(project, method, experts=1, lang="en"):
        file = tmp_path / f"{method}-{lang}.xlsx"
        project.questionnaire(method, file, experts=experts, lang=lang)
        return Book(file)

    return ask

"""The workbook: weights to be changed, and everything that follows from them as live formulas.

    README      what is in it        Ranking     the list, which re-sorts itself
    Weights     to be changed        Framework   the tree and its methods
    Data        as given             Normalised  points, formulas of the data where they are a line
    Scores      nodes and ranks      Robustness, Scenarios, Method grid, Obstacles, Groups,
    Disparity, Growth, Uncounted, Audit, Importance, Correlations (what of them there is), Flags,
    Provenance: static

What formulas could not carry exactly stands as values, with a sentence. Every formula stands with
the value that it has under the weights as scored, so that readers who reckon nothing show it.
"""

from __future__ import annotations

from coopindex.report.dates import document_date
from coopindex.report.edition import Edition
from coopindex.report.render.xlsx.answers import WRITERS, sheets_of
from coopindex.report.render.xlsx.book import Book
from coopindex.report.render.xlsx.figures import data_sheet, normalised_sheet, scores_sheet
from coopindex.report.render.xlsx.layout import Layout
from coopindex.report.render.xlsx.notes import (
    flags_sheet,
    framework_sheet,
    provenance_sheet,
    readme_sheet,
)
from coopindex.report.render.xlsx.ranking import ranking_sheet
from coopindex.report.render.xlsx.robustness import (
    methods_sheet,
    robustness_sheet,
    scenarios_sheet,
)
from coopindex.report.render.xlsx.weights import weights_sheet


def workbook(edition: Edition) -> bytes:
    """Write an edition as a workbook; the same edition and date give the same bytes.

    Needs XlsxWriter, of the extra `report`.
    """
    made_by, further = f"coopindex {edition.result.provenance['coopindex']}", sheets_of(edition)
    book = Book(edition.lang, document_date(), edition.title, made_by, further)
    layout = Layout(edition)
    for write in (
        readme_sheet,
        ranking_sheet,
        weights_sheet,
        framework_sheet,
        data_sheet,
        normalised_sheet,
        scores_sheet,
        robustness_sheet,
        scenarios_sheet,
        methods_sheet,
        *(WRITERS[name] for name in further),
        flags_sheet,
        provenance_sheet,
    ):
        write(book, layout)
    return book.done()

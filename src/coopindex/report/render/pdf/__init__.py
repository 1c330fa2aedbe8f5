"""An edition as PDF: the formal report, as a statistical office would print it."""

from coopindex.report.render.pdf.document import as_pdf

__all__ = ["as_pdf"]

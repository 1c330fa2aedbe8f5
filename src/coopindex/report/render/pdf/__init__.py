"""An edition as PDF: the formal report, as a statistical office would print it."""

from coopindex.report.render.pdf.document import as_pdf, gathered

__all__ = ["as_pdf", "gathered"]

"""A report as one page of HTML: complete without scripts, alive with them, asking nobody."""

from __future__ import annotations

from coopindex.report.render.html.page import page, save

__all__ = ["page", "save"]

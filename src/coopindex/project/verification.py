"""Every published figure of an index, each under the scheme and in the years it is of."""

from __future__ import annotations

from coopindex.content.content import Content
from coopindex.engine.data import PublishedTable
from coopindex.engine.index import Published
from coopindex.engine.score import score
from coopindex.engine.weights import worked_out
from coopindex.periods import Period
from coopindex.questions.verify import Check, verify


class Verification(tuple[Check, ...]):
    """Published figures beside ours."""

    @property
    def met(self) -> bool:
        """Whether all are met."""
        return all(check.met for check in self)

    def _repr_html_(self) -> str:
        """One row a published figure, as a notebook shows it."""
        import pandas as pd

        rows = [
            {
                "figure": check.published.figure,
                "scheme": check.published.scheme or "",
                "compared": check.compared,
                "agreeing": check.agreeing,
                "ours": check.ours,
                "met": check.met,
            }
            for check in self
        ]
        table: str = pd.DataFrame(rows).to_html(index=False, na_rep="–", max_rows=60)
        return table


def verify_all(content: Content) -> Verification:
    """Hold every published figure against ours."""
    index, data = content.index, content.data()
    default, years = content.default_scheme, dict[str | None, set[Period]]()
    usual = content.default_year or data.years[-1]

    def under(figure: Published | PublishedTable) -> str | None:
        """Where no method works weights out, the index's own scheme is the same, named or not."""
        same = figure.scheme == default and not worked_out(index)
        return None if same else figure.scheme

    figures: tuple[Published | PublishedTable, ...] = (*index.published, *data.published)
    for figure in figures:
        named = figure.years if isinstance(figure, PublishedTable) else [figure.year or usual]
        years.setdefault(under(figure), set()).update(named)
    return Verification(
        check
        for scheme, wanted in years.items()
        for check in verify(score(index, data, content.scheme(scheme), [*wanted]), usual)
        if under(check.published) == scheme
    )

"""An audit: its tables, what the rules found in them, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from coopindex.audit.associations import Method
from coopindex.audit.rules import HOLDS, LOOK, RULES, UNTESTED, WRONG, Finding, Tested
from coopindex.audit.tables import LONG, SIMULATED, TABLES, Simulate, Tables, none_of
from coopindex.audit.words import source, suggestion, told
from coopindex.engine.frozen import frame
from coopindex.engine.result import Result
from coopindex.keywords import explained
from coopindex.problems import raise_errors
from coopindex.robustness.answers import notebook_html, notebook_text, plain_rows

if TYPE_CHECKING:
    import pandas as pd

    from coopindex.robustness.uncertainty import Uncertainty

VERDICTS = (WRONG, LOOK, HOLDS, UNTESTED)
FINDINGS = (
    *("rule", "severity", "node", "other", "unit", "year", "figure", "threshold"),
    *("message", "suggestion", "source"),
)
RULES_COLUMNS = (
    *("rule", "chapter", "verdict", "cases", "findings", "worst", "threshold", "source", "why"),
)


@explained
@dataclass(frozen=True, eq=False, repr=False)
class Audit:
    """The statistical assessment of one scoring, in its last year.

    Everything is worked out when it is first asked for.
    """

    _tables: Tables

    @property
    def result(self) -> Result:
        """The scoring."""
        return self._tables.result

    @property
    def thresholds(self) -> Mapping[str, float]:
        """Where each rule begins, and what else may be set: name -> number."""
        return dict(self._tables.thresholds)

    @property
    def method(self) -> str:
        """The correlation that the rules look at."""
        return self._tables.method

    @property
    def simulated(self) -> Uncertainty:
        """The recalculations that `shift` is about; `InvalidInput` where nothing can vary."""
        return self._tables.simulated

    @property
    def names(self) -> tuple[str, ...]:
        """What the tables are called."""
        return ("findings", "rules", *TABLES)

    def table(self, name: str, **how: Any) -> pd.DataFrame:
        """Return a table by its name; `how` are its options, see docs/audit.md."""
        raise_errors(none_of("table", name, self.names))
        if name in TABLES:
            return self._tables.of(name, **how)
        return self.findings if name == "findings" else self.rules

    @cached_property
    def tested(self) -> tuple[Tested, ...]:
        """Every rule, with what it was tested over and what it found."""
        return tuple(rule.tested(self._tables) for rule in RULES)

    @cached_property
    def verdict(self) -> Mapping[str, tuple[str, ...]]:
        """Verdict (`wrong`, `look`, `holds`, `untested`) -> the rules of which it is."""
        return {
            verdict: tuple(each.rule.code for each in self.tested if each.verdict == verdict)
            for verdict in VERDICTS
        }

    @property
    def each(self) -> tuple[Finding, ...]:
        """Every finding, the wrong ones first."""
        found = [finding for each in self.tested for finding in each.findings]
        return tuple(sorted(found, key=lambda finding: finding.severity != WRONG))

    @frame
    def findings(self) -> pd.DataFrame:
        """One row a finding: rule, severity, whom it is about, figure, threshold, words, source."""
        import pandas as pd

        rows = [self._row(finding) for finding in self.each]
        table = pd.DataFrame(rows, columns=list(FINDINGS))
        # other periods than years are held as they are written
        whole = all(isinstance(finding.year, int | None) for finding in self.each)
        return table.astype({"year": "Int64" if whole else object})

    def _row(self, found: Finding) -> tuple[Any, ...]:
        about = found.node, found.other, found.unit, found.year
        words = str(told(found, self.result)), str(suggestion(found.rule)), str(source(found.rule))
        return (found.rule, found.severity, *about, found.figure, found.threshold, *words)

    @frame
    def rules(self) -> pd.DataFrame:
        """One row a rule: its verdict, over how many cases, its findings, the worst of them."""
        import pandas as pd

        rows = [
            (
                *(each.rule.code, each.rule.chapter, each.verdict, each.cases),
                *(len(each.findings), worst(each), self.thresholds[each.rule.code]),
                *(str(source(each.rule.code)), str(each.why)),
            )
            for each in self.tested
        ]
        return pd.DataFrame(rows, columns=list(RULES_COLUMNS))

    def __repr__(self) -> str:
        return notebook_text(self.facts, self.rules)

    def _repr_html_(self) -> str:
        return notebook_html(self.facts, self.rules)

    @property
    def facts(self) -> dict[str, Any]:
        """How many rules there are of each verdict."""
        return {verdict: len(codes) for verdict, codes in self.verdict.items()}

    def as_dict(
        self,
        tables: Sequence[str] | None = None,
        how: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> dict[str, Any]:
        """Return verdict, rules, findings and tables as plain values, for JSON.

        tables : their names, which are then all there is; default, all but the long ones. how :
        table -> its options.
        """
        how, asked = how or {}, tables
        names = self.shown if asked is None else asked
        found = {name: plain_rows(self.table(name, **how.get(name, {}))) for name in names}
        return {
            **self.result.asked,
            "year": self.result.years[-1] or None,
            "method": self.method,
            "thresholds": self.thresholds,
            **(self._judged if asked is None else {}),
            "tables": found,
        }

    @property
    def _judged(self) -> dict[str, Any]:
        return {
            "verdict": {verdict: list(codes) for verdict, codes in self.verdict.items()},
            "rules": plain_rows(self.rules),
            "findings": plain_rows(self.findings),
        }

    @property
    def possible(self) -> tuple[str, ...]:
        """The tables that can be made: not those of recalculations where nothing can vary."""
        cannot = {each.rule.code for each in self.tested if each.verdict == UNTESTED and each.why}
        cannot |= SIMULATED if "shift" in cannot else set()
        cannot |= {"ranks_without"} if "leave_one_out" in cannot else set()
        return tuple(name for name in TABLES if name not in cannot)

    @property
    def shown(self) -> tuple[str, ...]:
        """The tables that are shown unless others are asked for: those possible but the long."""
        return tuple(name for name in self.possible if name not in LONG)


def worst(each: Tested) -> float:
    """Return the figure of a rule's worst finding; NaN where there is none.

    It is the one that lies furthest from the threshold.
    """
    figures = [finding.figure for finding in each.findings]
    limit = each.findings[0].threshold if figures else 0.0
    if each.rule.kind == "factor":
        return max(figures, key=lambda figure: max(figure, 1 / figure), default=float("nan"))
    return max(figures, key=lambda figure: abs(figure - limit), default=float("nan"))


def audit(
    result: Result, simulate: Simulate, thresholds: Mapping[str, float], method: Method
) -> Audit:
    """Assess a scoring. simulate : makes the recalculations. method : a correlation."""
    return Audit(Tables(result, simulate, thresholds, method))

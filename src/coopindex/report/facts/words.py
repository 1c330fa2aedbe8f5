"""Words that the sentences of an edition share: its units, their names, what varied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coopindex.engine.index import STATUSES
from coopindex.engine.result import Result
from coopindex.engine.weights import in_use, weights_words
from coopindex.phrases import both, in_line, listed, say
from coopindex.report.facts.numbers import number, plural, score_places
from coopindex.report.facts.numbers import points as points_said
from coopindex.report.pages.frame import called, in_language, titles_of
from coopindex.report.pages.ranks import unit_word
from coopindex.robustness.factors.factor import Factor, Shaken
from coopindex.robustness.factors.leave_out import LeaveOut
from coopindex.robustness.factors.weight_sets import WeightSets
from coopindex.robustness.factors.weights import Weights

NAMED = 3  # units that are named in a sentence; of more it is said how many
# what kinds of factors are called, together
KINDS = (
    ("weights", (Weights, WeightSets)),
    ("figures", (Shaken,)),
    ("indicators", (LeaveOut,)),
    ("methods", (Factor,)),
)


def capital(text: str) -> str:
    """Begin a text with a capital.

    >>> capital("twelve cities"), capital("")
    ('Twelve cities', '')
    """
    return f"{text[:1].upper()}{text[1:]}"


@dataclass(frozen=True)
class Words:
    """How things of an index are called in sentences of a language."""

    result: Result
    lang: str = "en"

    def say(self, key: str, /, **values: object) -> str:
        """Say a phrase."""
        return say(key, self.lang, **values)

    @cached_property
    def unit(self) -> str:
        """One unit, as `city`."""
        word = unit_word(self.result, self.lang)
        return word if self.lang == "zh" or self.result.index.unit.en else "unit"

    @cached_property
    def units(self) -> str:
        """Several units, as `cities`."""
        return self.unit if self.lang == "zh" else plural(self.unit)

    def of(self, many: int) -> str:
        """What so many units are called."""
        return self.unit if many == 1 else self.units

    def some(self, many: int, *, digits: bool = False, first: bool = False) -> str:
        """Count units, as `twelve cities`; first : as the first words of a sentence."""
        said = f"{many:,}" if digits else number(many, self.lang)
        return self.say(
            "number.units", number=capital(said) if first else said, units=self.of(many)
        )

    @cached_property
    def indicators(self) -> str:
        """How many indicators there are, as `25 indicators`."""
        many = len(self.result.index.leaves)
        return self.say("number.indicators", number=f"{many:,}", count=many)

    def name(self, unit: str) -> str:
        """What a unit is called."""
        return listed([in_line(called([unit], self.result.data, self.lang)[0])], self.lang)

    def names(self, units: Sequence[str], most: int = NAMED) -> str:
        """Name units; of many the first, and how many others there are."""
        if len(units) <= most + 1:
            return both([self.name(unit) for unit in units], self.lang)
        first = listed([self.name(unit) for unit in units[:most]], self.lang, quote=False)
        more = len(units) - most
        return self.say(
            "number.others", names=first, number=number(more, self.lang), units=self.of(more)
        )

    def title(self, code: str) -> str:
        """What a node is called."""
        return listed([in_line(titles_of([code], self.result.index, self.lang)[0])], self.lang)

    @cached_property
    def weights(self) -> str:
        """Whose weights are in use: a scheme by its title, where it has one."""
        scheme, said = (
            self.result.scheme,
            weights_words(self.result.index, self.result.scheme, self.lang),
        )
        titled = said == scheme.code and str(scheme.title)
        return in_line(in_language(scheme.title, self.lang) if titled else said)

    @property
    def weights_in_use(self) -> str:
        """That these weights are in use, as `weights CASS` or `equal weights`."""
        return in_use(self.weights, self.lang)

    @cached_property
    def given(self) -> bool:
        """Whether observed figures of the last year, or some of them, name no source."""
        data = self.result.data
        cells = data.at(self.result.years[-1:])
        observed = data.status[cells] == STATUSES.index("observed")
        return bool((observed & (data.source[cells] < 0)).any())

    def say_documented(self, key: str, /, **values: object) -> str:
        """Say that figures are documented, or, where no source says so, that they are given."""
        return self.say(f"{key}_given" if self.given else key, **values)

    def close(self, first: str, then: str) -> str:
        """Put two texts together, in Chinese without a blank unless Latin signs would meet."""
        meet = f"{first[-1:]}{then[:1]}"
        return f"{first} {then}" if self.lang == "en" or meet.isascii() else f"{first}{then}"

    @cached_property
    def places(self) -> int:
        """How many decimals scores have in sentences."""
        return score_places(self.result.score[-1].tolist())

    def points(self, value: float) -> str:
        """Write a score or points of this index."""
        return points_said(value, self.places)

    def varied(self, factors: Iterable[Factor]) -> str:
        """Say what kinds of things vary, as `weights, methods and figures`."""
        found = {next(kind for kind, of in KINDS if isinstance(each, of)) for each in factors}
        return both([self.say(f"headline.{kind}") for kind, _ in KINDS if kind in found], self.lang)

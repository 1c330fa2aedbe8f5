"""What draws do, as arrays: the choices they make, their weights, the points of their errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopindex.methods.registry import Array

NO_CHOICE = -1  # the choice of a factor that stands as in the scoring


@dataclass(frozen=True, eq=False)
class Settings:
    """What each of B draws does.

    choices : (B, F) which alternative each factor takes, NO_CHOICE where none.
    weights : (B, N) of every node inside its parent.
    noise : (B, F) the point of the design that a factor's errors are drawn from, NaN where there
        are none.
    """

    choices: NDArray[np.int16]
    weights: Array
    noise: Array

    def __len__(self) -> int:
        return len(self.choices)

    def take(self, draws: Any) -> Settings:
        """Return some of the draws."""
        return Settings(self.choices[draws], self.weights[draws], self.noise[draws])

"""What can vary: frozen factors, each a kind of its own in a file of this folder.

    Alternatives   one of several ways to do it: a method, its parameters, the rows of reference
    WeightSets     one of several named sets of weights
    Weights        the weights of some families, in a band, around what they are, freely, in order
    LeaveOut       nothing, or one of several nodes, does not count
    Noise          every cell is measured with an error (measurement error)
    Donors         every missing cell takes the value of a unit drawn at random (hot deck)

Where several touch the weights, or the cells, they act in the order of their `turn`.

A further kind is a class in a file of its own here, see `factor.Factor`, whose `keys` say how a
plan writes it, and those keys in `content/forms/plan.py`. Nothing else knows the kinds: a plan, its
checks, its settings, the evaluation, the analyses and the reading of plans ask a `Factor`.
"""

from coopindex.robustness.factors.alternatives import (
    Alternatives,
    choose_method,
    choose_reference,
)
from coopindex.robustness.factors.donors import Donors
from coopindex.robustness.factors.factor import Change, Factor, Family
from coopindex.robustness.factors.leave_out import LeaveOut
from coopindex.robustness.factors.noise import Noise
from coopindex.robustness.factors.weight_sets import WeightSets
from coopindex.robustness.factors.weights import Weights, vary_weights

__all__ = [
    "Alternatives",
    "Change",
    "Donors",
    "Factor",
    "Family",
    "LeaveOut",
    "Noise",
    "WeightSets",
    "Weights",
    "choose_method",
    "choose_reference",
    "vary_weights",
]

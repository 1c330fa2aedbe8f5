"""Every registered method has a worked case, and meets it."""

import numpy as np
import pytest

from coopindex.methods.registry import STAGES, methods

KEYS = {
    "method",
    "says",
    "input",
    "reference",
    "base",
    "weights",
    "context",
    "options",
    "expected",
    "error",
    "origin",
    "tolerance",
}


def test_the_method_gives_what_the_case_expects(case):
    if case.error:
        with pytest.raises(ValueError, match=case.error):
            case.result()
    else:
        np.testing.assert_allclose(
            case.result(), case.expected, rtol=case.tolerance, atol=case.tolerance
        )


@pytest.mark.parametrize("stage", STAGES)
def test_every_method_has_a_worked_case(stage, written_cases):
    covered = {
        method
        for where, method, written in written_cases
        if where == stage and "expected" in written
    }
    assert set(methods(stage)) - covered == set()


def test_every_case_states_its_origin_and_uses_known_keys(written_cases):
    for stage, method, written in written_cases:
        assert written.get("origin"), f"{stage}/{method}"
        assert set(written) <= KEYS, f"{stage}/{method}"
        assert written.get("method", method) == method

"""The command line: parse, call, print."""

from __future__ import annotations

import sys

from coopindex.cli.codes import BUG, FINE, INTERRUPTED, INVALID, UNMET, USAGE
from coopindex.cli.interrupts import take_hurried_ones_as_one, tidy_up_when_ended

TYPE_CHECKING = False  # type checkers take it for true; nothing slow is imported before `main` runs
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BUG", "FINE", "INTERRUPTED", "INVALID", "UNMET", "USAGE", "main"]


def main(args: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    0 fine, 1 our bug, 2 usage, 3 input invalid, 4 a published figure is not met.
    """
    given = list(sys.argv[1:] if args is None else args)
    given, debug = [arg for arg in given if arg != "--debug"], "--debug" in given
    code: int = BUG
    try:
        take_hurried_ones_as_one()
        tidy_up_when_ended()
        _spare_the_collector()
        _make_streams_tolerant()
        from contextvars import copy_context
        from functools import partial

        from coopindex.cli.app import program

        # what a command sets for its own time, such as the files it will write, ends with it
        run = partial(
            program().main, args=given, prog_name="coopindex", standalone_mode=False,
            obj={"given": given},
        )  # fmt: skip
        code = copy_context().run(run) or FINE
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as leaving:
        # the parser leaves so when the reader of its help closes the pipe: it has read enough
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        code = FINE
    except Exception as error:
        from coopindex.cli.failure import report

        code = report(error, given, debug)
    if code == INTERRUPTED:
        from contextlib import suppress

        from coopindex.cli.language import language
        from coopindex.phrases import say

        with suppress(OSError):
            print(say("frame.interrupted", language(given)), file=sys.stderr)
    return code


def _spare_the_collector() -> None:
    """Look less often for garbage, and not at the end: what is imported stays until then."""
    import atexit
    import gc

    # scoring a bundled index, median processor time of 15 runs each, taken in turn: 1.14 s as
    # Python does it, 0.93 s with nothing looked through at the end, 0.88 s with both
    gc.set_threshold(100_000)
    atexit.register(gc.freeze)


def _make_streams_tolerant() -> None:
    """Write what an encoding lacks as an escape, and what is said to a closed stream nowhere."""
    from io import TextIOWrapper

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            import os
            from pathlib import Path

            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")

"""The command line: parse, call, print."""

from __future__ import annotations

import signal
import sys

# until `main` runs, Ctrl-C shows a traceback: nothing that takes time is imported before
TYPE_CHECKING = False  # type checkers take it for true
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import Any

FINE, BUG, USAGE, INVALID, UNMET, INTERRUPTED = 0, 1, 2, 3, 4, 130
HURRIED = 1.0  # seconds after a Ctrl-C in which another one belongs to it


def main(args: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 fine, 1 our bug, 2 usage, 3 input invalid, 4 a published figure is not met."""
    given = list(sys.argv[1:] if args is None else args)
    given, debug = [arg for arg in given if arg != "--debug"], "--debug" in given
    given = given or ["--help"]  # who asks for nothing wants to know what there is
    code: int = BUG
    try:
        _take_hurried_interrupts_as_one()
        _spare_the_collector()
        _make_streams_tolerant()
        from contextvars import copy_context
        from functools import partial

        from coopindex.cli.commands import program

        # what a command sets for its own time, such as the files it will write, ends with it
        run = partial(program(given).main, args=given, prog_name="coopindex", standalone_mode=False)
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

        with suppress(OSError):
            print("coopindex: interrupted", file=sys.stderr)
    return code


def _spare_the_collector() -> None:
    """Look less often for garbage, and not at the end: what is imported stays, and looking it through takes a fifth of a short command."""
    import atexit
    import gc

    gc.set_threshold(100_000)
    atexit.register(gc.freeze)


def _take_hurried_interrupts_as_one() -> None:
    """Let a second Ctrl-C within a second of the first not break off the tidying up that the first began."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    last: float | None = None

    def interrupt(_: int, __: FrameType | None) -> None:
        from time import monotonic

        nonlocal last
        if last is None or monotonic() - last > HURRIED:
            last = monotonic()
            raise KeyboardInterrupt

    try:
        signal.signal(signal.SIGINT, interrupt)
    except ValueError:  # not in the main thread, which alone is interrupted
        return
    import atexit

    atexit.register(
        signal.signal, signal.SIGINT, signal.SIG_IGN
    )  # nor one while Python leaves change the exit code


def _make_streams_tolerant() -> None:
    """Write what a stream's encoding lacks as an escape, and what is said to a closed stream nowhere."""
    from io import TextIOWrapper

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            import os
            from pathlib import Path

            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def __getattr__(name: str) -> Any:
    """Import the typer application when it is asked for, so that Ctrl-C is quiet even while it loads."""
    if name != "app":
        raise AttributeError(f"module 'coopindex.cli' has no attribute {name!r}")
    from coopindex.cli.commands import app

    return app

"""Ctrl-C: one press ends a command in one line, a hurried second one does not break off its end."""

from __future__ import annotations

import signal

# until `main` runs, Ctrl-C shows a traceback: nothing that takes time is imported before
TYPE_CHECKING = False  # type checkers take it for true
if TYPE_CHECKING:
    from types import FrameType

HURRIED = 1.0  # seconds after a Ctrl-C in which another one belongs to it


def take_hurried_ones_as_one() -> None:
    """Let a second Ctrl-C soon after the first not break off the tidying up that it began."""
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

    # nor may one while Python leaves change the exit code
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)

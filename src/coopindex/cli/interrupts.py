"""Ctrl-C: one press ends a command in one line, a hurried second one does not break off its end.

So do SIGTERM and SIGHUP, which a system sends to end a program, and a terminal that is closed: what
was begun is tidied up, and the exit code is 128 and the signal's number.
"""

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


def tidy_up_when_ended() -> None:
    """Let SIGTERM and SIGHUP end a command as Ctrl-C does, where nobody else heeds them."""
    import atexit

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is not signal.SIG_DFL:
            continue
        try:
            signal.signal(number, _end)
        except ValueError:  # not in the main thread, which alone hears signals
            return
        # while Python leaves there is nothing left to tidy up
        atexit.register(signal.signal, number, signal.SIG_DFL)


def _end(number: int, _: FrameType | None) -> None:
    # the next one does not break off the tidying up
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)

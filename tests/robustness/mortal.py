"""A task for worker processes, which import it by its name."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Summed:
    """Adds up draws; the worker that has the chunk from 40 on ends by it, some times over."""

    marks: Path
    deaths: int

    def __call__(self, start: int, stop: int) -> int:
        died = len(list(self.marks.iterdir()))
        if start == 40 and died < self.deaths:
            (self.marks / str(died)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return sum(range(start, stop))


@dataclass(frozen=True)
class Waiting:
    """Says that it has begun, and goes on until it is ended."""

    def __call__(self, *_: int) -> int:
        print("begun", flush=True)
        while True:
            time.sleep(1)

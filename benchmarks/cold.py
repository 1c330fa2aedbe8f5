"""What a user waits for: whole processes, started anew.

Their own processor time is compared, in turn and by medians: on a busy machine, how long they take
says more about the others.
"""

import tempfile

from timing import in_turn, of_processes, process, shown, table, verdict

RUNS = 9
IMPORTS = "import pandas, pandera.pandas"
INDEX = "china-ceec-cities"
SCORE = f"coopindex score {INDEX}"
AGAIN = f"{SCORE}, its tables found in order before"


def run() -> str:
    cli = ["-m", "coopindex"]
    with tempfile.TemporaryDirectory() as folder:
        tasks = {
            IMPORTS: process("-c", IMPORTS),
            "coopindex --help": process(*cli, "--help"),
            SCORE: process(*cli, "score", INDEX),
            AGAIN: process(*cli, "score", INDEX, cache=folder),
            f"coopindex validate {INDEX}": process(*cli, "validate", INDEX),
            f"coopindex explain {INDEX} tianjin": process(*cli, "explain", INDEX, "tianjin"),
        }
        times = in_turn(tasks, RUNS, of_processes)
    base = times[IMPORTS]
    rows = [
        [f"`{name}`", shown(seconds), f"{seconds / base:.2f}"] for name, seconds in times.items()
    ]
    first, again = (round(times[name] / base, 2) for name in (SCORE, AGAIN))
    target = (
        f"Target: `score` within 1.33 of the imports alone: {verdict(first, 1.33)}; within 0.6 "
        f"where its tables were found in order before: {verdict(again, 0.6)}."
    )
    head = ["process", "median of its processor time", "of importing pandas and pandera"]
    return table(head, rows) + "\n\n" + target

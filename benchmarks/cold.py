"""What a user waits for: whole processes, started anew."""

import tempfile

from timing import in_turn, process, shown, table, verdict

IMPORTS = "import pandas, pandera.pandas"
SCORE = "coopindex score china-ceec-cities"
AGAIN = f"{SCORE}, its tables found in order before"


def run() -> str:
    cli = ["-m", "coopindex"]
    with tempfile.TemporaryDirectory() as folder:
        score = ("score", "china-ceec-cities")
        times = in_turn(
            {
                IMPORTS: process("-c", IMPORTS),
                "coopindex --help": process(*cli, "--help"),
                SCORE: process(*cli, *score),
                AGAIN: process(*cli, *score, cache=folder),
                "coopindex validate china-ceec-cities": process(
                    *cli, "validate", "china-ceec-cities"
                ),
                "coopindex explain china-ceec-cities tianjin": process(
                    *cli, "explain", "china-ceec-cities", "tianjin"
                ),
            },
            runs=15,
        )
    base = times[IMPORTS]
    rows = [
        [f"`{name}`", shown(seconds), f"{seconds / base:.2f}"] for name, seconds in times.items()
    ]
    first, again = times[SCORE] / base, times[AGAIN] / base
    target = (
        f"Target: `score` within 1.5 of the imports alone: {verdict(first, 1.5)}; within 0.6 where "
        f"its tables were found in order before: {verdict(again, 0.6)}."
    )
    return table(["process", "median", "of importing pandas and pandera"], rows) + "\n\n" + target

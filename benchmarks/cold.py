"""What a user waits for: whole processes, started anew."""

from timing import in_turn, process, shown, table, verdict


def run() -> str:
    cli = ["-m", "coopindex"]
    times = in_turn(
        {
            "import pandas, pandera.pandas": process("-c", "import pandas, pandera.pandas"),
            "coopindex --help": process(*cli, "--help"),
            "coopindex score china-ceec-cities": process(*cli, "score", "china-ceec-cities"),
            "coopindex validate china-ceec-cities": process(*cli, "validate", "china-ceec-cities"),
            "coopindex explain china-ceec-cities tianjin": process(
                *cli, "explain", "china-ceec-cities", "tianjin"
            ),
        },
        runs=15,
    )
    base = times["import pandas, pandera.pandas"]
    rows = [
        [f"`{name}`", shown(seconds), f"{seconds / base:.2f}"] for name, seconds in times.items()
    ]
    asked = times["coopindex score china-ceec-cities"] / base
    target = f"Target: `score` within 1.5 of the imports alone: {verdict(asked, 1.5)}."
    return table(["process", "median", "of importing pandas and pandera"], rows) + "\n\n" + target

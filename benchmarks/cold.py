"""What a user waits for: whole processes, started anew."""

from timing import in_turn, process, shown, table


def run() -> str:
    cli = ["-m", "coopindex"]
    times = in_turn(
        {
            "import pandas, pandera": process("-c", "import pandas, pandera.pandas"),
            "coopindex --help": process(*cli, "--help"),
            "coopindex score china-ceec-cities": process(*cli, "score", "china-ceec-cities"),
            "coopindex validate china-ceec-cities": process(*cli, "validate", "china-ceec-cities"),
            "coopindex explain china-ceec-cities tianjin": process(*cli, "explain", "china-ceec-cities", "tianjin"),
        }
    )
    base = times["import pandas, pandera"]
    rows = [[f"`{name}`", shown(seconds), f"{seconds / base:.2f}"] for name, seconds in times.items()]
    return table(["process", "median", "of importing pandas and pandera"], rows) + "\n\nTarget: `score` within 1.5 of the imports alone."

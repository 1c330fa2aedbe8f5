"""What moved the scores between two years."""

PHRASES = {
    "title": ("What moved the scores", "得分变动的来源"),
    "adds_up": ("The parts add up to the change.", "各部分之和等于总变动。"),
    "own_scale": (
        "Each {period} has a scale of its own: `the scale` is what its move brought or took.",
        "各{period}标准化基准不同：“标准化基准”一列为基准变动带来的增减。",
    ),
    "change": ("change", "变动"),
    "weights": ("weights", "权重"),
    "scale": ("the scale", "标准化基准"),
    "membership": ("units that came or went", "评价对象进出"),
    "ranks": ("Ranks over the years", "历年位次"),
    "ranks_over_time": ("Ranks over time", "历期位次"),
}

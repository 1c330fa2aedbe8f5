"""What becomes of a ranking when its weights alone vary."""

PHRASES = {
    "title": ("Rank intervals", "位次区间"),
    "draws": (
        (
            "one joint draw (scrambled Sobol, seed {seed})",
            "{draws:,} joint draws (scrambled Sobol, seed {seed})",
        ),
        "共{draws:,}次重新计算（加扰Sobol序列，随机种子{seed}）",
    ),
    "free": (
        "assumed, so free over all that the known weights leave: {nodes}",
        "假定权重，在已知权重之外自由变动：{nodes}",
    ),
    "banded": (
        (
            "{number} weight within ±{vary}% of its share of its family",
            "{number} weights within ±{vary}% of their share of their family",
        ),
        "{number}个权重在其占上级比重的±{vary}%以内变动",
    ),
    "none": ("no weight varied", "没有权重变动"),
    "swaps": ("Weights at which neighbours swap", "相邻者的换位权重"),
    "no_swaps": (
        "No single weight makes neighbours swap.",
        "单独变动任何一个权重，相邻者都不换位。",
    ),
    "one_moves": (
        "One dimension's share moves, the others keep their proportions. "
        "The nearest swap comes first.",
        "每次只变动一个维度的权重，其余维度保持相互比例；最易换位的列在最前。",
    ),
    "dimension": ("dimension", "维度"),
    "share": ("share", "权重"),
    "swap_at": ("swap at", "换位权重"),
    "above": ("above", "原在前者"),
    "below": ("overtaken by", "反超者"),
    "further": (
        ("{count} further swap lies farther away.", "{count} further swaps lie farther away."),
        "另有{count}处换位，所需变动更大。",
    ),
}

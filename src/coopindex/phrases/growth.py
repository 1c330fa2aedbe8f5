"""How scores have grown."""

PHRASES = {
    "title": ("Growth in percent", "增长率（%）"),
    "title_of": ("Growth in percent: {node}", "增长率（%）：{node}"),
    "about": (
        "On the {period} before, and on the same {period} a year before; blank after a gap.",
        "环比以上一{period}为基数，同比以上年同期为基数；前期缺数则不计。",
    ),
    "about_years": (
        "On the year before; blank after a gap.",
        "以上年为基数；上年缺数则不计。",
    ),
    "ratios": (
        "Growth is of ratios: points of {method} have no natural 0, so that it says little.",
        "增长率以比率计：{method}的得分没有自然零点，增长率意义有限。",
    ),
    "own_scale": (
        "Each {period} has a scale of its own, so that scores of different {periods} do not "
        "compare.",
        "各{period}标准化基准不同，不同{periods}的得分不可直接比较。",
    ),
    "own_weights": (
        "Each {period} has weights of its own, so that scores of different {periods} do not "
        "compare.",
        "各{period}权重不同，不同{periods}的得分不可直接比较。",
    ),
    "score": ("score", "得分"),
    "on_previous": ("on the {period} before", "环比上{period}"),
    "on_previous_years": ("on the year before", "比上年"),
    "on_year": ("on the year before", "同比"),
}

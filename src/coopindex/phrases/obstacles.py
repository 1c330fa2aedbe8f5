"""What keeps each unit from the ideal."""

PHRASES = {
    "title": ("{index}: obstacles", "{index}：障碍度"),
    "title_unit": ("{unit}: obstacles in {index}", "{unit}在{index}中的障碍度"),
    "said": (
        "An obstacle is the share of a unit's gap to the ideal that an indicator or a dimension "
        "causes; the ideal has every indicator at the upper end of its scale.",
        "障碍度指某项指标或维度造成的差距占该评价对象与理想状态总差距的比重；理想状态下，各指标均处于其标准化区间的最优端。",
    ),
    "observed": (
        "The scale of {listed} has no upper end: the highest observed in each {period} is the "
        "ideal. `bounds:` or --ideal states another.",
        "{listed}的标准化区间没有最优端，以各{period}的最优观测值为理想值。可用`bounds:`或--ideal另行指定。",
    ),
    "ideal-unused": (
        "every scale has an upper end of its own, so that no other ideal can be stated",
        "各指标的标准化区间均有上端，无须另行指定理想值",
    ),
    "beyond": (
        "Units beyond the upper end of {listed} have no gap there.",
        "{listed}超出最优端的评价对象在该项上没有差距。",
    ),
    "no_gap": (
        (
            "{count:,} unit has no gap, so no obstacles, and is in no mean.",
            "{count:,} units have no gap, so no obstacles, and are in no mean.",
        ),
        "{count:,}个评价对象没有差距，不计算障碍度，也不计入平均。",
    ),
    "no_ideal": (
        (
            "Of {count:,} unit the ideal has no score in this index (a ratio by 0 has none), so "
            "there is no gap to split.",
            "Of {count:,} units the ideal has no score in this index (a ratio by 0 has none), so "
            "there is no gap to split.",
        ),
        "{count:,}个评价对象的理想状态在该指数中没有得分（如以0为除数的比值），无法分解差距。",
    ),
    "means": ("Mean obstacles", "平均障碍度"),
    "means_by": ("Mean obstacles by {by}", "按{by}分组的平均障碍度"),
    "more": ("{number:,} more", "另外{number:,}项"),
    "units": ("The largest obstacles of each", "各评价对象的主要障碍"),
    "of_unit": ("From the ideal", "与理想状态的差距"),
    "whole": (
        "The whole gap is {gap}, in points of the index.",
        "总差距为{gap}（指数得分）。",
    ),
    "whole_in": (
        "{year}: the whole gap is {gap}, in points of the index.",
        "{year}：总差距为{gap}（指数得分）。",
    ),
    "nothing": ("No gap: nothing stands in the way.", "没有差距，无障碍因素。"),
    "node": ("node", "指标"),
    "mean": ("mean", "均值"),
    "mean_in": ("mean {year}", "均值（{year}）"),
    "rank": ("rank", "位次"),
    "rank_in": ("rank {year}", "位次（{year}）"),
    "group": ("group", "组别"),
    "number": ("units", "个数"),
    "gap": ("gap", "差距"),
    "weight": ("weight", "权重"),
    "points": ("points", "得分"),
    "ideal": ("ideal", "理想值"),
    "obstacle": ("obstacle", "障碍度"),
    "largest": ("largest obstacles", "主要障碍因素"),
    "one": ("{title} {share}", "{title}（{share}）"),
    "working": ("splitting the gaps to the ideal", "正在分解与理想状态的差距"),
    "done": (
        "splitting the gaps to the ideal: {done:,} of {of:,}",
        "正在分解与理想状态的差距：{done:,}/{of:,}",
    ),
}

"""What reports say of obstacles, groups, disparity and years."""

PHRASES = {
    "obstacles": (
        "{dimension} causes {share} of the mean gap to the ideal",
        "与理想状态的平均差距中，{dimension}占{share}",
    ),
    "obstacles_sub": (
        "Share of the gap to the ideal that each dimension, and of the indicators the {most} that "
        "cause most, causes on the mean over {units}.",
        "各维度以及影响最大的{most}项指标在与理想状态的差距中所占比重（{units}平均）。",
    ),
    "obstacle_read": ("{title}: {share}", "{title}：{share}"),
    "line": ("Largest obstacles: {listed}", "主要障碍：{listed}"),
    "mean": ("mean obstacle", "平均障碍度"),
    "disparity": (
        "{share} of the disparity lies between groups ({by})",
        "差异的{share}来自组间（按{by}）",
    ),
    "disparity_of": (
        "{year}: {share} of the disparity lies between groups ({by})",
        "{year}：差异的{share}来自组间（按{by}）",
    ),
    "disparity_about": (
        "Gini coefficient of the scores after Dagum, split into what lies within groups, between "
        "their means, and in their overlap.",
        "得分的基尼系数（Dagum分解）：组内差异、组间差异与超变密度。",
    ),
    "disparity_read": (
        "{year}: Gini {gini}, within {within}, between {between}, overlap {transvariation}",
        "{year}：基尼系数{gini}，组内{within}，组间{between}，超变密度{transvariation}",
    ),
    "part_within": ("within groups", "组内"),
    "part_between": ("between groups", "组间"),
    "part_transvariation": ("overlap", "超变密度"),
    "gini": ("Gini", "基尼系数"),
    "now": ("as scored", "本次"),
}

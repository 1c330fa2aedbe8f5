"""Which choice moves a ranking, and how much each node really counts."""

PHRASES = {
    "title": ("Which choice moves the ranking", "哪项选择左右排名"),
    "always_same": (
        "Every draw moves the units by {shift} places on average: no factor matters.",
        "每次重新计算，位次都平均变动{shift}位：没有哪个因素起作用。",
    ),
    "still": (
        "No draw moved a rank: no factor matters.",
        "没有一次重新计算改变位次：没有哪个因素起作用。",
    ),
    "untold": (
        "What matters most cannot be told yet: the index of “{factor}”, the largest, "
        "has not converged. Take more draws.",
        "尚难判断哪个因素最重要：“{factor}”的指数最大，但尚未收敛。请增加计算次数。",
    ),
    "foremost": (
        "What matters most is “{factor}”: if all else were settled, {share} of the variance "
        "of the mean rank shift would be left.",
        "最重要的是“{factor}”：即使其余因素都已确定，平均位次变动的方差仍会留下{share}。",
    ),
    "design": (
        "Saltelli design of {draws:,} points, {scorings:,} scorings (scrambled Sobol, seed {seed})",
        "Saltelli设计{draws:,}个点，共计分{scorings:,}次（加扰Sobol序列，随机种子{seed}）",
    ),
    "steady": (
        "the mean shift is the same in every draw",
        "每次重新计算的平均位次变动都相同",
    ),
    "converged": (
        "every index of the mean shift is within ±0.1 at 95%",
        "在95%的置信水平下，平均位次变动的各项指数误差都不超过±0.1",
    ),
    "loose": (
        "of the mean shift not yet within ±0.1 at 95%: {factors}",
        "在95%的置信水平下，平均位次变动的指数误差仍超过±0.1的有：{factors}",
    ),
    "factor": ("factor", "检验因素"),
    "first_order": ("first-order", "一阶"),
    "total": ("total", "总效应"),
    "fine": ("converged", "已收敛"),
    "orders": (
        "First-order: the share of the variance a factor causes by itself; "
        "total: with all its interactions.",
        "一阶指数：因素单独引起的方差占比；总效应指数：连同其全部交互作用。",
    ),
    "by_unit": ("What each rank hangs on", "各位次取决于什么"),
    "most": ("hangs most on (total index)", "主要取决于（总效应指数）"),
    "then": ("then on", "其次"),
    "cause": ("{factor} {total}", "{factor} {total}"),
    "cause_loose": ("{factor} (not converged)", "{factor}（未收敛）"),
    "alone": (
        "Each alternative by itself, all else as scored",
        "逐项替换，其余不变",
    ),
    "alternative": ("alternative", "替代做法"),
    "without": ("Leaving one out", "逐一剔除"),
    "left_out": ("node", "剔除的指标"),
    "further": (
        (
            "{count} further one moves the ranking less.",
            "{count} further ones move the ranking less.",
        ),
        "另有{count}项，对排名的影响更小。",
    ),
    "importance": ("What each node really counts", "实际影响力与名义权重"),
    "not_importances": (
        "Weights are not importances: the share of the score's variance that a node explains "
        "(correlation ratio), beside its weight.",
        "权重不等于影响力：下表把指标所解释的得分方差占比（相关比）与其权重并列。",
    ),
    "ratios": (
        "In its family: that share among its siblings' shares. r²: what a straight line explains.",
        "同级占比：该占比在同级指标中所占的份额。r²：直线所能解释的部分。",
    ),
    "effective": ("weight on the index", "对总指数的权重"),
    "explains": ("explains", "解释方差"),
    "relative": ("in its family", "同级占比"),
    "pearson": ("r²", "r²"),
}

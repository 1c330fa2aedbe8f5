"""Each unit against its own group."""

PHRASES = {
    "title": ("{index} by {by}", "{index}：按{by}分组"),
    "groups": ("The groups", "各组概况"),
    "members": ("Within the groups", "组内比较"),
    "dimensions": ("Points as a share of the group's best", "得分占组内最优值的比重"),
    "marks": ("Strengths and weaknesses within the groups", "组内优势与劣势"),
    "said": (
        "An indicator is a strength where the unit lies more than a standard deviation above the "
        "mean of its group, a weakness where it lies as far below.",
        "高于组均值一个标准差以上的指标为优势，低于组均值一个标准差以上的为劣势。",
    ),
    "no_marks": ("Nobody lies that far from the mean.", "没有评价对象偏离组均值达到这一程度。"),
    "share": (
        "Points below 0 have no share of the best.",
        "得分为负时不计算占最优值的比重。",
    ),
    "apart": ("In no group: {listed}.", "未归入任何组：{listed}。"),
    "year": ("year", "年份"),
    "group": ("group", "组别"),
    "number": ("units", "个数"),
    "mean": ("mean", "均值"),
    "best": ("best", "最优值"),
    "leaders": ("first", "首位"),
    "rank": ("rank in group", "组内位次"),
    "score": ("score", "得分"),
    "share_of_best": ("of the best", "占最优值"),
    "gap": ("to the best", "与最优值差距"),
    "strengths": ("strengths", "优势"),
    "weaknesses": ("weaknesses", "劣势"),
}

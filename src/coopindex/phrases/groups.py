"""Each unit against its own group."""

PHRASES = {
    "title": ("{index} by {by}", "{index}：按{by}分组"),
    "groups": ("The groups", "各组概况"),
    "members": ("Within the groups", "组内比较"),
    "ranked": ("rank in the group, % of highest", "组内位次，占最高值比重"),
    "dimensions": ("Points as a share of the group's highest", "得分占组内最高值的比重"),
    "marks": ("Strengths and weaknesses within the groups", "组内优势与短板"),
    "said": (
        "An indicator is a strength where the unit lies more than a standard deviation above the "
        "mean of its group, a weakness where it lies as far below.",
        "高于组均值一个标准差以上的指标为优势，低于组均值一个标准差以上的为短板。",
    ),
    "no_marks": ("Nobody lies that far from the mean.", "没有评价对象偏离组均值达到这一程度。"),
    "share": (
        "Points below 0 have no share of the highest.",
        "得分为负时不计算占最高值的比重。",
    ),
    "apart": ("In no group: {listed}.", "未归入任何组：{listed}。"),
    "group": ("group", "组别"),
    "number": ("units", "个数"),
    "mean": ("mean", "均值"),
    "best": ("highest", "最高值"),
    "leaders": ("first", "首位"),
    "rank": ("rank in group", "组内位次"),
    "score": ("score", "得分"),
    "share_of_best": ("of the highest", "占最高值"),
    "gap": ("to the highest", "与最高值差距"),
    "strengths": ("strengths", "优势"),
    "weaknesses": ("weaknesses", "短板"),
}

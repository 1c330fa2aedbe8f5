"""Whose figures fixed the scale."""

PHRASES = {
    "stage_of": ("{stage} of {node}", "{node}的{stage}"),
    "part": ("{where}: {rows}", "{where}：{rows}"),
    "each_alone": ("each year alone", "逐年"),
    "further": ("{number} more steps on rows of their own", "另有{number}个步骤各有参照范围"),
    "years_scored": ("the years scored, {years}", "评价年份{years}"),
    "all_years": ("all years {first}–{last}", "{first}–{last}年全部年份"),
    "own_years": ("each year's own", "逐年"),
    "year_alone": ("{year} alone", "仅{year}年"),
    "group_is": ("{group} is {label}", "{group}为{label}"),
    "units_whose": ("units whose {groups}", "{groups}的评价对象"),
    "ranked_alone": (
        (
            "ranked units alone ({count} of {whole} stays out)",
            "ranked units alone ({count} of {whole} stay out)",
        ),
        "仅参与排名者（{whole}个中{count}个不计入）",
    ),
    "all_units": (
        "all {whole} units, {out} of them not ranked",
        "全部{whole}个评价对象，其中{out}个未参与排名",
    ),
}

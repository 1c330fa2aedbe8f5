"""What the scale is, and whose figures fixed it."""

PHRASES = {
    "other_weights": (
        "the scale was fitted under the weights `{held}` and is held under `{scheme}`: "
        "what was fitted of {nodes} stays as it was under `{held}`",
        "标准化基准按权重方案`{held}`得出，现沿用于`{scheme}`：{nodes}仍用`{held}`下的基准",
    ),
    "other_weights.hint": (
        "write the scale under `{scheme}` where it is to be that of these weights",
        "若基准应随权重，请先在`{scheme}`下另存标准化基准",
    ),
    "title": ("The scale", "标准化基准"),
    "about": (
        "Every number that was fitted, in the measure of the data.",
        "以下为拟合所得的全部数值，以原始数据的计量单位表示。",
    ),
    "nothing": ("Nothing was fitted.", "没有需要拟合的数值。"),
    "node": ("node", "节点"),
    "step": ("step", "步骤"),
    "statistic": ("statistic", "统计量"),
    "value": ("value", "数值"),
    "of": ("of", "取自"),
    "statistic_of": ("{statistic} of {of}", "{of}：{statistic}"),
    "logarithm": ("logarithm", "对数"),
    "with_options": ("{what} ({options})", "{what}（{options}）"),
    "then_logarithm": ("{what}, then logarithm", "{what}，再取对数"),
    "held": ("held", "沿用"),
    "held_from": ("held from {file}", "沿用{file}"),
    "in_its_words": ("{words}", "“{words}”"),
    "stage_of": ("{stage} of {node}", "{node}的{stage}"),
    "part": ("{where}: {rows}", "{where}：{rows}"),
    "each_alone": ("each {period} alone", "逐{period}"),
    "further": (
        ("{number} more step on rows of its own", "{number} more steps on rows of their own"),
        "另有{number}个步骤各有参照范围",
    ),
    "years_scored": ("the {periods} scored, {years}", "评价{periods}{years}"),
    "all_years": ("all {periods} {first}–{last}", "{first}–{last}年全部{periods}"),
    "own_years": ("each {period}'s own", "逐{period}"),
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

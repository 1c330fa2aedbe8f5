"""The methods that a definition can name, and those that an index uses."""

PHRASES = {
    "stage": ("{stage} – {about}", "{about}（{stage}）"),
    "method": ("method", "方法"),
    "options": ("options", "选项"),
    "option": ("option", "选项"),
    "rule": ("rule", "规则"),
    "does": ("does", "说明"),
    "formula": ("{formula}", "公式：{formula}"),
    "example": ("For example, {example}.", "例如，{example}。"),
    "example_with": ("{example} (with `{options}`)", "{example}（取`{options}`）"),
    "example_missing": (
        "For example, three children weigh 1, 1 and 2; a unit has 40 and 70 of the first two, the"
        " third is missing. Its arithmetic mean is (40 + 70) / 2 = 55: the two share the weight of"
        " the third. With `minimum_present: 2/3` it is the same, for two of three are there; with"
        " `100%` it is missing. With `renormalise: false` it is (40 + 70) / 4 = 27.5: the third"
        " keeps its weight and brings nothing. With `as: zero` the third counts as 0, which is the"
        " same here; in a geometric mean, of which 0 leaves nothing, it is not.",
        "若未作规定，有一项下级指标即可得分，缺失者的权重由其余分摊"
        "（`minimum_present: 0, renormalise: true`）。"
        "例如，三项下级指标的权重为1、1、2，某评价对象前两项为40和70，第三项缺失。"
        "算术平均为(40 + 70) / 2 = 55：前两项分摊第三项的权重。"
        "取`minimum_present: 2/3`时相同，因为三项有其二；取`100%`时则缺失。"
        "取`renormalise: false`时为(40 + 70) / 4 = 27.5：第三项保留权重而不贡献分数。"
        "取`as: zero`时第三项按0计，此处结果相同；几何平均不能含0，结果便不同。",
    ),
    "example_changed": ("{given} become {found}", "{given}变为{found}"),
    "example_divided": (
        "five units with {given}, divided by {by} and multiplied by {per}, get {found}",
        "五个评价对象的值为{given}，分别除以{by}再乘以{per}，依次得{found}",
    ),
    "example_points": (
        "five units, a to e, with {given} get {found}",
        "a至e五个评价对象的值为{given}，依次得{found}",
    ),
    "example_based": (
        "a unit with {given} in five periods, the first of which is the base, gets {found}",
        "某评价对象五期的值为{given}，以第一期为基期，依次得{found}",
    ),
    "example_filled": (
        "of five units with {given} the one without a figure gets {found}",
        "五个评价对象的值为{given}，缺失者补为{found}",
    ),
    "example_filled_in_groups": (
        "of five units with {given}, the first four of one region, the one without gets {found}",
        "五个评价对象的值为{given}，前四个同属一区，缺失者补为{found}",
    ),
    "example_filled_beside": (
        "of five units with {given}, and {beside} of another indicator, the one without a figure"
        " gets {found}",
        "五个评价对象的值为{given}，另一指标为{beside}，缺失者补为{found}",
    ),
    "example_filled_over_years": (
        "a unit with {given} in five years gets {found} where it has no figure",
        "某评价对象五年的值为{given}，缺失的一年补为{found}",
    ),
    "example_weights": (
        "three indicators of five units, {given}, weigh {found}",
        "五个评价对象的三项指标为{given}，权重依次为{found}",
    ),
    "example_judged": ("three indicators weigh {found}", "三项指标的权重依次为{found}"),
    "example_children": (
        "units whose children have {given}, all of one weight, get {found}",
        "下级指标等权时，下级得分为{given}的评价对象依次得{found}",
    ),
    "example_ranks": (
        "units with {given} points have the ranks {found}",
        "得分为{given}的评价对象，位次依次为{found}",
    ),
    "formula_title": ("Formula", "公式"),
    "sources_title": ("Source", "文献"),
    "programmers": (
        "For programmers: arrays (..., R, K) of R rows (units, or unit-years) and K columns",
        "供编程者",
    ),
    "literature": ("{source}", "文献：{source}"),
    "in_full": ("In full: `coopindex methods {method}`", "英文详解：`coopindex methods {method}`"),
    "takes": ("takes", "取值"),
    "default": ("default", "默认值"),
    "must_be_given": ("must be given", "必须给出"),
    "in_yaml": ("In YAML", "在YAML中"),
    "in_use": ("Methods", "方法"),
    "of_stage": ("stage", "步骤"),
    "scale": ("scale", "标准化基准"),
    "of": ("of", "适用于"),
    "reason": ("reason", "理由"),
    "written": ("{method} is written `{code}`.", "{method}在定义中写作`{code}`。"),
    "node_reason": ("{node}: {reason}", "{node}：{reason}"),
    "sources": ("Sources", "数据来源"),
    "provenance": ("Provenance", "溯源"),
    "provenance_line": ("{name}: {value}", "{name}：{value}"),
}

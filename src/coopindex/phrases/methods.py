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
    "example_changed": ("{given} become {found}", "{given}变为{found}"),
    "example_divided": (
        "five units with {given}, divided by {by} and multiplied by {per}, get {found}",
        "五个评价对象的值为{given}，分别除以{by}再乘以{per}，依次得{found}",
    ),
    "example_points": (
        "five units, a to e, with {given} get {found}",
        "a至e五个评价对象的值为{given}，依次得{found}",
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
    "nodes": ("{number} nodes", "{number}个指标"),
    "node_reason": ("{node}: {reason}", "{node}：{reason}"),
    "sources": ("Sources", "数据来源"),
    "provenance": ("Provenance", "溯源"),
    "provenance_line": ("{name}: {value}", "{name}：{value}"),
}

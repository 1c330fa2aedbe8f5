"""Which units are shown of all that were scored."""

PHRASES = {
    "first": (
        "first {count:,} of {all:,}{when}{tied}",
        "共{all:,}个，列出前{count:,}个{when}{tied}",
    ),
    "only": ("only {who}, {count:,} of {all:,}", "共{all:,}个，仅列{who}（{count:,}个）"),
    "only_first": (
        "{only}: the first {count:,}{when}{tied}",
        "{only}中的前{count:,}个{when}{tied}",
    ),
    "in_year": (" in {year}", "（按{year}年位次）"),
    "tied": (", ties at the end included", "（含末位并列者）"),
    "nobody": (
        "None of the units shown is among them; without --top, --only and --where all are.",
        "所列评价对象均不在其中；不用--top、--only、--where即列出全部。",
    ),
    "no-condition": (
        "`{text}` should be GROUP=LABEL, such as `region=east`",
        "`{text}`应写成“分组=标签”，例如`region=east`",
    ),
    "nobody-left": (
        "no unit is all that is asked for together; ask for less",
        "没有同时符合所有条件的评价对象；请减少条件",
    ),
    "is-a-node": (
        "{why}; `{code}` is a node: `guarantee --below {code}` varies the weights below it alone",
        "{why}；`{code}`是节点：`guarantee --below {code}`只变动其下的权重",
    ),
}

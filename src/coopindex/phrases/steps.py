"""What is done at each stage of an index, by a rule or by a method with its options."""

PHRASES = {
    "by": ("by {what}", "除以{what}"),
    "by_times": ("by {what}, times {per}", "除以{what}，乘以{per}"),
    "column": (
        ("column to one decimal", "column to {decimals} decimals"),
        "合成值保留{decimals}位小数",
    ),
    "finished": (
        ("finished to one decimal", "finished to {decimals} decimals"),
        "标准化值保留{decimals}位小数",
    ),
    "half_up": ("{rounded}, half up", "{rounded}，逢五进一"),
    "named": ("{name} ({code})", "{name}（{code}）"),
    "options": ("{code}, {options}", "{code}，{options}"),
    "then": ("{method}, then {shares}", "{method}，再取{shares}"),
    "least_share": ("at least {share} of the children present", "下级指标至少{share}不缺"),
    "least_number": (
        ("at least {count} child present", "at least {count} children present"),
        "下级指标至少{count}个不缺",
    ),
    "as_zero": ("a missing one counts as 0", "缺失者按0计"),
    "keeps_weight": ("a missing one keeps its weight", "缺失者保留其权重"),
    "ties_min": ("ties take the min rank", "并列者同取较前的位次"),
    "ties_max": ("ties take the max rank", "并列者同取较后的位次"),
    "ties_average": ("ties take the average rank", "并列者取平均位次"),
    "ties_dense": ("ties take the dense rank", "并列者位次相同，其后位次接续"),
    "decimals": (
        ("scores rounded to one decimal", "scores rounded to {decimals} decimals"),
        "得分保留{decimals}位小数",
    ),
    "unrounded": ("scores not rounded", "得分不取整"),
    "highest": ("the highest score ranks first", "得分最高者居首"),
    "lowest": ("the lowest score ranks first", "得分最低者居首"),
}

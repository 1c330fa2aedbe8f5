"""The indices there are, and what they hold."""

PHRASES = {
    "held": (
        "{units}, {indicators}, schemes {schemes}",
        "{units}，{indicators}，权重方案：{schemes}",
    ),
    "indicators": (("{count} indicator", "{count} indicators"), "{count}项指标"),
    "units": (("{number} unit", "{number} units"), "{number}个评价对象"),
    "units_of": (("{number} unit ({unit})", "{number} units ({unit})"), "{number}个{unit}"),
    "flags": (
        ("{honesty}, {number} flag", "{honesty}, {number} flags"),
        "{honesty}，{number}条提示",
    ),
    "broken": (
        (
            "cannot be used: {number} problem, see `coopindex validate {index}`",
            "cannot be used: {number} problems, see `coopindex validate {index}`",
        ),
        "无法使用：{number}个问题，详见`coopindex validate {index}`",
    ),
    "valid": (
        "{index} is valid: {units}, {indicators}, schemes {schemes}.",
        "{index}有效：{units}，{indicators}，权重方案：{schemes}。",
    ),
    "as_scored": ("as scored", "指数自有权重"),
    "worked_out": ("{scheme} ({how})", "{scheme}（{how}）"),
}

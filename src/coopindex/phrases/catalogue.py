"""The indices there are, and what they hold."""

PHRASES = {
    "held": (
        "{units}, {indicators} indicators, schemes {schemes}",
        "{units}，{indicators}项指标，权重方案：{schemes}",
    ),
    "units": ("{number} units", "{number}个评价对象"),
    "units_of": ("{number} units ({unit})", "{number}个{unit}"),
    "flags": ("{honesty}, {number} flags", "{honesty}，{number}条提示"),
    "broken": (
        (
            "cannot be used: {number} problem, see `coopindex validate {index}`",
            "cannot be used: {number} problems, see `coopindex validate {index}`",
        ),
        "无法使用：{number}个问题，详见`coopindex validate {index}`",
    ),
    "valid": (
        "{index} is valid: {units}, {indicators} indicators, schemes {schemes}.",
        "{index}有效：{units}，{indicators}项指标，权重方案：{schemes}。",
    ),
    "as_scored": ("as scored", "指数自有权重"),
    "worked_out": ("{scheme} ({how})", "{scheme}（{how}）"),
}

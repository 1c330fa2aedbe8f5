"""The indices there are, and what they hold."""

PHRASES = {
    "held": (
        "{units} units ({unit}), {indicators} indicators, schemes {schemes}",
        "{units}个{unit}，{indicators}项指标，权重方案：{schemes}",
    ),
    "flags": ("{honesty}, {number} flags", "{honesty}，{number}条提示"),
    "broken": (
        "cannot be used: {number} problems, see `coopindex validate {index}`",
        "无法使用：{number}个问题，详见`coopindex validate {index}`",
    ),
    "valid": (
        "{index} is valid: {units} units, {indicators} indicators, schemes {schemes}.",
        "{index}有效：{units}个评价对象，{indicators}项指标，权重方案：{schemes}。",
    ),
    "as_scored": ("as scored", "指数自有权重"),
    "worked_out": ("{scheme} ({how})", "{scheme}（{how}）"),
}

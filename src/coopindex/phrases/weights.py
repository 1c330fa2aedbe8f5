"""Whose weights are in use."""

PHRASES = {
    "equal": ("equal weights", "等权"),
    "stated": ("weights of the definition", "定义中的权重"),
    "in_use": ("weights {whose}", "权重：{whose}"),
    "in_place_of": ("{scheme} in place of {methods}", "{scheme}（替代{methods}）"),
    "with": ("{whose} with {settings}", "{whose}，其中{settings}"),
    "then": (", then ", "，再取"),
    "by": ("worked out by {methods}", "由{methods}确定"),
    "families": ("{number} families worked out by {methods}", "{number}组由{methods}确定"),
    "below": ("below {nodes} worked out by {method}", "{nodes}之下由{method}确定"),
}

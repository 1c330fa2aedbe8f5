"""The numbers that a scale is made of."""

PHRASES = {
    name: (name, chinese)
    for name, chinese in {
        "minimum": "最小值",
        "maximum": "最大值",
        "mean": "均值",
        "median": "中位数",
        "standard deviation": "标准差",
        "scaled median absolute deviation": "绝对中位差（已换算）",
        "lower clip point": "下截断点",
        "upper clip point": "上截断点",
        "points moved": "移动的点数",
        "logged": "取对数",
        "best": "最优值",
        "worst": "最差值",
        "target": "目标值",
        "weight": "权重",
        "exponent": "指数",
        "length": "长度",
        "rows": "行数",
        "value of the unit of reference": "参照对象的值",
        "distance that counts 0": "计0分的距离",
        "added before the logarithm": "取对数前所加",
        "added to it": "所加常数",
        "sign before the logarithm": "取对数前的符号",
    }.items()
}

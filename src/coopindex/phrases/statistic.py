"""What the numbers of a scale are called; keys are their names in the table of the scale."""

PHRASES = {
    "minimum": ("minimum", "最小值"),
    "maximum": ("maximum", "最大值"),
    "mean": ("mean", "均值"),
    "median": ("median", "中位数"),
    "standard deviation": ("standard deviation", "标准差"),
    "lower clip point": ("lower clip point", "缩尾下限"),
    "upper clip point": ("upper clip point", "缩尾上限"),
    "points moved": ("points moved", "移动的数据点"),
    "values": ("values", "数据个数"),
    "weight": ("weight", "权重"),
    "statistic": ("statistic", "统计量"),
}

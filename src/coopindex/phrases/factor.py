"""Factors of the usual plan by their names, and the alternatives that stand for no change.

Other factors are called in both languages as their analysts called them.
"""

PHRASES = {
    "weights": ("weights", "权重"),
    "unknown weights": ("unknown weights", "未知权重"),
    "aggregation": ("aggregation", "合成方法"),
    "normalisation": ("normalisation", "标准化方法"),
    "indicator left out": ("indicator left out", "剔除的指标"),
    "scenario: aggregation": ("{method}", "{method}"),
    "scenario: normalisation": ("{method}", "{method}"),
    "scenario: treatment": ("no treatment of outliers", "不处理异常值"),
    "alternative: nothing": ("nothing", "不剔除"),
    "alternative: as scored": ("as scored", "与本次相同"),
}

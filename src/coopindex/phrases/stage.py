"""The steps of the way from data to a ranking."""

PHRASES = {
    "denomination": ("denomination", "按规模折算"),
    "transform": ("transform", "变换"),
    "imputation": ("imputation", "插补"),
    "treatment": ("treatment", "异常值处理"),
    "normalisation": ("normalisation", "标准化"),
    "weighting": ("weighting", "赋权"),
    "missing": ("missing", "缺失规则"),
    "aggregation": ("aggregation", "合成"),
    "rounding": ("rounding", "取整"),
    "ranking": ("ranking", "排名"),
}

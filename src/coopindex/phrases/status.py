"""Where a figure stands: as measured, worked out, estimated, filled in, made up, or not there."""

PHRASES = {
    "observed": ("observed", "实际数据"),
    "derived": ("derived", "推算数据"),
    "estimated": ("estimated", "估计数据"),
    "imputed": ("imputed", "插补数据"),
    "illustrative": ("illustrative", "示意性数据"),
    "missing": ("missing", "缺失"),
}

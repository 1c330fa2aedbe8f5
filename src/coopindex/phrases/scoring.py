"""Scores, ranks and weights."""

PHRASES = {
    "ranking": ("Ranking", "排名"),
    "rank": ("rank", "位次"),
    "year": ("year", "年份"),
    "score": ("score", "得分"),
    "band": ("band", "档次"),
    "data": ("data", "数据覆盖率"),
    "weights": ("Weights", "权重"),
    "whose": ("{whose}.", "{whose}。"),
    "node": ("node", "指标"),
    "code": ("code", "代码"),
    "share": ("share of its parent", "占上级比重"),
    "effective": ("effective weight", "对总指数的权重"),
}

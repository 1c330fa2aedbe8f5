"""Scores, ranks and weights."""

PHRASES = {
    "ranking": ("Ranking", "排名"),
    "code": ("code", "代码"),
    "name-one": (
        "Name one to explain its score, such as: coopindex explain {index} {unit}",
        "请写明要解释的对象，例如：coopindex explain {index} {unit}",
    ),
    "rank": ("rank", "位次"),
    "score": ("score", "得分"),
    "band": ("band", "档次"),
    "data": ("data", "数据覆盖率"),
    "weights": ("Weights", "权重"),
    "whose": ("{whose}.", "{whose}。"),
    "node": ("node", "指标"),
    "share": ("share of its parent", "占上级比重"),
    "effective": ("effective weight", "对总指数的权重"),
}

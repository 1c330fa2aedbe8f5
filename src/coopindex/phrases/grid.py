"""Normalisation by aggregation: the ranking under every pair of methods."""

PHRASES = {
    "title": ("Grid of methods", "方法网格"),
    "goes": (
        "Pairs of a normalisation and an aggregation that go together: {scored} of {pairs}; the "
        "ranking that differs most from the one as scored is that of {pair} (Spearman {least}).",
        "在{pairs}组标准化与合成方法的搭配中，{scored}组可行；与本次排名差异最大的是{pair}"
        "（Spearman秩相关{least}）。",
    ),
    "goes_none": (
        "No pair of a normalisation and an aggregation but the index's own goes (tried: {pairs}).",
        "在{pairs}组标准化与合成方法的搭配中，除指数自身的搭配外均不可行。",
    ),
    "agreement": (
        "Spearman correlation with the ranking as scored",
        "与本次排名的Spearman秩相关",
    ),
    "normalisation": ("normalisation", "标准化"),
    "own": ("as scored", "本次方法"),
    "own_is": ("{method} (own)", "{method}（本次）"),
    "pair": ("{normalisation} with {aggregation}", "{normalisation}＋{aggregation}"),
    "any": ("any aggregation", "任一合成方法"),
    "units": ("Rank over all pairs", "各种搭配下的位次"),
    "as_scored": ("as scored", "本次位次"),
    "best": ("highest", "最高"),
    "worst": ("lowest", "最低"),
    "away": ("pairs with another rank", "位次不同的搭配数"),
    "blank": ("Left blank", "不可行的搭配"),
    "blank_why": ("{pairs}: {why}", "{pairs}：{why}"),
    "every": (
        "Each normalisation at all indicators that are normalised, each aggregation at all nodes "
        "of several children; weights, treatment and missing rule as scored.",
        "标准化用于所有需标准化的指标，合成用于所有有多个下级的节点；权重、异常值处理和缺失规则"
        "与本次相同。",
    ),
    "lifted": (
        "On a scale without its lowest hundredth (1 to 100 in place of 0 to 100), as the lowest "
        "has 0 points otherwise: {pairs}.",
        "以下搭配去掉量程最低的百分之一（以1至100代替0至100），否则最低者得0分：{pairs}。",
    ),
}

"""What experts judged, in a report."""

PHRASES = {
    "title": ("What experts judged: scheme {scheme}", "专家判断：方案{scheme}"),
    "changed": (
        "The weights of this scheme are no longer the mean of its experts' weights: they were "
        "changed in its file afterwards.",
        "该方案的权重已不是各位专家权重的平均：文件中的权重后来被改动过。",
    ),
    "not_told": (
        "The file {file} does not hold what each expert weighed; written anew from the answers "
        "by coopindex elicit it does.",
        "文件{file}未记录各位专家各自的权重；用coopindex elicit由答案重新写出即可。",
    ),
    "worked_out": (
        "Weights below {listed} are worked out from the data: what experts said of them does not "
        "count here.",
        "{listed}的下级权重由数据求得，专家对其的判断在此不计。",
    ),
    "by_expert": ("Each expert beside the group", "各位专家与专家组对照"),
    "ratio": ("largest consistency ratio", "一致性比率（最大）"),
    "distance": ("distance to the group", "与专家组的距离"),
    "shift": ("places moved on average", "平均位次变动"),
    "about_ratio": (
        "Consistency ratios are to be {limit} at most.",
        "一致性比率不应超过{limit}。",
    ),
    "about_distance": (
        "Distance: the share of all weight on the indicators that would have to move. Places: how "
        "far units lie on average from the group's ranking.",
        "距离：使两者一致须移动的指标权重占全部权重的比重；位次变动：与按专家组权重的排名平均相差的位数。",
    ),
    "finding": (
        (
            "One expert gave the weights “{scheme}”",
            "{some} experts gave the weights “{scheme}”; Kendall's W of their ranks is {w}",
        ),
        "{some}位专家给出权重方案“{scheme}”，Kendall协调系数W为{w}",
    ),
    "finding_plain": (
        (
            "One expert gave the weights “{scheme}”",
            "{some} experts gave the weights “{scheme}”",
        ),
        "{some}位专家给出权重方案“{scheme}”",
    ),
    "nobody": ("No weights were asked of experts", "没有专家赋权"),
    "more": ("Agreement and consistency", "协调程度与一致性"),
}

"""Rankings side by side."""

PHRASES = {
    "weights": ("weights {names}", "权重：{names}"),
    "against": (" against ", "与"),
    "rank": ("rank", "位次"),
    "score": ("score", "得分"),
    "shift": ("shift", "得分变化"),
    "said": (
        "Scores under each scheme; arrows are places won or lost against {first}.",
        "各权重方案下的得分；箭头为相对{first}上升或下降的位次。",
    ),
    "other_weights": ("Under other weights", "其他权重方案"),
    "agreement": ("Agreement of the rankings", "排名一致性"),
    "schemes": ("schemes", "权重方案"),
    "spearman": ("Spearman's rho", "Spearman秩相关ρ"),
    "kendall": ("Kendall's tau", "Kendall秩相关τ"),
    "mean_shift": ("mean rank shift", "平均位次变动"),
    "largest": ("largest", "最大变动"),
}

"""Published figures beside ours."""

PHRASES = {
    "title": ("Published figures", "公布值复核"),
    "none": ("The index states no published figures.", "该指数没有列出公布值。"),
    "met": (
        (
            "{agreeing:,} of {compared:,} published figure is met, at its printed precision.",
            "{agreeing:,} of {compared:,} published figures are met, each at its printed "
            "precision.",
        ),
        "{compared:,}个公布值中有{agreeing:,}个与公布值一致（按公布的精度）。",
    ),
    "met_within": (
        (
            "{agreeing:,} of {compared:,} published figure is met, at its printed precision, or "
            "within the tolerance stated.",
            "{agreeing:,} of {compared:,} published figures are met, each at its printed "
            "precision, or within the tolerance stated.",
        ),
        "{compared:,}个公布值中有{agreeing:,}个与公布值一致（按公布的精度或所列容差）。",
    ),
    "figure": ("figure", "公布项"),
    "published": ("published", "公布值"),
    "ours": ("ours", "本次计算值"),
    "source": ("source", "来源"),
    "ours_missing": ("ours missing", "本次缺失"),
    "missing": ("missing", "缺失"),
    "blank": ("blank", "空白"),
    "met_of": ("{agreeing:,} of {compared:,} met", "{compared:,}个中{agreeing:,}个一致"),
    "met_of_known": (
        "{agreeing:,} of {compared:,} met, {known:,} known not to be",
        "{compared:,}个中{agreeing:,}个一致，已知{known:,}个不一致",
    ),
    "deviation": ("largest deviation {size} ({where})", "最大偏差{size}（{where}）"),
    "no_deviation": ("no deviation", "无偏差"),
    "miss": (
        "{about}: {where}: published {published}, ours {ours}",
        "{about}：{where}：公布值{published}，本次计算值{ours}",
    ),
    "more_missed": ("{about}: {number:,} more not met", "{about}：另有{number:,}个不一致"),
    "more_blank": ("{about}: {number:,} more blank there", "{about}：另有{number:,}个公布值为空"),
    "whole": ("the index", "总指数"),
    # what a figure is about
    "of_unit": ("{figure} of {unit} in {node}", "{unit}：{node}的{figure}"),
    "of_top": ("{figure} of the top {top} in {node}", "{node}前{top}位的{figure}"),
    "of_all": ("{figure} in {node}", "{node}的{figure}"),
    "of_weight": ("{figure} of {node}", "{node}的{figure}"),
    "in_years": ("{about}, {years}", "{about}（{years}）"),
    "column": (
        (
            "{about}: {count:,} figure of {column}",
            "{about}: {count:,} figures of {column}",
        ),
        "{about}：{column}列{count:,}个",
    ),
    "figure_score": ("score", "得分"),
    "figure_rank": ("rank", "位次"),
    "figure_column": ("column", "合成值"),
    "figure_percentile": ("percentile", "百分位"),
    "figure_decile": ("decile", "十分位"),
    "figure_weight": ("weight", "权重"),
    "figure_mean_score": ("mean score", "平均得分"),
}

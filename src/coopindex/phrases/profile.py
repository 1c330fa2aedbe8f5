"""One unit: where it stands, why, what separates it from the next."""

PHRASES = {
    **{
        f"nth_{rank}": (word, f"第{rank}")
        for rank, word in enumerate(
            (
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
            ),
            1,
        )
    },
    "not_ranked": ("{name} is not ranked", "{name}未参加排名"),
    "alone": ("{name} scores {score}", "{name}得{score}分"),
    "on_paper": ("{name} is {rank}", "{name}名列第{rank}"),
    "tied": ("{name} is shared {rank}", "{name}并列第{rank}"),
    "of": ("{first} of {count}", "{first}（共{count}个）"),
    "stays": (
        "{first}, and stays there in nine of ten recalculations",
        "{first}，九成重新计算中不变",
    ),
    "anywhere": (
        "{first} on paper, anywhere from {places} in practice",
        "{first}，但合理范围是{places}",
    ),
    "rather": ("{first} on paper, {places} in practice", "{first}，但重新计算多为{places}"),
    "strong": ("strong on {titles}", "{titles}见长"),
    "weak": ("held back by {titles}", "{titles}拖累排名"),
    "sides": ("{sides}.", "{sides}。"),
    "published": (
        "Its score was published, and is met.",
        "其总分为公布值，复核一致。",
    ),
    "made_up": (
        (
            "{number} of its {whole} figures is illustrative.",
            "{number} of its {whole} figures are illustrative.",
        ),
        "{whole}项数据中{number}项为示意性数据。",
    ),
    "made_up_whole": (
        ("Its one figure is illustrative.", "All of its {whole} figures are illustrative."),
        "{whole}项数据均为示意性数据。",
    ),
    "all_made_up": (
        (
            "Its one strength or weakness rests on an illustrative figure.",
            "All {count} of its strengths and weaknesses rest on illustrative figures.",
        ),
        "其{count}项优势与短板均出自示意性数据。",
    ),
    "no_score": (
        "There is no score; dimensions with a value: {present} of {count}.",
        "没有得分：{count}个维度中{present}个有值。",
    ),
    "outside": (
        "It has a score, {score}, but not what a ranked unit needs.",
        "得{score}分，但不符合参加排名的条件。",
    ),
    "rank_of": ("Rank of {count}", "位次（共{count}个{units}）"),
    "as_scored": ("as scored", "本次位次"),
    "within": ("in 90% of recalculations", "90%区间"),
    "any_weights": ("any weights", "任意权重"),
    "open_weights": ("any assumed weights", "假定权重任取"),
    "open_weights_at_most": ("any assumed weights, at most", "假定权重任取，至多"),
    "any_weights_at_most": ("any weights, at most", "任意权重，至多"),
    "score": ("Score", "得分"),
    "mean": ("mean of {some} {mean}", "{some}均值{mean}"),
    "band": ("band: {band}", "档次：{band}"),
    "to_above": ("To the next above", "与上一位的差距"),
    "to_below": ("Ahead of the next", "领先下一位"),
    "points_above": ("points behind {name}", "分，落后于{name}"),
    "points_below": ("points ahead of {name}", "分，领先于{name}"),
    "with_note": ("{first}; {rest}", "{first}；{rest}"),
    "reliability": ("Reliability", "可靠程度"),
    "documented": ("figures from documents; {others}", "项有文献依据；{others}"),
    "documented_given": ("figures given; {others}", "项数据已提供；{others}"),
    "none_other": ("no others", "无其他数据"),
    "covered": ("It has data for {share} of its weight.", "数据覆盖其权重的{share}。"),
    "imputed_weight": ("{share} of its weight was filled in.", "插补占其权重的{share}。"),
    "illustrative_weight": (
        "{share} of its weight rests on illustrative figures.",
        "示意性数据占其权重的{share}。",
    ),
    "age": (
        "Its figures are {years} years older than the edition on average.",
        "数据平均早于本版{years}年。",
    ),
    "source_age": (
        "Their sources came out {years} years before the edition on average.",
        "来源平均早于本版{years}年发布。",
    ),
    "ladder_none": ("No dimension has a value", "各维度均无值"),
    "ladder_alone": (
        "The dimensions of the one ranked {unit}",
        "唯一参与排名的{unit}的各维度",
    ),
    "on": ("{rank} on {title}", "{title}{rank}"),
    "gap_to": ("The gap to {name}", "与{name}的差距"),
    "lead_to": ("The lead over {name}", "对{name}的领先"),
    "gap_half": (
        "{title} is more than half of the gap to {name}",
        "与{name}的差距一半以上来自{title}",
    ),
    "lead_half": (
        "{title} is more than half of the lead over {name}",
        "对{name}的领先一半以上来自{title}",
    ),
    "gap_most": ("{title} adds most to the gap to {name}", "与{name}的差距主要来自{title}"),
    "lead_most": ("{title} adds most to the lead over {name}", "对{name}的领先主要来自{title}"),
    "gap_more_than_all": (
        "{title} is more than the whole gap to {name}; others narrow it",
        "与{name}的差距全部来自{title}，其他维度缩小差距",
    ),
    "lead_more_than_all": (
        "{title} is more than the whole lead over {name}; others narrow it",
        "对{name}的领先全部来自{title}，其他维度缩小领先",
    ),
    "gap_sub": (
        "From {name} to {other}: points that each dimension adds, {points} together.",
        "由{name}到{other}，各维度的增减（分），合计{points}分。",
    ),
    "needed": (
        "{title}: {value} in place of {now}",
        "{title}：达到{value}（现为{now}）",
    ),
    "needed_beyond": (
        "{title}: {value} in place of {now}, beyond what any {units} attains ({best})",
        "{title}：达到{value}（现为{now}），超出已有水平（{best}）",
    ),
    "no_single": ("no single indicator closes it", "任何单项指标都无法弥补"),
    "only_beyond": (
        (
            "one indicator alone would close it, beyond what any {units} attains",
            "{count} indicators would each close it alone, beyond what any {units} attains",
        ),
        "{count}项指标可单独弥补，但须超出各方已有水平",
    ),
    "single": (
        (
            "one indicator alone would close it",
            "{count} indicators would each close it alone",
        ),
        "{count}项指标可单独弥补",
    ),
    "in_group": (
        "{rank} of {some} in its group, {label}; mean of the group {mean}.",
        "在“{label}”组的{some}中居{rank}，组内均值{mean}。",
    ),
    "change": (
        "From {start} to {end} the score went {change}.",
        "{start}至{end}年得分变动{change}。",
    ),
    "change_ranked": (
        "From {start} to {end} the score went {change}, the rank from {then} to {now}.",
        "{start}至{end}年得分变动{change}，位次由{then}变为{now}。",
    ),
    "cite": ("{what}. {where}", "{what}。{where}"),
    "cite_rank": ("{rank} of {count}", "{rank}（共{count}个）"),
    "cite_within": (
        "{rank} ({places} in 90% of recalculations)",
        "{rank}（90%区间{places}）",
    ),
    "cite_score": ("score {score}", "得{score}分"),
    "cite_edition": (
        "{index}, {year} edition, {weights}, {program} {version}, data {digest}.",
        "《{index}》{year}年版，{weights}，{program} {version}，数据{digest}。",
    ),
    "cite_no_year": (
        "{index}, {weights}, {program} {version}, data {digest}.",
        "《{index}》，{weights}，{program} {version}，数据{digest}。",
    ),
    "group_strengths": ("Strengths within its group: {listed}", "组内优势：{listed}"),
    "group_weaknesses": ("Weaknesses within its group: {listed}", "组内短板：{listed}"),
    "strengths_cut": (" (percentile rank from {cut})", "（百分位位次不低于{cut}）"),
    "weaknesses_cut": (" (percentile rank up to {cut})", "（百分位位次不高于{cut}）"),
    "strengths": ("Strengths{cut}: {listed}", "优势{cut}：{listed}"),
    "weaknesses": ("Weaknesses{cut}: {listed}", "短板{cut}：{listed}"),
}

"""What a report says first: who leads and how surely, of what field, and what is made up."""

PHRASES = {
    "nobody": ("No {units} are ranked.", "没有{units}可以排名"),
    "one": ("One {units}: nothing to rank.", "只有一个{units}，无从排名"),
    "scores": (
        "{name} has the highest score, {score}; {other} follows with {theirs}.",
        "{name}得分最高，为{score}分；其次是{other}，为{theirs}分",
    ),
    "scores_lowest": (
        "{name} has the lowest score, which ranks first: {score}; {other} follows with {theirs}.",
        "得分低者居前：{name}得分最低，为{score}分；其次是{other}，为{theirs}分",
    ),
    "scores_tied": (
        "{names} share the highest score, {score}.",
        "{names}得分并列最高，为{score}分",
    ),
    "scores_tied_lowest": (
        "{names} share the lowest score, which ranks first: {score}.",
        "得分低者居前：{names}得分并列最低，为{score}分",
    ),
    "tied": ("{names} share the lead", "{names}本次并列居首"),
    "tied_then": (
        "{tie}. First in recalculations, alone or tied: {chances}.",
        "{tie}；重新计算中居首（含并列）的占比：{chances}",
    ),
    "tied_always": (
        "{tie}, and so they do in every recalculation.",
        "{tie}，每次重新计算都如此",
    ),
    "order": (
        "The order holds under almost every choice.",
        "位次几乎在任何设定下都成立",
    ),
    "order_clear": (
        "Each {units} is clearly ahead of all below it, in at least {chance} of recalculations.",
        "各{units}都明显领先于其后各位：在至少{chance}的重新计算中成立",
    ),
    "leads": ("{name} leads under almost every choice.", "{name}几乎在任何设定下都居首位"),
    "clear": (
        "{name} is clearly first ({chance}).",
        "{name}明显居首（{chance}）",
    ),
    "shared": (
        "{name} is first, alone or tied, in {chance} of recalculations.",
        "{name}在{chance}的重新计算中居首（含并列）",
    ),
    "probable": (
        "{name} is probably first ({chance}); {others} could be.",
        "{name}很可能居首（{chance}），{others}也有可能",
    ),
    "probable_alone": ("{name} is probably first ({chance}).", "{name}很可能居首（{chance}）"),
    "overturned": (
        "{name} is first as scored, but {other} is first in {chance} of recalculations.",
        "{name}本次居首，但{other}在{chance}的重新计算中居首",
    ),
    "open": ("Nobody can be called first: {chances}.", "首位难定：{chances}"),
    "next_close": (
        " The next {number} places are too close to call.",
        "，其后{number}个位次难分先后",
    ),
    "others_close": (
        " The other {number} places are too close to call.",
        "，其余{number}个位次难分先后",
    ),
    "pairs_behind": (
        " Of the {pairs} pairs behind it, {told} can be told apart.",
        "，其后{pairs}对中有{told}对可分先后",
    ),
    "pairs_behind_all": (
        (
            " The two behind it can be told apart.",
            " All {pairs} pairs behind it can be told apart.",
        ),
        ("，其后两位可分先后", "，其后{pairs}对均可分先后"),
    ),
    "pairs_behind_none": (
        (
            " The two behind it cannot be told apart.",
            " None of the {pairs} pairs behind it can be told apart.",
        ),
        ("，其后两位难分先后", "，其后{pairs}对均难分先后"),
    ),
    "weights": ("weights", "权重"),
    "figures": ("figures", "数据"),
    "indicators": ("indicators", "指标"),
    "methods": ("methods", "方法"),
    "field": ("{some}, {indicators}.", "共{some}、{indicators}。"),
    "field_of": (
        (
            "{some}, {indicators} in one dimension.",
            "{some}, {indicators} in {count} dimensions.",
        ),
        "共{some}、{count}个维度、{indicators}。",
    ),
    "recalculated": (
        (
            "Recalculated once with other {varied},",
            "Recalculated {draws} times with other {varied},",
        ),
        "变动{varied}重新计算{draws}次，",
    ),
    "moves": (
        "each {units} moves {shift} places on average.",
        "一个{units}的位次平均变动{shift}位。",
    ),
    "illustrative": ("A demonstration, not a verdict.", "仅作演示，不作评价。"),
    "partly_illustrative": ("Partly a demonstration.", "部分内容仅作演示。"),
    "says_nothing": (
        (
            "{number} of {whole} figures is illustrative. It says nothing about any {units}.",
            "{number} of {whole} figures are illustrative. They say nothing about any {units}.",
        ),
        "{whole}项数据中有{number}项为示意性数据，不反映任何{units}的实际情况。",
    ),
    "all_say_nothing": (
        (
            "The one figure is illustrative. It says nothing about any {units}.",
            "All {whole} figures are illustrative. They say nothing about any {units}.",
        ),
        "{whole}项数据均为示意性数据，不反映任何{units}的实际情况。",
    ),
    "with_care": ("To be read with care.", "使用时请留意。"),
    "undocumented": (
        (
            "{number} of {whole} figures is estimated, imputed or missing.",
            "{number} of {whole} figures are estimated, imputed or missing.",
        ),
        "{whole}项数据中有{number}项为估计、插补或缺失。",
    ),
    "all_undocumented": (
        (
            "The one figure is estimated, imputed or missing.",
            "All {whole} figures are estimated, imputed or missing.",
        ),
        "{whole}项数据均为估计、插补或缺失。",
    ),
    "stop": (".", "。"),
}

"""Weights that move in the browser: the section, its controls, and what it says of a weighting."""

PHRASES = {
    "kicker": ("Your weights", "自定权重"),
    "title": ("Would you weigh it differently?", "如果由您来定权重？"),
    "deck": (
        "Move a weight: scores, ranks and intervals follow at once. All other figures keep the "
        "weights as scored and say so.",
        "移动任一权重，得分、位次与区间随即更新。其余各图仍采用所用权重，并逐一注明。",
    ),
    "nothing": (
        "No weight of this index can be moved on this page.",
        "本指数的权重无法在本页调整。",
    ),
    "no_script": (
        "Sliders need JavaScript. Without it these are the weights as scored, and all of this "
        "page stands.",
        "滑块需启用JavaScript。未启用时，下表为所用权重，本页其余内容不受影响。",
    ),
    "differs": (
        "This browser does not reproduce the scores of this report, so its weights cannot be "
        "moved here. The ranking stands.",
        "本浏览器未能重现本报告的得分，故此处不能调整权重。排名仍然有效。",
    ),
    "table": ("The weights as scored", "所用权重"),
    "node": ("Part of the index", "指标"),
    "share": ("Share of its parent", "占上级比重"),
    "effective": ("Weight on the index", "对总指数的权重"),
    "assumed": ("assumed", "假定"),
    "presets": ("Presets", "预设方案"),
    "published": ("As scored", "所用权重"),
    "equal": ("All equal", "全部等权"),
    "mode": ("What the other weights do", "其他权重如何变化"),
    "keep": ("Sum stays 100", "总和为100"),
    "free": ("Free numbers", "自由数值"),
    "keep_said": (
        "One weight moves, the unlocked others beside it give way in proportion.",
        "调整一项，同级其余未锁定各项按比例让出。",
    ),
    "free_said": (
        "Any numbers: a share is the number over the sum of those beside it.",
        "可填任意数值：比重等于该数除以同级各数之和。",
    ),
    "undo": ("Undo", "撤销"),
    "reset": ("Reset", "重置"),
    "lock": ("Lock {node}", "锁定{node}"),
    "number": ("{node}, number", "{node}，数值"),
    "below": ("Weights inside {node}", "{node}内部权重"),
    "was": ("was {share}", "原为{share}"),
    "share_said": ("share {share}", "比重{share}"),
    "fixed": ("weights as scored", "所用权重"),
    "why_after": (
        "{node} keeps its weights: its {stage} comes after its children are put "
        "together and would move with their weights.",
        "{node}保持原有权重：其下级合成后还要{stage}，结果会随权重变动。",
    ),
    "why_compares": (
        "{node} keeps its weights: {method} compares all {units} with one another.",
        "{node}保持原有权重：{method}须将所有{units}相互比较。",
    ),
    "why_unknown": (
        "{node} keeps its weights: {method} is not recomputed on this page.",
        "{node}保持原有权重：本页不重算{method}。",
    ),
    "why_weighed": (
        "{node} keeps its weights: the weights of {parent} are worked out from its "
        "values ({method}).",
        "{node}保持原有权重：{parent}的权重由其数值确定（{method}）。",
    ),
    "as_published": ("These are the weights as scored.", "当前为所用权重。"),
    "nobody_moves": (
        "Under these weights every {unit} keeps its rank.",
        "在这组权重下，各{unit}位次均不变。",
    ),
    "moves": (
        (
            "Under these weights the median {unit} moves {count} place; most: {name}, "
            "{before}\u00a0→\u00a0{after}.",
            "Under these weights the median {unit} moves {count} places; most: {name}, "
            "{before}\u00a0→\u00a0{after}.",
        ),
        "在这组权重下，{unit}位次变动的中位数为{count}位；变动最大的是{name}：第{before}位→第{after}位。",
    ),
    "moves_few": (
        "Under these weights the median {unit} keeps its rank; most moves {name}, "
        "{before}\u00a0→\u00a0{after}.",
        "在这组权重下，过半{unit}位次不变；变动最大的是{name}：第{before}位→第{after}位。",
    ),
    "first": ("{name} is first.", "{name}居首。"),
    "first_shared": ("{names} share the first place.", "{names}并列居首。"),
    "first_many": ("{count} {units} share the first place.", "共有{count}个{units}并列居首。"),
    "list_and": (" and ", "和"),
    "list_comma": (", ", "、"),
    "refused": (
        "Not with this weight: {node} would have no value for {name}, for its mean takes no "
        "child at or below 0. The weights before it stand.",
        "此权重不可用：{node}的平均法不允许下级数值小于或等于0，{name}将无得分。仍用此前权重。",
    ),
    "bad_link": (
        "The weights in the link do not fit this index and were left aside: {text}.",
        "链接中的权重与本指数不符，未予采用：{text}。",
    ),
    "sum_not_1": (
        "the shares below {node} add up to {whole}, not to 1",
        "{node}下各项比重之和为{whole}，而非1",
    ),
    "others_weigh_0": (
        "the others below {node} weigh 0 and cannot share {left}",
        "{node}下其余各项权重为0，无法分得{left}",
    ),
    "not_a_node": ("{node} is not a node of {index}", "{index}中没有{node}"),
    "has_no_share": (
        "{node} is the index itself and has no share",
        "{node}就是总指数，没有比重",
    ),
    "not_moved": ("{node} cannot be moved here: {why}", "{node}在此不能调整：{why}"),
    "not_a_share": (
        "{node}: a share is a number from 0 to 1, not {share}",
        "{node}：比重须为0至1之间的数，而非{share}",
    ),
    "from_link": ("Weights taken from the link.", "已采用链接中的权重。"),
    "rank": ("Rank", "位次"),
    "against": ("against as scored", "与原位次比"),
    "points": ("Points", "得分构成"),
    "score": ("Score", "得分"),
    "interval": ("Rank if each weight is ±25%", "各权重±25%时的位次"),
    "span": ("Interval", "区间"),
    "same": ("as scored", "与原位次同"),
    "from": ("was {rank}", "原为{rank}"),
    "interval_one": ("interval {low}", "区间{low}"),
    "interval_said": ("interval {low} to {high}", "区间{low}至{high}"),
    "unranked": ("not ranked", "不参与排名"),
    "between": ("{count} others stand between them", "其间另有{count}个"),
    "show_all": ("Show all {count}", "显示全部{count}个"),
    "show_few": ("Show the ends only", "仅显示首尾"),
    "find": ("Find a {unit}", "查找{unit}"),
    "note": (
        "Intervals here vary these weights only (each ±{vary}% of its share, {draws} draws, the "
        "middle 90%; a percentile is known to within 2 points), so they are narrower than those "
        "that also vary methods and doubtful figures.",
        "此处区间仅变动权重（各权重±{vary}%，{draws}次重新计算，取中间90%，百分位误差不超过2个百分点），"
        "故窄于同时变动方法与存疑数据的区间。",
    ),
    "note_start": (
        "Bars begin at the starting level, pale where it is above 0; points are rounded and may "
        "not add up.",
        "条形自起点分起，起点分大于0时以浅色表示；各项分数经四舍五入，合计可能略有出入。",
    ),
    "take": ("Take these weights with you", "带走这组权重"),
    "link": ("Link", "链接"),
    "copy": ("Copy", "复制"),
    "copied": ("Copied", "已复制"),
    "command": ("Command line", "命令行"),
    "no_command": (
        "No command line names what was given in Python; `score(weights=...)` takes the scheme.",
        "定义或数据由Python直接给出，没有对应的命令行；可将上述方案用于`score(weights=...)`。",
    ),
    "scheme": ("Scheme, saved as {file}", "权重方案，存为{file}"),
}

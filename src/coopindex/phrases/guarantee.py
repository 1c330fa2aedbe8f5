"""What holds whatever the weights."""

PHRASES = {
    "title": ("What holds whatever the weights", "无论权重如何都成立的结论"),
    "allowed": ("Allowed: {what}. Exact, no sampling.", "允许范围：{what}。精确求解，不作抽样。"),
    "allowed_so_far": (
        "Allowed: {what}. What is said is proved, nothing is sampled.",
        "允许范围：{what}。所述均已证明，不作抽样。",
    ),
    "any_free": ("any weights of {nodes}", "{nodes}的权重任取"),
    "any_band": (
        "weights within ±{vary}%, rescaled of {nodes}",
        "{nodes}的权重在±{vary}%以内变动后归一",
    ),
    "any_unknown": ("any values of the assumed weights of {nodes}", "{nodes}的假定权重任取"),
    "any_none": (
        "any weights, of which none can vary: no two siblings have weight",
        "权重任取；没有两个同级指标都有权重，故无从变动",
    ),
    "many_nodes": (
        ("{nodes} nodes of one family", "{nodes} nodes in {families} families"),
        "{families}组共{nodes}个指标",
    ),
    "at_least": ("{more} at least as much as {less}", "“{more}”的权重不低于“{less}”"),
    "taken": (
        "taken as scored, for nothing below is linear in the weights: {nodes}",
        "下级权重不呈线性、因而沿用本次得分的有：{nodes}",
    ),
    "rounded": (
        "attainable ranks are those of scores before they are rounded",
        "可达位次按取整前的得分计",
    ),
    "ties": ("units that tie share the better rank here", "并列者在此同取较前的位次"),
    "note": (
        "{allowed}. Can be first: {first}. Certain of its rank: {certain}",
        "{allowed}。可能居首：{first}。位次确定：{certain}",
    ),
    "nobody": ("nobody", "无"),
    "node_share": ("{node} {share}", "{node}{share}"),
    "note_open": (
        "Not all is proved: {proved} of {of} highest and lowest ranks are",
        "尚未全部证明：{of}个可达位次已证明{proved}个",
    ),
    "not_proved": (
        (
            "Not all is proved within {seconds} s: {proved} of {of} highest and lowest ranks are, "
            "the others to within one place. More time proves more: `--seconds {more}`.",
            "Not all is proved within {seconds} s: {proved} of {of} highest and lowest ranks are, "
            "the others to within {count} places. More time proves more: `--seconds {more}`.",
        ),
        "限时{seconds}秒内尚未全部证明：{of}个可达位次已证明{proved}个，其余至多相差{count}位。"
        "延长时间可继续收窄：`--seconds {more}`。",
    ),
    "first_open": (
        "Not proved within the time: whether {names} could be first.",
        "限时内尚未证明{names}能否居首。",
    ),
    "fall_open": (
        "Not proved within the time: whether {unit} can lose rank {rank}; it cannot fall below "
        "{lowest}.",
        "限时内尚未证明{unit}会不会失去第{rank}位；最低不会低于第{lowest}位。",
    ),
    "can_lose_more": (
        "{unit} can lose rank {rank}: at its lowest it is between {worst} and {lowest}{example}.",
        "{unit}可能失去第{rank}位，最低在第{worst}位与第{lowest}位之间{example}。",
    ),
    "between": (
        "Two ranks, as in 2–4: not proved within the time; the highest or lowest rank lies "
        "between.",
        "如写作2–4，即限时内尚未证明，可达位次在两者之间。",
    ),
    "all_weights": (
        "All weights that attain a unit's ranks: `--units NAME`.",
        "查看某一评价对象取得其可达位次的全部权重：`--units 名称`。",
    ),
    "weights_of": ("Weights that attain the ranks of {unit}", "{unit}取得可达位次的权重"),
    "share_of_parent": (
        "Each weight is a share of its parent, of all such weights those at which the order is "
        "clearest; JSON has every digit.",
        "各权重均为占上级的比重，取位次最分明的一组；JSON中为完整精度。",
    ),
    "code": ("code", "代码"),
    "now": ("now", "现用"),
    "at_rank": ("at rank {rank}", "居第{rank}位时"),
    "tie": ("{leaders} share the lead as scored.", "{leaders}本次并列第1位。"),
    "no_others": ("Nobody else can be first.", "其他{units}都不可能居首。"),
    "nobody_else": (
        "Nobody else can be first: {leader} leads whatever the weights.",
        "{leader}恒居首位：无论权重如何，其他{units}都不可能居首。",
    ),
    "could_be_first": ("{unit} could be first{example}.", "{unit}可能居首{example}。"),
    "could_share": (
        "{unit} could be first beside it{example}.",
        "{unit}可能与之并列居首{example}。",
    ),
    "example": (", for example with {weights}", "，例如：{weights}"),
    "more_could": (
        (
            "{count} further one could be first, see below.",
            "{count} further ones could be first, see below.",
        ),
        "另有{count}个也可能居首，见下表。",
    ),
    "no_more": (
        "Nobody else could stand where {leader} does.",
        "其他{units}都不可能取代{leader}的位置。",
    ),
    "can_lose": (
        "{unit} can lose rank {rank}: at its lowest it is {worst}{example}.",
        "{unit}可能失去第{rank}位，最低为第{worst}位{example}。",
    ),
    "cannot_fall": ("{unit} cannot fall below rank {rank}.", "{unit}不会低于第{rank}位。"),
    "never_level": (
        "No weights allowed bring {unit} level with {other}.",
        "在允许的权重范围内，{unit}不可能追平{other}。",
    ),
    "level": (
        "{unit} is level with {other}, or ahead, as scored.",
        "{unit}本次已与{other}持平或领先。",
    ),
    "smallest": (
        "The smallest change that brings {unit} level with {other} moves {share} of all weight: "
        "{weights}.",
        "使{unit}追平{other}的最小变动，需移动全部权重的{share}：{weights}。",
    ),
    "at": ("{node} at {share} (now {now})", "{node}取{share}（现为{now}）"),
    "more": ("{number} more", "另有{number}个"),
    "none_left": ("nothing left for {nodes}", "{nodes}降为0"),
    "none_left_for_many": ("nothing left for {number} more", "另有{number}个降为0"),
    "in_use": ("the weights in use", "现用权重"),
    "bounds": ("Highest and lowest rank attainable", "可达最高位次与最低位次"),
    "best": ("highest", "可达最高"),
    "worst": ("lowest", "可达最低"),
    "ahead": ("Ahead whatever the weights", "恒先于谁"),
    "nobody_ahead": (
        "No unit is ahead of another under all the weights allowed.",
        "在允许的权重范围内，没有哪个{units}恒先于另一个。",
    ),
    "always_ahead": ("is always ahead of", "恒先于"),
    "not_repeated": (
        "What follows from two lines of this table is not repeated.",
        "由表中两行可以推知的，不再重复。",
    ),
    "single": ("How far a single weight may move", "单个权重的变动余地"),
    "one_at_a_time": (
        "One weight at a time from 0% to 100%, the others keep their proportions, "
        "whatever was allowed above.",
        "每次只让一个权重在0至100%之间变动，其余保持相互比例，不受上述允许范围所限。",
    ),
    "tightest": (
        "{text} The {number} tightest of {all}.",
        "{text}共{all}个，列出余地最小的{number}个。",
    ),
    "first_kept": ("first place is kept", "首位不变"),
    "order_kept": ("whole ranking is kept", "全部位次不变"),
}

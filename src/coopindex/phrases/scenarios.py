"""Named variants of an index side by side."""

PHRASES = {
    "title": ("Scenarios", "情景"),
    "leads_in_all": (
        (
            "{leader} leads in the one scenario.",
            "{leader} leads in all {count} scenarios.",
        ),
        ("{leader}在这一情景中居首。", "{leader}在全部{count}个情景中居首。"),
    ),
    "leads_in_both": ("{leader} leads in both scenarios.", "{leader}在两个情景中都居首。"),
    "leads_in_some": (
        "{leader} leads in {some} of {all} scenarios.",
        "在{all}个情景中，{leader}有{some}个居首。",
    ),
    "tie": ("{leaders} share the lead as scored.", "{leaders}本次并列第1位。"),
    "tie_everywhere": (
        "{leaders} share the lead as scored and in every scenario.",
        "{leaders}本次以及在每个情景中都并列第1位。",
    ),
    "leads_here": ("{scenario}: {leader} leads.", "{scenario}：{leader}居首。"),
    "tie_here": ("{scenario}: {leaders} share the lead.", "{scenario}：{leaders}并列第1位。"),
    "nobody_here": ("{scenario}: nobody has a rank.", "{scenario}：没有评价对象有位次。"),
    "ranks": ("Rank in each", "各情景中的位次"),
    "as_scored": ("as scored", "本次位次"),
    "agreement": ("Agreement with the ranking as scored", "与本次排名的一致程度"),
    "scenario": ("scenario", "情景"),
    "top_weighted": ("top-weighted tau", "首位加权τ"),
    "closed_up": (
        "Shifts and arrows count places among the units that both rank: "
        "nobody moves by closing up.",
        "变动与箭头按两边都有位次的{units}计：仅因前面空出而递补的，不算变动。",
    ),
    "movers": ("Biggest movers", "变动最大者"),
    "rank": ("rank", "位次"),
}

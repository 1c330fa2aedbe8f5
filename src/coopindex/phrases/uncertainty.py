"""What becomes of a ranking when every choice varies at once."""

PHRASES = {
    "title": ("How sure the ranking is", "排名有多可靠"),
    "leads": (
        (
            "{leader} is not first in the one draw",
            "{leader} is first in {share} of {count:,} draws",
        ),
        (
            "{leader}在仅有的一次重新计算中未居首位",
            "在{count:,}次重新计算中，{leader}居首位的占{share}",
        ),
    ),
    "leads_or_ties": (
        (
            "{leader} is first, alone or tied, in {share} of the one draw",
            "{leader} is first, alone or tied, in {share} of {count:,} draws",
        ),
        (
            "{leader}在仅有的一次重新计算中居首位（含并列）的占{share}",
            "在{count:,}次重新计算中，{leader}居首位（含并列）的占{share}",
        ),
    ),
    "always_leads": (
        ("{leader} is first in the one draw", "{leader} is first in every one of {count:,} draws"),
        ("{leader}在仅有的一次重新计算中居首位", "在{count:,}次重新计算中，{leader}次次居首位"),
    ),
    "tie": ("{leaders} share the lead as scored", "{leaders}本次并列第1位"),
    "shares": (
        (
            "{tie}; first, alone or tied, in so much of the one draw: {shares}",
            "{tie}; first, alone or tied, in so many of {count:,} draws: {shares}",
        ),
        (
            "{tie}；在仅有的一次重新计算中居首（含并列）的占比：{shares}",
            "{tie}；在{count:,}次重新计算中居首（含并列）的占比：{shares}",
        ),
    ),
    "moves": (
        "{leads}; a unit moves {shift} places on average.",
        "{leads}；{units}的位次平均变动{shift}位。",
    ),
    "not_counted": (
        "Who can be told apart is not counted for so many units.",
        "{units}过多，未统计哪些难分先后。",
    ),
    "all_apart": (
        "Every unit stands apart from the next in at least {level} of the draws.",
        "至少在{level}的重新计算中，每个{units}都与下一个分出先后。",
    ),
    "alike": (
        "Not told apart in {level} of the draws: {groups}.",
        "以{level}的重新计算为准，难分先后的有：{groups}。",
    ),
    "more_alike": ("{names} and {more:,} more", "{names}等，另有{more:,}个"),
    "more_groups": (
        ("{count:,} more group", "{count:,} more groups"),
        "另有{count:,}组",
    ),
    "unranked": (
        "{unit} has no score in {share} of the draws.",
        "{unit}在{share}的重新计算中没有得分。",
    ),
    "more_unranked": (
        (
            "{count:,} more has no score in some draws.",
            "{count:,} more have no score in some draws.",
        ),
        "另有{count:,}个{units}在部分重新计算中没有得分。",
    ),
    "error": (
        "± is 1.96 standard errors of the mean rank, as if draws were independent.",
        "±为平均位次标准误的1.96倍，视各次重新计算相互独立。",
    ),
    "draws": (
        (
            "{count:,} joint draw ({how}) of {varied}",
            "{count:,} joint draws ({how}) of {varied}",
        ),
        "共{count:,}次重新计算（{how}），同时变动：{varied}",
    ),
    "written_out": ("settings as written out", "按已写出的设定"),
    "precision": (
        "at 95% every probability of a rank is within ±{points} points, "
        "every mean rank within ±{ranks}: {verdict}",
        "在95%的置信水平下，各位次概率的误差不超过±{points}个百分点，"
        "平均位次的误差不超过±{ranks}：{verdict}",
    ),
    "enough": ("the draws suffice", "计算次数足够"),
    "take": ("for {goals} take {draws:,} draws", "要达到{goals}，需计算{draws:,}次"),
    "too_many": (
        "{goals} would take more than {draws:,} draws",
        "要达到{goals}，需计算{draws:,}次以上",
    ),
    "goal_probability": ("±1 point", "±1个百分点"),
    "goal_mean_rank": ("±0.1 of a rank", "±0.1位"),
    "aside": ("Not varied", "未变动的因素"),
    "left_out": (
        "Left out of the usual plan: {what}, because {why}.",
        "常用方案中未采用“{what}”：{why}。",
    ),
    "beside": ("with {others} {why}", "与{others}并用时，{why}"),
    "without": ("{node} left out", "剔除{node}"),
    "idle": ("“{factor}” varies nothing here", "“{factor}”在这里不改变任何结果"),
}

"""What each section and figure of a report finds."""

PHRASES = {
    "scores_only": (
        "Rank and score. How sure the ranks are was not assessed.",
        "位次与得分。位次的可靠程度未作评估。",
    ),
    "within": (
        (
            "Rank, and the rank in the one recalculation; ● as scored.",
            "Rank, and the ranks in 90% of {draws} recalculations; ● as scored.",
        ),
        "位次，以及{draws}次重新计算中90%所得的位次；●为本次位次。",
    ),
    "units": ("Each {units} by itself", "逐一看各{units}"),
    "units_sub": (
        "Rank and interval, what the score adds up from, and what each figure rests on.",
        "位次与区间、得分构成、各项数据的依据。",
    ),
    "weights": ("Would you weigh it differently?", "如果由您来定权重？"),
    "weights_sub": (
        "Move a weight: scores, ranks and intervals of all {units} follow at once.",
        "移动滑块，得分、位次与区间随即更新。",
    ),
    "not_assessed": ("Not assessed", "未作评估"),
    "order_holds": ("The order holds", "次序站得住"),
    "lead_holds_only": (
        "The lead of {name} holds; the order behind it does not",
        "{name}的领先站得住，其后的次序站不住",
    ),
    "lead_holds_most": (
        "The lead of {name} holds, and so does most of the order behind it",
        "{name}的领先站得住，其后的次序也大多成立",
    ),
    "pairs_told": (
        (
            "{told} of {pairs} pairs can be told apart, the other cannot",
            "{told} of {pairs} pairs can be told apart, the others cannot",
        ),
        "{pairs}对中{told}对可分先后，其余难分",
    ),
    "moves_on_average": (
        "Each {units} moves {shift} places on average",
        "一个{units}的位次平均变动{shift}位",
    ),
    "of_pairs": (
        (
            "At 95% the two {units} can be told apart. ",
            "Of {pairs} pairs of {units}, {told} can be told apart at 95%. ",
        ),
        (
            "两个{units}的先后有95%以上的把握。",
            "{pairs}对{units}中，{told}对的先后有95%以上的把握。",
        ),
    ),
    "of_no_pair": (
        (
            "At 95% the two {units} cannot be told apart. ",
            "Of {pairs} pairs of {units}, none can be told apart at 95%. ",
        ),
        (
            "两个{units}的先后不到95%的把握。",
            "{pairs}对{units}的先后均不到95%的把握。",
        ),
    ),
    "shift": (
        "On average a recalculation puts each {units} {shift} places away from its rank as scored.",
        "平均而言，一次重新计算使一个{units}的位次变动{shift}位。",
    ),
    "none_keeps": (
        "No {units} keeps its place in nine of ten recalculations",
        "没有{units}能在九成重新计算中保持位次",
    ),
    "all_keep": (
        "Each {units} keeps its place in nine of ten recalculations",
        "各{units}在九成重新计算中位次不变",
    ),
    "keep": (
        ("Only {names} keeps its place", "Only {names} keep their places"),
        "只有{names}位次稳固",
    ),
    "some_keep": ("{some} of {of} keep their places", "{of}个中有{some}位次稳固"),
    "chances_sub": (
        (
            "Chance of each rank in %, one recalculation. Framed: the rank as scored.",
            "Chance of each rank in %, {draws} recalculations. Framed: the rank as scored.",
        ),
        "各位次的概率（%），{draws}次重新计算。方框为本次位次。",
    ),
    "pairs_all": (
        ("The two {units} can be told apart", "All {pairs} pairs can be told apart"),
        ("两个{units}可分先后", "{pairs}对均可分先后"),
    ),
    "pairs_none": (
        ("The two {units} cannot be told apart", "None of the {pairs} pairs can be told apart"),
        ("两个{units}难分先后", "{pairs}对均难分先后"),
    ),
    "pairs_not_told": (
        "{alike} of {pairs} pairs cannot be told apart",
        "{pairs}对中{alike}对难分先后",
    ),
    "pairs_sub": (
        "Chance in % that the row is ahead of the column, named by its rank.",
        "行先于列（以位次代称）的概率（%）。",
    ),
    "nobody_moves": ("No {units} moves in any scenario", "各情景下{units}位次均不变"),
    "runs": (
        "{name} runs from {places}, depending on the scenario",
        "情景不同，{name}的位次为{places}",
    ),
    "scenarios_sub": (
        "Rank in each scenario that ranks the same units.",
        "各情景下的位次；评价对象不同的情景不在其中。",
    ),
    "drive": (
        "What moves ranks most: {first}, {last}",
        "影响位次的两大因素：{first}、{last}",
    ),
    "drives": (
        "What moves ranks most: {first}",
        "影响位次的首要因素：{first}",
    ),
    "steady": ("The average shift is the same in every draw", "各次重新计算的平均变动相同"),
    "drivers_sub": (
        "Total Sobol index for the mean shift in rank; line: 95% interval. Shares overlap and may "
        "exceed 100%.",
        "平均位次变动的Sobol总效应；横线为95%区间。各项有重叠，合计可超过100%。",
    ),
    "first_in_all": (
        (
            "{name} is first under the only pair of methods that goes",
            "{name} is first under all {methods} pairs of methods",
        ),
        "{methods}种方法组合下{name}均居首位",
    ),
    "first_in_some": (
        "{name} is first under {number} of {methods} pairs of methods",
        "{methods}种方法组合中，{name}在{number}种下居首位",
    ),
    "first_in_none": (
        (
            "{name} is not first under the only pair of methods that goes",
            "{name} is first under none of the {methods} pairs of methods",
        ),
        "{methods}种方法组合下{name}均未居首位",
    ),
    "grid_sub": (
        "Rank correlation (Spearman) with the ranking as scored. Framed: the method in use. Each "
        "method stands at every level of the tree.",
        "与本次排名的Spearman秩相关系数。方框为所用方法；方法用于指标树各层。",
    ),
    "guarantee": ("Whatever the weights, exactly", "任意权重下的精确结论"),
    "not_all_proved": (
        " Not all attainable ranks are proved.",
        "部分可达位次尚未证明。",
    ),
    "marks": (" ● holds always, ○ can happen.", "●恒成立，○可能发生。"),
    "each_first": ("Each {units} can be first.", "每个{units}都可能居首。"),
    "only_first": ("Only {names} can be first.", "只有{names}可能居首。"),
    "can_be_first": ("{names} can be first.", "{names}可能居首。"),
    "never_first": ("{names} can never be first.", "{names}不会居首。"),
    "first_with": ("{name} can be first{example}.", "{name}可能居首{example}。"),
    "never_below": ("{name} is never below {rank}.", "{name}不会低于第{rank}位。"),
    "can_fall": ("{name} can fall to {rank}{example}.", "{name}可能降至第{rank}位{example}。"),
    "certain": (
        ("{names} is certain of its rank.", "{names} are certain of their ranks."),
        "{names}的位次是确定的。",
    ),
    "none_certain": ("No {units} is certain of its rank.", "没有{units}的位次是确定的。"),
    "pairs_kept": (
        (
            "{count} pair always keeps its order.",
            "{count} pairs always keep their order, and so does what follows from them.",
        ),
        "有{count}组先后关系（及其推论）恒不变。",
    ),
    "no_pair_kept": (
        "No {units} is always ahead of another.",
        "没有{units}恒先于另一个。",
    ),
    "all_documented": (
        ("The one figure is documented", "All {whole} figures are documented"),
        "{whole}项数据均有据可查",
    ),
    "documented": (
        (
            "{number} of {whole} figures is documented; {others}",
            "{number} of {whole} figures are documented; {others}",
        ),
        "{whole}项数据中{number}项有据可查，{others}",
    ),
    "none_documented": (
        (
            "The one figure is not documented; {others}",
            "None of the {whole} figures is documented; {others}",
        ),
        "{whole}项数据均无据可查，{others}",
    ),
    "all_documented_given": (
        ("The one figure is given", "All {whole} figures are given"),
        "{whole}项数据均已提供",
    ),
    "documented_given": (
        (
            "{number} of {whole} figures is given; {others}",
            "{number} of {whole} figures are given; {others}",
        ),
        "{whole}项数据中已提供{number}项，{others}",
    ),
    "status": ("{number} {status}", "{number}项{status}"),
    "data_sub": (
        (
            "One square a figure: {some}, one indicator.",
            "One square a figure: {some}, {count} indicators.",
        ),
        "每格一项数据：{some}、{count}个指标。",
    ),
    "nothing_published": (
        "No published figures to be held against",
        "没有可供复核的公布值",
    ),
    "all_met": (
        ("The published figure is met", "All {whole} published figures are met"),
        "{whole}项公布值全部吻合",
    ),
    "some_met": (
        (
            "{number} of {whole} published figures is met",
            "{number} of {whole} published figures are met",
        ),
        "{whole}项公布值中{number}项吻合",
    ),
    "none_met": (
        ("The published figure is not met", "None of the {whole} published figures is met"),
        "{whole}项公布值均不吻合",
    ),
    "met_sub": (
        "Each to the last digit that was printed, or within the tolerance that the index states.",
        "均对到公布的最后一位数字，或在指数写明的误差之内。",
    ),
}

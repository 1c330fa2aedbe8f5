"""Who can be told apart from whom."""

PHRASES = {
    "alike": ("{some} whose order cannot be told.", "{some}难分先后："),
    "partly_alike": (
        "{some} whose order can be told in part only.",
        "{some}只有部分可分先后：",
    ),
    "no_pair": (
        " No pair reaches 95%; the surest, {first} before {second}, {chance}",
        "任何两者的先后都达不到95%的把握；最有把握的“{first}先于{second}”为{chance}",
    ),
    "one_pair": (
        " {first} is before {second} in {chance} of recalculations",
        "在{chance}的重新计算中{first}先于{second}",
    ),
    "pairs_reach": (
        (" {told} of {pairs} pairs reaches 95%", " {told} of {pairs} pairs reach 95%"),
        "{pairs}对中有{told}对达到95%的把握",
    ),
    "ahead_of_each": ("Ahead of each other {units}", "明显领先于其他任一{units}"),
    "behind_each": ("Behind each other {units}", "明显落后于其他任一{units}"),
    "from_each": ("Told apart from each other {units}", "与其他任一{units}都可分先后"),
    "two_ahead_of_each": (
        "Ahead of all other {units}, not told apart from one another,",
        "明显领先于其他{units}，彼此难分先后",
    ),
    "two_behind_each": (
        "Behind all other {units}, not told apart from one another,",
        "明显落后于其他{units}，彼此难分先后",
    ),
    "two_from_each": (
        "Told apart from all other {units}, not from one another,",
        "与其他{units}都可分先后，彼此难分",
    ),
    "at_least": (
        " in at least {share} of recalculations",
        "：至少在{share}的重新计算中如此",
    ),
    "in_all": (" in every recalculation", "：每次重新计算都如此"),
    "behind": ("behind {names}", "明显落后于{names}"),
    "ahead": ("ahead of {names}", "明显领先于{names}"),
    "no_other_behind": (
        ", but not clearly behind any other {units}",
        "，与其余{units}难分先后",
    ),
    "no_other_ahead": (
        ", but not clearly ahead of any other {units}",
        "，与其余{units}难分先后",
    ),
    "no_other_both": (
        ", but not told apart from any other {units}",
        "，与其余{units}难分先后",
    ),
    "from_nobody": ("Not told apart from any other {units}", "与其他{units}均难分先后"),
    "end": (" in at least 95% of recalculations", "：至少在95%的重新计算中如此"),
}

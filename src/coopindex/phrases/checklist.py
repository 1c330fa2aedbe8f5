"""How an index was made, what of a ranker's checklist it meets, how to cite it."""

PHRASES = {
    "title": ("What is asked of those who rank", "排名应答清单"),
    "about": (
        "What this index's own files answer; – stays open. After",
        "据本指数文件作答，“–”为尚待说明。依据",
    ),
    "criterion": ("criterion", "标准"),
    "asked": ("what is asked", "要求"),
    "met": ("met", "是否符合"),
    "found": ("what the files say", "依据"),
    "step": ("{stage}: {method}, for {where}.", "{stage}：{method}，用于{where}。"),
    "step_once": ("{stage}: {method}.{where}", "{stage}：{method}。{where}"),
    "because": ("{text} Why: {reason}.", "{text}理由：{reason}。"),
    "all_leaves": (("the one indicator", "all {count} indicators"), "全部{count}个指标"),
    "some_leaves": ("{number} of {count} indicators", "{count}个指标中的{number}个"),
    "all_inner": (
        ("the index", "the index and its dimensions ({count})"),
        "总指数与各维度（{count}个）",
    ),
    "some_inner": ("{number} of {count} dimensions", "{count}个维度中的{number}个"),
    "governance": ("Governance", "治理"),
    "transparency": ("Transparency", "透明"),
    "relevance": ("Measures what matters", "衡量重要内容"),
    "rigour": ("Rigour", "严谨"),
    "purpose": ("What it measures is stated", "写明衡量什么"),
    "purpose_said": ("The index has a description.", "指数附有说明。"),
    "purpose_unsaid": ("The index has no description.", "指数没有说明。"),
    "reasons": ("Choices have their reasons", "各项选择都有理由"),
    "reasons_of": (
        "Choices of method with a stated reason: {number} of {count}.",
        "{count}项方法选择中{number}项写明理由。",
    ),
    "interests": ("Interests and funding are declared", "申明利益关系与资助来源"),
    "not_in_files": (
        "The files of an index cannot say; whoever publishes it can.",
        "指数文件无从得知，应由发布者说明。",
    ),
    "weights": ("All weights are published", "权重全部公布"),
    "weights_own": ("All weights are stated", "权重均已给定"),
    "weights_of": (
        "Weights that are assumed: {number} of {count}.",
        "{count}个权重中{number}个为假定。",
    ),
    "figures": ("All figures are documented", "数据均有据可查"),
    "figures_given": ("All figures are observed or derived", "数据均为实际或推算数据"),
    "figures_of": (
        "Figures that are observed or derived: {number} of {whole}.",
        "{whole}项数据中{number}项为实际或推算数据。",
    ),
    "sources": ("All figures name their source", "数据均注明来源"),
    "sources_of": (
        "Figures that name a source: {number} of {whole}.",
        "{whole}项数据中{number}项注明来源。",
    ),
    "licences": ("Sources state their licence", "来源注明许可"),
    "licences_of": (
        "Sources that state a licence: {number} of {count}.",
        "{count}个来源中{number}个注明许可。",
    ),
    "no_sources": ("No source is listed.", "未列出来源。"),
    "open": ("The ranking can be recomputed", "排名可以复算"),
    "open_said": (
        "Definition, weights and data are identified by digests; the same files give the same "
        "ranks.",
        "定义、权重和数据均有校验码；文件相同，位次相同。",
    ),
    "explained": ("Each indicator says why it is there", "各指标均说明设置理由"),
    "explained_of": (
        "Indicators with a description or a reason: {number} of {count}.",
        "{count}个指标中{number}个有说明或理由。",
    ),
    "size": ("Size is no advantage", "规模不构成优势"),
    "size_of": (
        "Indicators divided by a size: {number} of {count}; whether others hang on size, their "
        "measures show.",
        "{count}个指标中{number}个按规模折算；其余是否受规模影响，请看计量单位。",
    ),
    "otherwise": ("Other weights can be seen beside it", "可对照其他权重"),
    "otherwise_of": (
        (
            "One further set of weights is laid beside it.",
            "{count} further sets of weights are laid beside it.",
        ),
        "另有{count}组权重可供对照。",
    ),
    "uncertainty": ("Uncertainty stands beside each rank", "位次旁标明不确定性"),
    "uncertainty_of": (
        (
            "Intervals of ranks from one recalculation.",
            "Intervals of ranks from {draws} recalculations.",
        ),
        "位次区间出自{draws}次重新计算。",
    ),
    "uncertainty_unsaid": ("Not assessed.", "未作评估。"),
    "drivers": ("What moves the ranks is known", "查明影响位次的因素"),
    "drivers_said": (
        "The variance is split over the choices as Sobol indices.",
        "差异已按Sobol指数分解到各项设定。",
    ),
    "drivers_unsaid": ("Not assessed.", "未作评估。"),
    "coverage": ("No figure of a ranked unit is missing", "参加排名者数据齐全"),
    "coverage_of": (
        "With data for all of their weight: {number} of {some}.",
        "{some}中{number}个数据齐全。",
    ),
    "published": ("Published figures are met", "与公布值一致"),
    "published_of": (
        "Published figures that are met: {number} of {whole}.",
        "{whole}项公布值中{number}项吻合。",
    ),
    "published_none": (
        "Nothing was published to be held against.",
        "没有可供复核的公布值。",
    ),
    "cite": (
        "{index}, {year} edition, {weights}. {program} {version}, index {digest}, data {data}.",
        "《{index}》，{year}年版，{weights}。{program} {version}，指数{digest}，数据{data}。",
    ),
    "cite_no_year": (
        "{index}, {weights}. {program} {version}, index {digest}, data {data}.",
        "《{index}》，{weights}。{program} {version}，指数{digest}，数据{data}。",
    ),
    "from_program": ("Program", "程序"),
    "from_index": ("Index", "指数"),
    "from_weights_used": ("Weights", "权重"),
    "from_data": ("Data", "数据"),
    "from_year": ("Edition", "版次"),
    "from_draws": ("Recalculations", "重新计算次数"),
    "from_seed": ("Seed", "随机种子"),
}

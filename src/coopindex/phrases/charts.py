"""Charts: titles that say what was found, how marks are read, and where figures come from."""

PHRASES = {
    # around every chart
    "edition": ("{year} edition", "{year}年版"),
    "source": ("Source: {parts}.", "来源：{parts}。"),
    "titled": ("{title}. {alt}", "{title}。{alt}"),
    "then_titled": ("{first} {title}. {rest}", "{first}{title}。{rest}"),
    "after": ("{first} {rest}", "{first}{rest}"),
    "recalculated": (
        (
            "One joint recalculation (scrambled Sobol, seed {seed}); every chance is within "
            "±{half} percentage points.",
            "{draws} joint recalculations (scrambled Sobol, seed {seed}); every chance is within "
            "±{half} percentage points.",
        ),
        "联合重新计算{draws}次（加扰Sobol序列，随机种子{seed}），概率误差不超过±{half}个百分点。",
    ),
    "replayed": (
        (
            "One recalculation from a table of settings; every chance is within ±{half} percentage "
            "points.",
            "{draws} joint recalculations from a table of settings; every chance is within "
            "±{half} percentage points.",
        ),
        "按设定表联合重新计算{draws}次，概率误差不超过±{half}个百分点。",
    ),
    "read": ("{rank} of {ranked}, {name}, {score}", "{name}，共{ranked}位中居{rank}，{score}分"),
    "read_interval": (
        "{rank} of {ranked}, {name}, {score}, interval {low} to {high}",
        "{name}，共{ranked}位中居{rank}，{score}分，区间第{low}至第{high}位",
    ),
    "read_unranked": ("{name}, not ranked", "{name}，未参与排名"),
    "read_alone": ("{name}, {score}", "{name}，{score}分"),
    "not_assessed": (
        "The interval of ranks was not assessed.",
        "位次区间未评估。",
    ),
    # columns of the twins, and heads
    "rank": ("Rank", "位次"),
    "interval": ("90% interval", "90%区间"),
    "name": ("Name", "名称"),
    "score": ("Score", "得分"),
    "start": ("starting level", "起点"),
    "documented": ("Documented figures", "有据数据"),
    "documented_given": ("Given figures", "已提供数据"),
    "figures": ("Figures", "数据项数"),
    "adds_up": ("What the score adds up from", "得分构成"),
    "strip": (
        "Rank in 90% of recalculations; ● as scored",
        "90%重新计算所得位次，●为本次位次",
    ),
    "rank_and_interval": ("Rank · 90% interval", "位次 · 90%区间"),
    "assumed": (
        "* Assumed: these weights were not published.",
        "* 假定权重，未公布。",
    ),
    "assumed_own": (
        "* Assumed: the scheme gives no weight of its own.",
        "* 假定权重，权重方案未给出。",
    ),
    # the ranking
    "ranking_about": (
        "Rank as scored and 90% interval of the rank; the score, and what it adds up from. Bar: "
        "5th to 95th percentile of the rank over the recalculations; dot: rank as scored.",
        "本次位次与位次的90%区间，得分及其构成。横条为重新计算所得位次的第5至第95百分位，"
        "圆点为本次位次。",
    ),
    "ranking_about_alone": (
        "The score, and what it adds up from.",
        "得分及其构成。",
    ),
    "ranking_alt": (
        ("{count} ranked unit. {says}.", "{count} ranked units, by rank. {says}."),
        "共{count}个参与排名，由高到低：{says}。",
    ),
    "based_on": ("dimensions: {present} of {every}", "{every}个维度中有{present}个"),
    "between": (
        (
            "One between them is in the table.",
            "{count} between them are in the table.",
        ),
        "其间{count}个见数据表。",
    ),
    "not_ranked": ("Not ranked", "未参与排名"),
    "read_one": (
        "{rank} of {ranked}, {name}, {score}, interval {low}",
        "{name}，共{ranked}位中居{rank}，{score}分，区间第{low}位",
    ),
    "low": ("5th percentile", "第5百分位"),
    "median": ("Median rank", "位次中位数"),
    "high": ("95th percentile", "第95百分位"),
    "mean": ("Mean rank", "平均位次"),
    "first": ("First", "居首"),
    # the map
    "map": (
        "From {high} in {first} down to {low} in {last}",
        "得分自{first}的{high}至{last}的{low}",
    ),
    "map_alike": ("Every score is {high}", "得分均为{high}"),
    "map_nobody": ("Nobody is ranked", "无参与排名者"),
    "map_quantiles": (
        (
            "One class of the score.",
            "{count} classes of the score with about as many units in each; the more a fill stands "
            "out from the page, the higher.",
        ),
        "得分按分位数分为{count}档，各档数量大致相等，与底色反差越大得分越高。",
    ),
    "map_equal": (
        (
            "One class of the score.",
            "{count} classes of the score, each as wide as the others; the more a fill stands out "
            "from the page, the higher.",
        ),
        "得分按等距分为{count}档，与底色反差越大得分越高。",
    ),
    "map_from": (
        "The shapes are the user's own, by their property “{key}”; equirectangular, true to scale "
        "at the middle latitude.",
        "图形由用户提供，按属性“{key}”对应；等距圆柱投影，中部纬度比例准确。",
    ),
    "map_unshaped": ("Without a shape: {names}.", "无图形：{names}。"),
    "map_strangers": ("Shapes of no unit: {names}.", "非评价对象的图形：{names}。"),
    "map_alt": (
        "A map of {units}, each filled by the class of its score.",
        "{units}的地图，按得分档次填色。",
    ),
    "map_class": ("Class of the score", "得分档次"),
    "map_on": ("On the map", "地图"),
    "map_shown": ("shown", "已绘制"),
    "map_unshaped_word": ("no shape", "无图形"),
    "map_stranger": ("shape of no unit", "非评价对象"),
    "map_in": ("{label} ({count})", "{label}（{count}）"),
    "map_unscored": ("not ranked", "未参与排名"),
    "map_no_unit": ("not in the index", "非评价对象"),
    # intervals
    "intervals": (
        "A recalculation moves each {units} {shift} places on average; widest of all: {name}, "
        "{span}",
        "重新计算使位次平均变动{shift}位，区间最宽的是{name}：{span}",
    ),
    "intervals_narrow": (
        "A recalculation moves each {units} {shift} places on average; each interval is one rank",
        "重新计算使位次平均变动{shift}位，各区间都只有一个位次",
    ),
    "intervals_still": ("No recalculation moves a rank", "没有一次重新计算改变位次"),
    "intervals_about": (
        (
            "Rank in the one recalculation: bar. Dot: rank as scored.",
            "Rank in 90% of {draws} recalculations: bar from the 5th to the 95th percentile. "
            "Dot: rank as scored.",
        ),
        "{draws}次重新计算中90%所得位次：横条为第5至第95百分位，圆点为本次位次。",
    ),
    "intervals_alt": (
        "{units} in the order of their ranks, each with a bar for the interval of its rank and a "
        "dot for its rank as scored.",
        "{units}按位次排列，横条为位次区间，圆点为本次位次。",
    ),
    # pairs
    "pairs_many": (
        "The median {units} can be told apart from {told} of the {others} others",
        "在其余{others}个{units}中，居中者能与{told}个分出先后",
    ),
    "pairs_about_some": (
        "Chance in % that the row is ahead of the column, which is named by its rank. Told apart "
        "from 95%.",
        "行中对象先于列中对象（以位次代称）的概率（%），达到95%即可分先后。",
    ),
    "pairs_about_few": (
        "Chance that one is ahead of the other. Told apart from 95%.",
        "一方先于另一方的概率，达到95%即可分先后。",
    ),
    "pairs_about_many": (
        "From the first rank down: how many are clearly before each, how many cannot be told "
        "apart from it, and how many are clearly behind it (from 95%).",
        "自第1位起逐行：明显先于它的、与它难分先后的、明显后于它的各有多少（以95%为准）。",
    ),
    "pairs_alt": (
        "How surely each of {units} is ahead of each other.",
        "{units}两两之间谁先于谁的把握。",
    ),
    "pairs_read_many": (
        "{name}: clearly ahead of {over}, clearly behind {under}",
        "{name}：明显领先{over}个，明显落后于{under}个",
    ),
    "pair_clear": (
        "{first} is clearly ahead of {second} ({chance}).",
        "{first}明显领先于{second}（{chance}）。",
    ),
    "pair_probable": (
        "{first} is probably ahead of {second} ({chance}).",
        "{first}很可能先于{second}（{chance}）。",
    ),
    "pair_close": (
        "{first} and {second} are too close to call (ahead in {chance}).",
        "{first}与{second}难分先后（先于{chance}）。",
    ),
    "other": ("Other", "对方"),
    "ahead": ("Ahead", "先于"),
    "behind": ("Behind", "后于"),
    "told": ("Told apart", "可分先后"),
    "told_ahead": ("Clearly ahead of", "明显领先"),
    "told_behind": ("Clearly behind", "明显落后于"),
    "not_told": ("cannot be told apart from it", "与它难分先后"),
    "before_it": ("clearly before it", "明显先于它"),
    "behind_it": ("clearly behind it", "明显后于它"),
    "too_close": ("too close, below 80", "难分先后，80以下"),
    "probably": ("probably ahead, 80 to 95", "很可能先于，80至95"),
    "apart_key": ("told apart, from 95", "可分先后，95起"),
    # chances
    "chances": (
        "The median {units} keeps its rank in {median} of recalculations; the surest, {name}, "
        "in {most}",
        "保持本次位次的概率，中位数为{median}，最高的是{name}，为{most}",
    ),
    "chances_all": (
        "Every rank holds in all recalculations",
        "各位次在所有重新计算中都不变",
    ),
    "chances_about_ranks": (
        "Chance of each rank in %. Framed: the rank as scored.",
        "居各位次的概率（%），方框为本次位次。",
    ),
    "chances_about_bins": (
        "Chance of ten ranks at a time, in %, from the first rank as scored down. Framed: where "
        "the rank as scored lies.",
        "每十个位次一组，居各组的概率（%），按本次位次自上而下；方框为本次位次所在。",
    ),
    "chances_alt": (
        "The chance of each rank for {units}, as shades with numbers.",
        "{units}居各位次的概率，以深浅和数字表示。",
    ),
    "chance_of": ("{rank}: {chance}", "第{rank}位{chance}"),
    "semicolon": ("; ", "；"),
    "chances_read": ("{name}, {rank} as scored. {said}", "{name}，本次{rank}。{said}"),
    # ranks side by side
    "as_scored": ("As scored", "本次位次"),
    "at": ("{head}: {rank}", "{head}{rank}"),
    "line_read": ("{name}. {said}", "{name}：{said}"),
    "scenarios": (
        "{name} runs from {low} to {high}, depending on the scenario",
        "情景不同，{name}可居{low}，也可居{high}",
    ),
    "scenarios_still": (
        "No {units} moves in any scenario",
        "各情景下，没有{units}的位次变动",
    ),
    "scenarios_about": (
        "Rank in each scenario, and as scored. Black: the {units} looked at; blue: the two others "
        "that move most.",
        "各情景下的位次与本次位次。黑线为所选{units}，蓝线为变动最大的另外两个。",
    ),
    "scenarios_left": (
        (
            "Not drawn, because nobody moves, others are ranked or it moves less: {names}.",
            "Not drawn, because nobody moves, others are ranked or they move less: {names}.",
        ),
        "未画出（无变动、排名对象不同或变动较小）：{names}。",
    ),
    "scenarios_alt": (
        "Ranks of {units} side by side: {names}.",
        "{units}在各情景下的位次：{names}。",
    ),
    "trajectories": (
        "Between {first} and {last} {name} moves most, from {start} to {end}",
        "{first}至{last}，变动最大的是{name}：由{start}到{end}",
    ),
    "trajectories_still": (
        "Between {first} and {last} no {units} moves",
        "{first}至{last}，没有{units}的位次变动",
    ),
    "trajectories_about": (
        "Rank as scored in each {period}. Black: the {units} looked at; blue: the two others that "
        "move most.",
        "各{period}本次位次。黑线为所选{units}，蓝线为变动最大的另外两个。",
    ),
    "trajectories_alt": (
        "Ranks of {units} from {first} to {last}.",
        "{units}自{first}至{last}的位次。",
    ),
    # drivers
    "drivers_one": (
        "What moves ranks most: {first} ({first_share})",
        "对位次影响最大的是{first}（{first_share}）",
    ),
    "drivers_two": (
        "What moves ranks most: {first} ({first_share}) and {second} ({second_share})",
        "对位次影响最大的是{first}（{first_share}）和{second}（{second_share}）",
    ),
    "drivers_none": ("No choice moves a rank", "没有哪项选择改变位次"),
    "drivers_about": (
        "Total Sobol index for the mean shift in rank; line: 95% interval. Shares overlap and may "
        "exceed 100%.",
        "平均位次变动的总效应Sobol指数，横线为95%区间。各项有重叠，合计可超过100%。",
    ),
    "drivers_alt": ("Total Sobol indices: {says}.", "总效应Sobol指数：{says}。"),
    "driver_read": ("{name}, {total}", "{name}，{total}"),
    "saltelli": (
        "Saltelli design of {draws} points, {scorings} scorings (scrambled Sobol, seed {seed}).",
        "Saltelli设计{draws}个点，共计分{scorings}次（加扰Sobol序列，随机种子{seed}）。",
    ),
    "loose": (
        "Not every index is within ±10 percentage points yet.",
        "部分指数的误差仍超过±10个百分点。",
    ),
    "factor": ("Factor", "检验因素"),
    "first_order": ("First-order index", "一阶指数"),
    "total": ("Total index", "总效应指数"),
    "half": ("±", "±"),
    # the method grid
    "grid": (
        "{name} is anywhere from {rank} to {last} under {count} pairs of methods; agreement with "
        "the ranking as scored falls to {least}",
        "{count}种方法组合下，{name}居{rank}至{last}，与本次排名的相关系数最低为{least}",
    ),
    "grid_same": (
        (
            "{name} is {rank} under the only pair of methods that goes; agreement with the ranking "
            "as scored is {least}",
            "{name} is {rank} under all {count} pairs of methods; agreement with the ranking as "
            "scored falls to {least}",
        ),
        "{count}种方法组合下，{name}都居{rank}，与本次排名的相关系数最低为{least}",
    ),
    "grid_between": (
        "{name} is anywhere from {rank} to {last} under {count} pairs of methods",
        "{count}种方法组合下，{name}居{rank}至{last}",
    ),
    "grid_one": (
        (
            "{name} is {rank} under the only pair of methods that goes",
            "{name} is {rank} under all {count} pairs of methods",
        ),
        "{count}种方法组合下，{name}都居{rank}",
    ),
    "grid_nothing": (
        "No pair of methods gives a ranking",
        "没有一种方法组合得出排名",
    ),
    "grid_about": (
        "Rank correlation (Spearman) with the ranking as scored, and the rank of {name}. Framed: "
        "the methods of the index. Methods are applied at every level of the tree.",
        "与本次排名的Spearman秩相关系数，及{name}的位次。方框为本指数所用方法；"
        "方法用于指标树各层。",
    ),
    "grid_lifted": (
        "† Scored without the lowest hundredth of the scale, as the method has no value at 0.",
        "† 该方法在0处无值，计分时去掉标度最低的百分之一。",
    ),
    "grid_alt": (
        "Ways to normalise: {rows}; ways to aggregate: {columns}.",
        "{rows}种标准化方法乘以{columns}种合成方法。",
    ),
    "grid_read": (
        "{row}, {column}: correlation {rho}, {name} {rank}",
        "{row}，{column}：相关系数{rho}，{name}{rank}",
    ),
    "grid_read_none": (
        "{row}, {column}: does not go. {why}",
        "{row}，{column}：不适用。{why}",
    ),
    "none": ("not ranked", "未参与排名"),
    "normalisation": ("Normalisation", "标准化"),
    "aggregation": ("Aggregation", "合成"),
    "spearman": ("Spearman's rho", "Spearman秩相关ρ"),
    "why": ("Why not", "不适用的原因"),
    # coverage
    "coverage": (
        (
            "{documented} of {every} figures rests on documents; {status}: {number}",
            "{documented} of {every} figures rest on documents; {status}: {number}",
        ),
        "{every}项数据中{documented}项有据可查，{number}项为{status}",
    ),
    "coverage_given": (
        (
            "{documented} of {every} figures is given; {status}: {number}",
            "{documented} of {every} figures are given; {status}: {number}",
        ),
        "{every}项数据中已提供{documented}项，{number}项为{status}",
    ),
    "coverage_none": (
        (
            "The one figure does not rest on documents; {status}: {number}",
            "None of the {every} figures rests on documents; {status}: {number}",
        ),
        "{every}项数据均无据可查，{number}项为{status}",
    ),
    "coverage_all": (
        ("The one figure rests on documents", "All {every} figures rest on documents"),
        "全部{every}项数据都有据可查",
    ),
    "coverage_all_given": (
        ("The one figure is given", "All {every} figures are given"),
        "全部{every}项数据均已提供",
    ),
    "coverage_about_few": (
        "One cell a figure: {units}, {indicators}. On the right: figures that are observed or "
        "derived.",
        "每格一项数据：{units}、{indicators}。右侧为实际数据与推算数据的项数。",
    ),
    "coverage_about_many": (
        "One cell a figure: {units}, {indicators}, a row each, the most documented first.",
        "每格一项数据：{units}、{indicators}，每行一个，有据数据多者在前。",
    ),
    "coverage_about_many_given": (
        "One cell a figure: {units}, {indicators}, a row each, the most complete first.",
        "每格一项数据：{units}、{indicators}，每行一个，数据较全者在前。",
    ),
    "coverage_alt": (
        "The status of every figure of {units} in {indicators}.",
        "{units}、{indicators}中每项数据的状态。",
    ),
    "coverage_read": (
        "{name}: documented figures {documented} of {every}",
        "{name}：{every}项数据中{documented}项有据可查",
    ),
    "coverage_read_given": (
        "{name}: given figures {documented} of {every}",
        "{name}：{every}项数据中已提供{documented}项",
    ),
    "treated": ("treated", "经异常值处理"),
    # a unit's dimensions
    "ladder": (
        "{name}: {high} on {best}, {low} on {worst}",
        "{name}：{best}居{high}，{worst}居{low}",
    ),
    "ladder_same": ("{name}: {rank} on each dimension", "{name}：各维度均居{rank}"),
    "ladder_unranked": ("{name} is not ranked", "{name}未参与排名"),
    "ladder_about": (
        "Score on each dimension, from {low} to {high}. Grey: {units}; line: the median; on the "
        "right: score and rank.",
        "各维度得分，{low}至{high}。灰点为其他{units}，竖线为中位数，右侧为得分与位次。",
    ),
    "ladder_about_one": (
        "Score on each dimension, from {low} to {high}.",
        "各维度得分，{low}至{high}。",
    ),
    "ladder_alt": ("{name} by dimension. {says}.", "{name}各维度：{says}。"),
    "ladder_read": ("{title}: {score}, {rank}", "{title}：{score}分，{rank}"),
    "ladder_read_unranked": ("{title}: {score}", "{title}：{score}分"),
    "ladder_read_missing": ("{title}: no value", "{title}：无数据"),
    "dimension": ("Dimension", "维度"),
    "weight": ("Weight", "权重"),
    "median_score": ("Median score", "得分中位数"),
    # a unit's gap
    "gap": (
        "{name} is {gap} points behind {rival}, above all on {title} ({part})",
        "{name}落后{rival}{gap}分，主要在{title}（{part}）",
    ),
    "gap_lead": (
        "{name} is {gap} points ahead of {rival}, above all on {title} ({part})",
        "{name}领先{rival}{gap}分，主要在{title}（{part}）",
    ),
    "gap_none": ("{name} and {rival} have the same score", "{name}与{rival}得分相同"),
    "gap_about": (
        "From {name} to {rival}: points that each dimension adds, {gap} together. Axis "
        "starts at {low}. Points are rounded and may not add up.",
        "由{name}到{rival}，各维度的增减，合计{gap}分。横轴自{low}起。"
        "分值经四舍五入，合计或有出入。",
    ),
    "gap_alt": ("From one score to the other: {says}.", "由一方得分到另一方得分：{says}。"),
    "points": ("Points", "分值"),
    "reached": ("Score reached", "累计得分"),
    # what experts judged
    "experts": (
        "Experts differ most on {title}: from {low} ({least}) to {high} ({most})",
        "专家分歧最大的是{title}：{least}给{low}，{most}给{high}",
    ),
    "experts_alike": ("All experts weigh alike", "各位专家的权重相同"),
    "experts_one": (
        "The expert gives most to {title}: {high}",
        "专家最看重的是{title}：{high}",
    ),
    "experts_about": (
        "Share of what it is part of. Bar: the group's weight, on the right in figures; numbered "
        "rings: each expert's.",
        "占上级比重。竖条为专家组权重，数值见右侧；带号圆圈为各位专家的权重。",
    ),
    "experts_about_many": (
        "Share of what it is part of. Bar: the group's weight, on the right in figures; dots: "
        "each expert's.",
        "占上级比重。竖条为专家组权重，数值见右侧；圆点为各位专家的权重。",
    ),
    "experts_alt": (
        "Weights by the group and by each expert. {says}.",
        "专家组与各位专家的权重：{says}。",
    ),
    "experts_read": ("{title}: {said}", "{title}：{said}"),
    "expert_said": ("{expert} {share}", "{expert}{share}"),
    "an_expert": ("an expert", "一位专家"),
    "expert_ranks": (
        "{name} runs from {low} to {high}, depending on the expert",
        "按不同专家的权重，{name}可居{low}，也可居{high}",
    ),
    "expert_ranks_still": (
        "No {units} moves, whichever expert's weights are taken",
        "无论取哪位专家的权重，没有{units}的位次变动",
    ),
    "expert_ranks_about": (
        "Rank under the group's weights, and under those of each expert. Black: the {units} "
        "looked at; blue: the two others that move most.",
        "按专家组权重与各位专家权重的位次。黑线为所选{units}，蓝线为变动最大的另外两个。",
    ),
    "expert_ranks_alt": (
        "Ranks of {units} under the weights of: {names}.",
        "{units}按以下权重的位次：{names}。",
    ),
    # what cannot be drawn
    "unknown": ("there is no chart `{name}`", "没有名为`{name}`的图"),
    "ending": (
        "a chart is written as {known}, not as `{ending}`",
        "图可写成{known}，不能写成`{ending}`",
    ),
    "too_few": (
        "`{name}` takes two ranked units at least",
        "`{name}`至少需要两个参与排名的评价对象",
    ),
    "of_a_unit": (
        "`{name}` is of one unit: name it with --unit (in Python `unit`)",
        "`{name}`只画一个评价对象：请用--unit指明（Python中为`unit`）",
    ),
    "without_pairs": (
        "for `{name}` pairs are counted of 400 units at most",
        "`{name}`至多统计400个评价对象的两两比较",
    ),
    "without_rival": (
        "for `{name}` a unit must be ranked, with another above or below it",
        "`{name}`要求该对象参与排名，且上下另有对象",
    ),
    "without_uncertainty": (
        "for `{name}` nothing was recalculated",
        "`{name}`所需的重新计算没有做",
    ),
    "without_factors": (
        "for `{name}` no factor was varied",
        "`{name}`没有变动任何检验因素",
    ),
    "without_scenarios": ("for `{name}` there are no scenarios", "`{name}`没有可用的情景"),
    "without_grid": (
        "for `{name}` no other method goes with this index",
        "`{name}`没有其他方法适用于本指数",
    ),
    "without_map": (
        "`{name}` is drawn on shapes of your own: name them, as `--map regions.geojson`",
        "`{name}`需用户提供图形，如`--map regions.geojson`",
    ),
    "without_history": (
        "for `{name}` the data must hold several years",
        "`{name}`要求数据包含多个年份",
    ),
    "without_audit": ("for `{name}` there is no audit", "`{name}`没有可用的统计审查"),
    "without_obstacles": ("for `{name}` no gaps are known", "`{name}`没有可计算的差距"),
    "without_disparity": (
        "for `{name}` the data must hold groups of units, or several years",
        "`{name}`要求数据包含评价对象的分组或多个年份",
    ),
    "empty_correlations": (
        "for `{name}` no two nodes vary together among enough units",
        "`{name}`没有可计算相关系数的两项",
    ),
    "empty_importance": (
        "for `{name}` too few units vary to say what weights do",
        "`{name}`：有差异的评价对象太少，无法计算实际影响力",
    ),
    "without_elicited": (
        "for `{name}` no scheme of this index was asked of experts; see `coopindex elicit`",
        "`{name}`：本指数没有专家给出的权重方案，参见`coopindex elicit`",
    ),
    "empty_experts": (
        "for `{name}` the scheme's file does not hold the weights of each expert",
        "`{name}`：权重方案的文件未记录各位专家的权重",
    ),
    "empty_expert_ranks": (
        "for `{name}` the scheme's file does not hold the weights of each expert, or units cannot "
        "be scored under them",
        "`{name}`：权重方案的文件未记录各位专家的权重，或按其权重无法计分",
    ),
    "empty_treated": ("for `{name}` no figure was treated", "`{name}`：没有经异常值处理的数据"),
    "empty_obstacles": ("for `{name}` no unit has a gap", "`{name}`：没有存在差距的评价对象"),
    "empty_disparity": (
        "for `{name}` the data must hold groups, and the scores must differ",
        "`{name}`要求数据包含分组，且得分有差异",
    ),
    # the audit
    "node": ("node", "指标"),
    "against": ("other", "对照"),
    "relation": ("stand", "关系"),
    "relation_inside": ("in one dimension", "同一维度"),
    "relation_across": ("in two dimensions", "不同维度"),
    "relation_parent": ("one in the other", "上下级"),
    "relation_above": ("one in the other", "上下级"),
    "negative": ("−0.4 or less", "−0.4及以下"),
    "framed": ("named by the audit", "审查所指"),
    "correlations": (
        (
            "The audit names the one pair: they say the same, or run against each other",
            "The audit names {flagged} of {count} pairs: they say the same, or run against each "
            "other",
        ),
        "{count}对中审查指出{flagged}对：内容重复或方向相反",
    ),
    "correlations_none": (
        ("The audit does not name the one pair", "Of {count} pairs the audit names none"),
        "{count}对中审查未指出任何一对",
    ),
    "correlations_about": (
        "Pearson's r of points, in the order of the tree. The more a cell stands out, the "
        "stronger; −: against each other.",
        "各项得分的相关系数（Pearson），按指标体系排列：色块越醒目，相关越强；“−”表示方向相反。",
    ),
    "correlations_alt": (
        "Triangle of the correlations of nodes, {number} in all.",
        "{number}项之间相关系数的三角图。",
    ),
    "declared": ("declared weight", "名义权重"),
    "effective": ("importance", "实际影响力"),
    "importance": (
        "{title} has a weight of {weight} and an importance of {importance}",
        "{title}权重为{weight}，实际影响力为{importance}",
    ),
    "importance_about": (
        "Declared weight of each node in what it is part of, and its share in the main effects "
        "there (local linear fit), that is, how much it really counts.",
        "各项在其上级中的名义权重，以及在主效应中的占比（局部线性拟合），即实际影响力。",
    ),
    "importance_alt": ("Weight and importance: {says}.", "权重与实际影响力：{says}。"),
    "importance_read": (
        "{title}: weight {weight}, importance {importance}",
        "{title}：权重{weight}，实际影响力{importance}",
    ),
    "before": ("before", "处理前"),
    "afterwards": ("after", "处理后"),
    "skewness": ("skewness", "偏度"),
    "treated_title": (
        (
            "The treatment moved figures of one indicator ({cells})",
            "The treatment moved figures of {count} indicators ({cells})",
        ),
        "异常值处理涉及{count}项指标的{cells}个数据",
    ),
    "treated_about": (
        "Each dot a unit, each indicator on its own scale, before and after the treatment; at the "
        "end of the line the skewness.",
        "每点为一个评价对象，各指标自有标尺，分处理前后；行末为偏度。",
    ),
    "treated_alt": ("Before and after the treatment: {says}.", "处理前后：{says}。"),
    "treated_read": (
        "{title}: {count} moved, skewness {before} before, {after} after",
        "{title}：调整{count}个，偏度由{before}变为{after}",
    ),
    "obstacles_alt": ("Mean obstacles: {says}.", "平均障碍度：{says}。"),
    "disparity_alt": ("Parts of the Gini coefficient: {says}.", "基尼系数的分解：{says}。"),
    "no_font": (
        "no installed font has the characters `{text}`",
        "已安装的字体都没有这些字符：`{text}`",
    ),
    "no_font.hint": (
        'install a font that has them; for Chinese `pip install "coopindex[fonts]"` brings one',
        '请安装含有这些字符的字体；中文字体可用`pip install "coopindex[fonts]"`安装',
    ),
    # of an answer that is to be drawn
    "no_answer": ("a {kind} has no chart", "{kind}没有图表"),
    "ask_first": (
        "draw what `uncertainty`, `sensitivity`, `scenarios`, `grid`, `audit`, `obstacles`, "
        "`disparity` or `explain` answered, or call a chart by its name: `plot.ranking()`",
        "请传入`uncertainty`、`sensitivity`、`scenarios`、`grid`、`audit`、`obstacles`、"
        "`disparity`或`explain`的回答，或按名称调用图表：`plot.ranking()`",
    ),
    "of_another": ("this answer is about another scoring", "这一回答属于另一次计分"),
    "of_another.hint": (
        "draw it by the `plot` of the scoring that was asked",
        "请用得出该回答的计分结果的`plot`绘制",
    ),
    # what each is for, as a list shows it
    "about_ranking": ("the ranking, with contributions and intervals", "排名、得分构成与位次区间"),
    "about_intervals": ("the interval of every rank", "各位次的区间"),
    "about_pairs": ("who can be told apart", "哪些可分先后"),
    "about_chances": ("the chance of every rank", "居各位次的概率"),
    "about_scenarios": ("ranks in named scenarios", "各情景下的位次"),
    "about_drivers": ("which choice moves ranks most", "哪项选择对位次影响最大"),
    "about_grid": ("ranks under other methods", "其他方法下的位次"),
    "about_map": ("the score on your own shapes (--map)", "自备地图上的得分（--map）"),
    "about_trajectories": ("ranks over time", "各期位次"),
    "about_experts": ("the weights that each expert gave", "各位专家的权重"),
    "about_expert_ranks": ("ranks under each expert's weights", "按各位专家权重的位次"),
    "about_coverage": ("what the figures rest on", "数据依据"),
    "about_correlations": ("which indicators go together", "哪些指标相关"),
    "about_importance": ("declared weights against what they do", "名义权重与实际影响力"),
    "about_treated": ("values before and after treatment", "异常值处理前后的数据"),
    "about_obstacles": ("what causes the gaps to the ideal", "与理想状态差距的成因"),
    "about_disparity": ("disparity within and between groups", "组内与组间差异"),
    "about_ladder": ("a unit on each dimension (--unit)", "一个评价对象的各维度（--unit）"),
    "about_gap": (
        "what separates a unit from the next (--unit)",
        "一个评价对象与上一位的差距（--unit）",
    ),
}

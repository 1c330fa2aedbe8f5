"""The statistical assessment: rules, what they find, what to do, and the tables behind them."""

PHRASES = {
    "title": ("Statistical audit", "统计审查"),
    "verdict": (
        "Of {rules} rules {wrong} find something wrong, {look} something to look at, {holds} hold, "
        "{untested} could not be tested here.",
        "共{rules}条规则：{wrong}条发现错误，{look}条须关注，{holds}条通过，{untested}条在此无法检验。",
    ),
    "necessary": (
        "Statistical soundness is necessary, not sufficient: whether the indicators say what they "
        "are meant to say, no statistic knows.",
        "统计上站得住只是必要条件：指标是否切合所要衡量的内容，统计无从判断。",
    ),
    "is_wrong": (
        "Wrong: {title} ({count} of {cases}) · `{rule}`",
        "有误：{title}（{cases}项中{count}项）· `{rule}`",
    ),
    "is_look": (
        "To look at: {title} ({count} of {cases}) · `{rule}`",
        "须关注：{title}（{cases}项中{count}项）· `{rule}`",
    ),
    "holds": ("What holds: nothing of this kind was found", "通过：未发现下列情形"),
    "untested": (
        "Not tested: there is nothing here to test them on, or as said",
        "未能检验：此处没有可检验的内容，或另有说明",
    ),
    "why_untested": ("{title}: {why}", "{title}：{why}"),
    "more": ("and {count} more in --table findings", "另有{count}项，见--table findings"),
    "no_rows": ("None.", "无。"),
    "finding": ("{first}: {rest}", "{first}：{rest}"),
    "sources": ("Where the rules and thresholds are from", "规则与阈值的出处"),
    "by": ("{rules}: {source}", "{rules}：{source}"),
    "jrc": (
        "Less than ±{places} positions shift with respect to the simulated median in {share} of "
        "the cases ({draws}).",
        "{share}的情形下，位次相对模拟中位数的变动在±{places}位以内（{draws}）。",
    ),
    "jrc_read": (
        "The sentence is that of the JRC's audit of the WJP Rule of Law Index 2014, which found "
        "96%; the cases are here the units whose rank as scored lies within ±{places} places of "
        "the simulated median. --table shift has five other readings.",
        "此句出自欧盟联合研究中心（JRC）对世界正义工程2014年法治指数的审查（该处为96%）；此处的“情形”指本次位次与模拟中位数相差不超过{places}位的{units}。"
        "其余五种解读见--table shift。",
    ),
    "draws": (("one recalculation", "{count:,} recalculations"), "{count:,}次重新计算"),
    # -- errors ----------------------------------------------------------------------------------
    "no-such-option": (
        "the table `{table}` takes no `{option}`",
        "表`{table}`没有选项`{option}`",
    ),
    "no-options.hint": ("`{table}` takes no options", "`{table}`不带选项"),
    "no-number": (
        "`{written}` is no threshold: write NAME=NUMBER, such as redundant=0.95 or "
        "coverage_unit=65%",
        "`{written}`不是阈值：请写“名称=数值”，如`redundant=0.95`或`coverage_unit=65%`",
    ),
    "no-level": (
        "there is no level {level}: the index has levels 1 (indicators) to {most}",
        "没有第{level}层：本指数有第1层（指标）至第{most}层",
    ),
    "option-of-no-table": (
        "none of the tables asked for takes `{option}`; name one that does: {names}",
        "所要求的表均无选项`{option}`；请写明有此选项的表：{names}",
    ),
    # -- chapters --------------------------------------------------------------------------------
    "chapter_data": ("the figures", "数据"),
    "chapter_coverage": ("coverage", "数据覆盖"),
    "chapter_distributions": ("distributions", "分布"),
    "chapter_correlations": ("correlations", "相关"),
    "chapter_reliability": ("reliability", "信度"),
    "chapter_weights": ("weights", "权重"),
    "chapter_ranking": ("the ranking", "排名"),
    "chapter_years": ("comparability over time", "跨期可比性"),
    # -- rules: what each asks, what it finds, what to do ----------------------------------------
    "rule_illustrative": ("illustrative figures", "示意性数据"),
    "found_illustrative": (
        "{figure} of the figures are illustrative ({count} of {cells}), so that what follows says "
        "how the illustration behaves, not the world",
        "{cells}个数据中{count}个为示意性数据（{figure}），以下各项反映的是示意数据，而非实际情况",
    ),
    "do_illustrative": (
        "Put observed figures in their place before anything is published.",
        "公布之前，以实际数据取代。",
    ),
    "rule_assumed": ("weights that are only assumed", "仅为假定的权重"),
    "found_assumed": ("{node} ({figure} of the index)", "{node}（占总指数{figure}）"),
    "do_assumed": (
        "Find the weights that were published, or say whose judgement they are; `guarantee` says "
        "what holds whatever they be.",
        "查明公布的权重，或说明由谁判断；`guarantee`给出不论权重如何都成立的结论。",
    ),
    "rule_few_units": ("fewer than {threshold} ranked units", "参与排名的{units}不足{threshold}个"),
    "found_few_units": (
        "among so few ({figure}) correlations are orders of magnitude, and rules over them speak "
        "by chance",
        "仅{figure}个{units}：相关系数只能看数量级，由其得出的判断带有偶然性",
    ),
    "do_few_units": (
        "Read correlations with their p-values, and let no single one decide.",
        "结合p值看相关系数，勿凭单项下结论。",
    ),
    "rule_coverage_unit": (
        "units with less than {threshold} of the indicators",
        "指标数据不足{threshold}的{units}",
    ),
    "found_coverage_unit": ("{unit} ({figure})", "{unit}（{figure}）"),
    "do_coverage_unit": (
        "Leave them out of the ranking (`ranked: minimum_present`), or find their figures.",
        "不列入排名（`ranked: minimum_present`），或补齐数据。",
    ),
    "rule_coverage_indicator": (
        "indicators that less than {threshold} of the units have",
        "有数据的{units}不足{threshold}的指标",
    ),
    "found_coverage_indicator": ("{node} ({figure})", "{node}（{figure}）"),
    "do_coverage_indicator": (
        "Find another source, or leave the indicator out.",
        "另找来源，或舍去该指标。",
    ),
    "rule_coverage_dimension": (
        "dimensions of which some units have less than {threshold}",
        "部分{units}数据不足{threshold}的维度",
    ),
    "found_coverage_dimension": (
        "{node} ({count} of them, the least with {figure})",
        "{node}（{count}个，最低{figure}）",
    ),
    "do_coverage_dimension": (
        "Say how many indicators a dimension's score needs (`missing: minimum_present`).",
        "规定维度得分所需的最少指标（`missing: minimum_present`）。",
    ),
    "rule_constant": ("indicators that are the same everywhere", "处处相同的指标"),
    "found_constant": ("{node}", "{node}"),
    "do_constant": (
        "Leave it out: it tells nobody apart.",
        "舍去：该指标无法区分任何对象。",
    ),
    "rule_same": (
        "indicators of which more than {threshold} of the values are one",
        "同一取值超过{threshold}的指标",
    ),
    "found_same": ("{node} ({figure} are equal)", "{node}（{figure}相同）"),
    "do_same": (
        "Look for a finer measure, or score it as categories.",
        "寻找更细的度量，或按类别计分。",
    ),
    "rule_zeros": (
        "indicators of which more than {threshold} of the values are 0",
        "零值超过{threshold}的指标",
    ),
    "found_zeros": ("{node} ({figure})", "{node}（{figure}）"),
    "do_zeros": (
        "Ask whether a 0 was measured or means that nothing is known.",
        "查明0是实测值，还是表示不详。",
    ),
    "rule_outliers": (
        "indicators with outliers left (|skewness| of {threshold} and kurtosis)",
        "仍有异常值的指标（偏度绝对值达{threshold}且峰度超限）",
    ),
    "found_outliers": (
        "{node} (skewness {figure}, kurtosis {kurtosis})",
        "{node}（偏度{figure}，峰度{kurtosis}）",
    ),
    "do_outliers": (
        "Treat them (`treatment: winsorise`, or a logarithm), or the scale is made by a few.",
        "加以处理（`treatment: winsorise`或取对数），否则尺度由少数对象决定。",
    ),
    "rule_against": (
        "nodes that run against their own dimension",
        "与所属维度反向的指标或维度",
    ),
    "found_against": ("{node} with {other} (r = {figure})", "“{node}”与“{other}”（r＝{figure}）"),
    "do_against": (
        "Check its direction first; if that is right, it belongs elsewhere or nowhere.",
        "先核对方向；方向无误，则应归入别处或舍去。",
    ),
    "rule_negative": (
        "siblings that run against each other (r below {threshold}, beyond chance)",
        "同一维度内负相关（r低于{threshold}，且非偶然）",
    ),
    "found_negative": (
        "{node} and {other} (r = {figure}, p = {p})",
        "“{node}”与“{other}”（r＝{figure}，p＝{p}）",
    ),
    "do_negative": (
        "Averaging them hides what each says: check directions, or part them.",
        "取平均会相互抵消：核对方向，或分列两处。",
    ),
    "rule_elsewhere": (
        "nodes that correlate more with another dimension than with their own",
        "与其他维度更相关的指标或维度",
    ),
    "found_elsewhere": (
        "{node}: {other} (r = {figure}) before {parent} ({own})",
        "{node}：与“{other}”（r＝{figure}）高于“{parent}”（{own}）",
    ),
    "do_elsewhere": (
        "Ask whether it is in the right place.",
        "考虑其归属是否恰当。",
    ),
    "rule_redundant": (
        "siblings that say the same (r of at least {threshold})",
        "信息重复（r不低于{threshold}）",
    ),
    "found_redundant": ("{node} and {other} (r = {figure})", "“{node}”与“{other}”（r＝{figure}）"),
    "do_redundant": (
        "One of them is enough, or they share a weight: else the same thing counts twice.",
        "取其一，或合占一份权重，以免重复计算。",
    ),
    "rule_repeated": (
        "indicators of different dimensions that say the same (r of at least {threshold})",
        "跨维度的信息重复（r不低于{threshold}）",
    ),
    "found_repeated": ("{node} and {other} (r = {figure})", "“{node}”与“{other}”（r＝{figure}）"),
    "do_repeated": (
        "The same thing counts in two dimensions: leave it in the one that it belongs to.",
        "同一内容计入两个维度：只保留在所属维度。",
    ),
    "rule_unlinked": (
        "nodes without link to their siblings (mean r below {threshold})",
        "与同级缺乏联系（平均r低于{threshold}）",
    ),
    "found_unlinked": ("{node} ({figure})", "{node}（{figure}）"),
    "do_unlinked": (
        "What the others say it does not: keep it only if the concept needs it.",
        "其内容与同级无关：概念确有需要才保留。",
    ),
    "rule_size": (
        "indicators that still go with size (|r| of at least {threshold})",
        "仍与规模相关的指标（r绝对值不低于{threshold}）",
    ),
    "found_size": ("{node} with {size} (r = {figure})", "“{node}”与“{size}”（r＝{figure}）"),
    "do_size": (
        "Divide it by that variable (`denomination`), unless size is what is meant.",
        "按该变量折算（`denomination`），除非本意就是衡量规模。",
    ),
    "rule_alpha": (
        "families with a Cronbach's alpha below {threshold}",
        "克朗巴哈α系数低于{threshold}",
    ),
    "found_alpha": ("{node} ({figure})", "{node}（{figure}）"),
    "do_alpha": (
        "Its children do not measure one thing; say that they are not meant to, or regroup them "
        "(--table items says which one lowers it).",
        "其下各项并非衡量同一内容；说明本意如此，或重新归类（--table items列出拉低者）。",
    ),
    "rule_latent": (
        "families of several latent dimensions (eigenvalues above 1)",
        "含多个潜在维度（特征值大于1）",
    ),
    "found_latent": ("{node} ({figure})", "{node}（{figure}个）"),
    "do_latent": (
        "Look at --table loadings: the second component shows where the family parts.",
        "看--table loadings：第二主成分显示其分化之处。",
    ),
    "rule_first_component": (
        "families whose first component explains less than {threshold}",
        "第一主成分解释不足{threshold}",
    ),
    "found_first_component": ("{node} ({figure})", "{node}（{figure}）"),
    "do_first_component": (
        "One number says little of so many things: regroup, or publish the parts.",
        "一个数难以概括：重新归类，或分别公布。",
    ),
    "rule_imbalance": (
        "importance {threshold} times the weight or more, or as much less",
        "实际影响力与名义权重相差{threshold}倍以上",
    ),
    "found_imbalance": (
        "{node} in {other} (weight {weight}, importance {share})",
        "“{other}”中的“{node}”（权重{weight}，实际影响力{share}）",
    ),
    "do_imbalance": (
        "--table balance has the weights under which importance is what was declared.",
        "--table balance给出使实际影响力与名义权重相符的权重。",
    ),
    "rule_leave_one_out": (
        "indicators without which the mean shift of ranks is {threshold} or more",
        "剔除后位次平均变动{threshold}位以上的指标",
    ),
    "found_leave_one_out": (
        "{node} (mean shift {figure}, largest {largest})",
        "{node}（平均{figure}位，最多{largest}位）",
    ),
    "do_leave_one_out": (
        "The ranking hangs on it: make sure of its figures, and say so.",
        "排名系于此项：务必核实其数据，并加以说明。",
    ),
    "rule_compensability": (
        "ranks that a geometric mean shifts by {threshold} or more on average",
        "改用几何平均后位次平均变动{threshold}位以上",
    ),
    "found_compensability": (
        "mean shift {figure}, largest {largest}",
        "平均{figure}位，最多{largest}位",
    ),
    "do_compensability": (
        "Say why strong children may make up for weak ones, or use a mean that allows less of it.",
        "说明为何可以长板补短板，或改用补偿程度较低的平均。",
    ),
    "rule_shift": (
        "fewer than {threshold} of the units near their simulated median",
        "位次接近模拟中位数的{units}不足{threshold}",
    ),
    "found_shift": (
        "{figure} of the units lie within ±{places} places",
        "{figure}的{units}在±{places}位以内",
    ),
    "do_shift": (
        "Publish intervals of ranks beside the ranks (`uncertainty`).",
        "在位次之外公布位次区间（`uncertainty`）。",
    ),
    "rule_added_value": (
        "dimensions in which fewer than {threshold} of the units stand elsewhere",
        "位次有别的{units}不足{threshold}的维度",
    ),
    "found_added_value": (
        "{node} ({figure} stand {places} away or more)",
        "{node}（{figure}相差{places}位以上）",
    ),
    "do_added_value": (
        "The dimension tells what the index tells: ask what it is for.",
        "该维度所说与总指数无异：考虑其用处。",
    ),
    "rule_overruled": (
        "units behind one that they equal or better in every indicator",
        "各项指标均不逊色却排在其后的{units}",
    ),
    "found_overruled": ("{unit} (behind {figure})", "{unit}（排在{figure}个之后）"),
    "do_overruled": (
        "The index contradicts its own indicators: check directions and the aggregation.",
        "指数与自身指标相悖：核对方向与合成方法。",
    ),
    "rule_decided": (
        "more than {threshold} of the pairs decided without weights",
        "不论权重已分先后的超过{threshold}",
    ),
    "found_decided": ("{figure} of the pairs", "{figure}的配对"),
    "do_decided": (
        "Weights hardly matter here: a shorter list of indicators would rank alike.",
        "权重几乎不起作用：精简指标，排名也大致相同。",
    ),
    "rule_scale_by_year": (
        "scores on a scale, or under weights, of each {period}'s own",
        "各{period}自成尺度或权重各异的得分",
    ),
    "found_weights_by_year": (
        "each {period} has weights of its own ({figure} of them): ranks can be compared over them, "
        "scores cannot",
        "各{period}权重各自计算（共{figure}期）：位次可跨期比较，得分不可",
    ),
    "found_scale_by_year": (
        "each {period} has a scale of its own ({figure} of them): ranks can be compared over them, "
        "scores cannot",
        "各{period}各自拟合（共{figure}期）：位次可跨期比较，得分不可",
    ),
    "do_scale_by_year": (
        "Fit all together (`reference: {{years: all}}`) or hold a scale (--on-scale).",
        "各期一并拟合（`reference: {{years: all}}`），或沿用既定基准（--on-scale）。",
    ),
    "rule_units_by_year": ("{periods} in which units come or go", "{units}有增减的{periods}"),
    "found_units_by_year": ("{year} ({came} new, {went} gone)", "{year}（增{came}，减{went}）"),
    "do_units_by_year": (
        "Such ranks are of different fields: compare those present in both.",
        "排名范围不同：只比较两期都有的对象。",
    ),
    "rule_indicators_by_year": (
        "{periods} in which indicators come or go",
        "指标有增减的{periods}",
    ),
    "found_indicators_by_year": (
        "{year} ({came} new, {went} gone)",
        "{year}（增{came}，减{went}）",
    ),
    "do_indicators_by_year": (
        "What is measured differs: `change` says what each cause brought.",
        "各期衡量的内容不同：`change`分解各项原因。",
    ),
    # -- where thresholds are from ---------------------------------------------------------------
    "source_ours": ("The threshold is our own.", "阈值为本工具自定。"),
    "source_jrc_faq": (
        "Threshold: JRC, Competence Centre on Composite Indicators and Scoreboards, FAQs, data "
        "coverage (https://composite-indicators.jrc.ec.europa.eu/?q=faqs).",
        "阈值出处：JRC综合指标能力中心，常见问题，数据覆盖"
        "（https://composite-indicators.jrc.ec.europa.eu/?q=faqs）。",
    ),
    "source_jrc_ssi": (
        "Rule: JRC, statistical audit of the Sustainable Society Index 2012: each indicator goes "
        "with its own category more than with any other, all positively and beyond chance inside.",
        "规则出处：JRC对2012年可持续社会指数的审查：各指标与本类相关高于他类，类内相关均为正且非偶然。",
    ),
    "source_jrc_wjp": (
        "Sentence: JRC, statistical audit of the WJP Rule of Law Index 2014, which found 96%; the "
        "threshold is our own.",
        "表述出处：JRC对世界正义工程2014年法治指数的审查（该处为96%）；阈值为本工具自定。",
    ),
    "source_handbook": (
        "Threshold: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3 "
        "(https://doi.org/10.1787/9789264043466-en).",
        "阈值出处：经合组织与JRC（2008）《综合指标构建手册》第3步"
        "（https://doi.org/10.1787/9789264043466-en）。",
    ),
    "source_kaiser": (
        "Threshold: Kaiser (1960), https://doi.org/10.1177/001316446002000116.",
        "阈值出处：Kaiser（1960），https://doi.org/10.1177/001316446002000116。",
    ),
    "source_coinr_stats": (
        "Threshold: default of COINr 1.1.14, get_stats and Treat.",
        "阈值出处：COINr 1.1.14的默认值（`get_stats`、`Treat`）。",
    ),
    "source_coinr_flags": (
        "Threshold: default of COINr 1.1.14, get_corr_flags.",
        "阈值出处：COINr 1.1.14的默认值（`get_corr_flags`）。",
    ),
    "source_coinr_size": (
        "Threshold: default of COINr 1.1.14, get_denom_corr.",
        "阈值出处：COINr 1.1.14的默认值（`get_denom_corr`）。",
    ),
    "source_implicit": (
        "Question: Paruolo, Saisana & Saltelli (2013), "
        "https://doi.org/10.1111/j.1467-985X.2012.01059.x; the threshold is our own.",
        "问题出处：Paruolo、Saisana与Saltelli（2013），"
        "https://doi.org/10.1111/j.1467-985X.2012.01059.x；阈值为本工具自定。",
    ),
    "source_sdg": (
        "Reading of ranks: SDG Report (2 or 3 places say nothing, 10 do); the threshold is our "
        "own.",
        "位次解读：《可持续发展报告》（相差两三位无意义，10位有意义）；阈值为本工具自定。",
    ),
    # -- tables ----------------------------------------------------------------------------------
    "table_findings": ("Findings", "发现"),
    "table_rules": ("Rules", "规则"),
    "table_coverage": ("Coverage by {unit}", "各{unit}的数据覆盖"),
    "table_coverage_indicators": ("Coverage by indicator", "各指标的数据覆盖"),
    "table_coverage_nodes": ("Coverage of dimensions", "各维度的数据覆盖"),
    "table_distributions": (
        "Distributions, before and after the treatment of outliers",
        "异常值处理前后的分布",
    ),
    "table_treated": ("Cells that the treatment changed", "处理过的数据"),
    "table_correlations": ("Correlations", "相关系数"),
    "table_structure": (
        "Correlations with the own dimension and with others",
        "与本维度及其他维度的相关",
    ),
    "table_denominators": ("Correlations with size", "与规模的相关"),
    "table_reliability": ("Reliability of each family", "各组指标的信度"),
    "table_items": ("Items of each family", "各组指标的条目"),
    "table_components": ("Principal components", "主成分"),
    "table_loadings": ("Loadings", "主成分系数"),
    "table_importance": ("Weights and importance", "名义权重与实际影响力"),
    "table_balance": ("Weights that would balance the importance", "使影响力与权重相符的权重"),
    "table_leave_one_out": ("Leave one out", "逐一剔除"),
    "table_ranks_without": ("Ranks without each node", "剔除后的位次"),
    "table_compensability": ("Compensability: means of other orders", "可补偿性：不同阶的平均"),
    "table_shift": ("The JRC's sentence, six readings", "JRC表述的六种解读"),
    "table_shift_units": ("Rank as scored and simulated ranks", "本次位次与模拟位次"),
    "table_added_value": (
        "Added value: ranks elsewhere than in the index",
        "附加价值：与总指数位次之别",
    ),
    "table_dominance": ("Dominance", "占优关系"),
    "table_standings": ("Standings", "各项位次"),
    "table_years": ("Comparability over time", "跨期可比性"),
    # -- columns ---------------------------------------------------------------------------------
    "column_rule": ("rule", "规则"),
    "column_severity": ("severity", "程度"),
    "column_figure": ("figure", "数值"),
    "column_threshold": ("threshold", "阈值"),
    "column_message": ("finding", "发现"),
    "column_suggestion": ("suggestion", "建议"),
    "column_source": ("source", "出处"),
    "column_chapter": ("chapter", "部分"),
    "column_verdict": ("verdict", "结论"),
    "column_cases": ("cases", "检验数"),
    "column_findings": ("findings", "发现数"),
    "column_worst": (
        "furthest",
        "最远",
    ),
    "column_unit": ("unit", "评价对象"),
    "column_ranked": ("ranked", "列入排名"),
    "column_indicators": ("indicators", "指标数"),
    "column_missing": ("missing", "缺失"),
    "column_zero": ("zero", "零值"),
    "column_missing_or_zero": ("missing or 0", "缺失或零"),
    "column_present": ("present", "有数据占比"),
    "column_nonzero": ("not 0", "非零"),
    "column_weight": ("weight", "权重"),
    "column_imputed": ("imputed", "插补"),
    "column_node": ("node", "指标或维度"),
    "column_units": ("units", "对象数"),
    "column_available": ("available", "有数据"),
    "column_observed": ("observed", "实际"),
    "column_derived": ("derived", "推算"),
    "column_estimated": ("estimated", "估计"),
    "column_illustrative": ("illustrative", "示意"),
    "column_level": ("level", "层"),
    "column_step": ("step", "步骤"),
    "column_unique": ("different", "不同值"),
    "column_same": ("most equal", "最多同值"),
    "column_minimum": ("minimum", "最小值"),
    "column_maximum": ("maximum", "最大值"),
    "column_mean": ("mean", "均值"),
    "column_median": ("median", "中位数"),
    "column_sd": ("sd", "标准差"),
    "column_skewness": ("skewness", "偏度"),
    "beside_before": ("before", "处理前"),
    "beside_after": ("after", "处理后"),
    "column_kurtosis": ("kurtosis", "峰度"),
    "column_outliers": ("outliers", "异常值"),
    "column_share_nonzero": ("share not 0", "非零占比"),
    "column_share_unique": ("share different", "不同值占比"),
    "column_share_same": ("share equal", "同值占比"),
    "column_before": ("before", "处理前"),
    "column_after": ("after", "处理后"),
    "column_moved": ("moved", "变动"),
    "column_done": ("done", "处理"),
    "column_other": ("with", "对方"),
    "column_relation": ("relation", "关系"),
    "column_method": ("method", "方法"),
    "column_n": ("n", "n"),
    "column_r": ("r", "r"),
    "column_p": ("p", "p"),
    "column_parent": ("dimension", "维度"),
    "column_r_parent": ("r with it", "与其r"),
    "column_p_parent": ("p", "p"),
    "column_elsewhere": ("most with", "最相关的其他维度"),
    "column_r_elsewhere": ("r there", "其r"),
    "column_mean_r": ("mean r", "平均r"),
    "column_lowest": ("least with", "最不相关的同级"),
    "column_r_lowest": ("least r", "最低r"),
    "column_highest": ("most, sibling", "最相关的同级"),
    "column_r_highest": ("most r", "最高r"),
    "column_denominator": ("size", "规模变量"),
    "column_divided": ("divided by it", "已折算"),
    "column_of": ("of", "范围"),
    "column_complete": ("complete", "无缺失"),
    "column_items": ("items", "项数"),
    "column_left_out": ("left out", "舍去"),
    "column_alpha": ("alpha", "α"),
    "column_alpha_standardised": ("alpha, standardised", "标准化α"),
    "column_kmo": ("KMO", "KMO"),
    "column_bartlett": ("Bartlett", "Bartlett"),
    "column_bartlett_df": ("df", "自由度"),
    "column_bartlett_p": ("p", "p"),
    "column_eigenvalues_above_1": ("eigenvalues > 1", "特征值>1"),
    "column_first_share": ("first component", "第一主成分"),
    "column_why": ("remark", "备注"),
    "column_item": ("item", "条目"),
    "column_item_total_r": ("r with the others' sum", "与其余之和的r"),
    "column_msa": ("MSA", "MSA"),
    "column_alpha_without": ("alpha without", "剔除后α"),
    "column_alpha_standardised_without": ("standardised without", "剔除后标准化α"),
    "column_component": ("component", "主成分"),
    "column_eigenvalue": ("eigenvalue", "特征值"),
    "column_share": ("share", "占比"),
    "column_cumulative": ("cumulative", "累计"),
    "column_loading": ("loading", "系数"),
    "column_target": ("in", "所属"),
    "column_linear": ("linear", "线性"),
    "column_bins": ("bins", "分箱"),
    "column_bandwidth": ("bandwidth", "带宽"),
    "column_local_linear": ("local linear", "局部线性"),
    "column_share_linear": ("share, linear", "占比（线性）"),
    "column_share_bins": ("share, bins", "占比（分箱）"),
    "column_share_local_linear": ("importance", "影响力"),
    "column_child": ("child", "下级"),
    "column_correlations": ("share of r", "r占比"),
    "column_balanced": ("balanced weight", "平衡权重"),
    "column_reached": ("share of r then", "届时r占比"),
    "column_met": ("met", "达到"),
    "column_mean_shift": ("mean shift", "平均变动"),
    "column_largest_shift": ("largest", "最大变动"),
    "column_spearman": ("Spearman's rho", "Spearman秩相关ρ"),
    "column_leaders": ("first", "居首"),
    "column_rank_as_scored": ("rank as scored", "本次位次"),
    "column_rank": ("rank", "位次"),
    "column_shift": ("shift", "变动"),
    "column_order": ("order", "阶"),
    "column_lifted": ("scale lifted", "抬高尺度"),
    "column_reading": ("reading", "解读"),
    "column_definition": ("reading", "解读"),
    "column_places": ("places", "位数"),
    "column_draws": ("draws", "重算次数"),
    "column_difference": ("difference", "差"),
    "column_within": ("within", "在内"),
    "column_low": ("5%", "5%"),
    "column_high": ("95%", "95%"),
    "column_runs_within": ("draws within", "在内占比"),
    "column_mean_places": ("mean places", "平均位差"),
    "column_largest": ("largest", "最大位差"),
    "column_dominates": ("dominates", "占优于"),
    "column_dominated_by": ("dominated by", "劣于"),
    "column_overruled": ("behind these", "却排其后"),
    "column_value": ("value", "值"),
    "column_group": ("group", "组别"),
    "column_group_rank": ("rank in it", "组内位次"),
    "column_year": ("year", "年份"),
    "column_audited": ("audited", "本次审查"),
    "column_new_units": ("new units", "新增对象"),
    "column_gone_units": ("gone units", "减少对象"),
    "column_new_indicators": ("new indicators", "新增指标"),
    "column_gone_indicators": ("gone indicators", "减少指标"),
    "column_spearman_before": ("rho with before", "与上期ρ"),
    "column_mean_shift_before": ("mean shift", "平均变动"),
    "column_own_scale": ("own scale", "自成尺度"),
    "column_moved_far": ("moved far", "大幅变动"),
    # -- values ----------------------------------------------------------------------------------
    "value_wrong": ("wrong", "有误"),
    "value_look": ("look", "须关注"),
    "value_holds": ("holds", "通过"),
    "value_untested": ("not tested", "未检验"),
    "value_children": ("children", "下级"),
    "value_indicators": ("indicators", "全部指标"),
    "value_dimensions": ("dimensions", "维度"),
    "value_inside": ("inside", "同维度"),
    "value_across": ("across", "跨维度"),
    "value_parent": ("parent", "上级"),
    "value_above": ("above", "更上级"),
    "value_raised": ("raised", "调高"),
    "value_lowered": ("lowered", "调低"),
    "value_winsorised": ("winsorised", "缩尾"),
    "value_clipped": ("clipped", "截断"),
    "value_logged": ("logged", "取对数"),
    "value_winsorised and logged": ("winsorised and logged", "缩尾并取对数"),
    "value_one item": ("one item", "仅一项"),
    "value_two items": ("two items: KMO is always 0.5", "两项：KMO恒为0.5"),
    "value_few units": ("too few complete units", "无缺失的对象太少"),
    "value_singular": ("items repeat each other", "各项线性相关"),
    "value_not arithmetic": ("not an arithmetic mean", "非算术平均"),
    "value_constant": ("a child is constant", "有下级不变"),
    "value_column": ("raw", "原始"),
    "value_denominated": ("denominated", "折算后"),
    "value_transformed": ("transformed", "变换后"),
    "value_imputed": ("before", "处理前"),
    "value_treated": ("after", "处理后"),
    "value_finished": ("finished", "标准化后"),
    "value_pearson": ("Pearson", "Pearson"),
    "value_spearman": ("Spearman", "Spearman"),
    "value_kendall": ("Kendall's tau-b", "Kendall τ-b"),
    "value_nominal_at_most": (
        "rank as scored within ±{places} places of the median",
        "本次位次与中位数相差不超过{places}位",
    ),
    "value_nominal_less": (
        "rank as scored less than ±{places} places from the median",
        "本次位次与中位数相差不足{places}位",
    ),
    "value_interval_within": (
        "5-95% interval within ±{places} places of the median",
        "5%至95%区间在中位数±{places}位以内",
    ),
    "value_runs_at_most": (
        "single draws within ±{places} places of the median",
        "单次重算与中位数相差不超过{places}位",
    ),
    "value_runs_less": (
        "single draws less than ±{places} places from the median",
        "单次重算与中位数相差不足{places}位",
    ),
    "value_nominal_inside": (
        "rank as scored inside the 5-95% interval",
        "本次位次在5%至95%区间内",
    ),
}

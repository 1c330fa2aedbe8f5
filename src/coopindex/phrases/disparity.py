"""How unequal the units are, within and between groups, and whether they converge."""

PHRASES = {
    "title": ("Disparity: {what}", "差异：{what}"),
    "title_by": ("Disparity by {by}: {what}", "按{by}划分的差异：{what}"),
    "step": ("{what} ({step})", "{what}（{step}）"),
    "lead_between": (
        "{year}: Gini {gini}, of which {within} within groups, {between} between them and "
        "{transvariation} from their overlap.",
        "{year}年基尼系数为{gini}，其中组内占{within}，组间净值占{between}，超变密度占"
        "{transvariation}。",
    ),
    "lead_between_now": (
        "Gini {gini}, of which {within} within groups, {between} between them and "
        "{transvariation} from their overlap.",
        "基尼系数为{gini}，其中组内占{within}，组间净值占{between}，超变密度占{transvariation}。",
    ),
    "lead": (
        "{year}: Gini {gini}, Theil {theil}.",
        "{year}年基尼系数为{gini}，泰尔指数为{theil}。",
    ),
    "lead_now": ("Gini {gini}, Theil {theil}.", "基尼系数为{gini}，泰尔指数为{theil}。"),
    # the parts
    "years": ("Gini coefficient, after Dagum", "Dagum（达古姆）基尼系数分解"),
    "years_alone": ("Gini and Theil", "基尼系数与泰尔指数"),
    "years_about": (
        "Within groups, between them (net), and transvariation: what the overlap of groups "
        "leaves. The three add up to the Gini coefficient.",
        "组内、组间净值与超变密度（各组交叠所致）三者之和等于总基尼系数。",
    ),
    "theil": ("Theil index", "泰尔指数"),
    "theil_said": (
        "Theil index in {year}: {theil}, of which {within} within groups and {between} between "
        "them.",
        "{year}年泰尔指数为{theil}，其中组内差异占{within}，组间差异占{between}。",
    ),
    "theil_said_now": (
        "Theil index: {theil}, of which {within} within groups and {between} between them.",
        "泰尔指数为{theil}，其中组内差异占{within}，组间差异占{between}。",
    ),
    "theil_about": (
        "Within and between groups; the two add up to the index.",
        "组内与组间两部分之和等于泰尔指数。",
    ),
    "groups": ("Groups", "各组"),
    "groups_in": ("Groups in {year}", "{year}年各组"),
    "groups_about": (
        "`within` is what the group adds to the Gini within groups, `Theil within` to Theil's "
        "index.",
        "“组内贡献”为该组对组内基尼系数的贡献，“泰尔组内贡献”同理。",
    ),
    "pairs": ("Pairs of groups", "组间两两比较"),
    "pairs_in": ("Pairs of groups in {year}", "{year}年组间两两比较"),
    "pairs_about": (
        "The group of the higher mean first. `distance` is 1 where the groups do not overlap, 0 "
        "where their means are equal.",
        "均值较高的组列前。“相对富裕度”为1表示两组毫无交叠，为0表示均值相等。",
    ),
    "pairs_some": (
        "Pairs that are furthest apart: {shown} of {count}; `--table pairs` shows all.",
        "仅列差异最大的{shown}对（共{count}对），`--table pairs`显示全部。",
    ),
    "other_years": (
        "Here the last {period} alone; `--table groups` and `--table pairs` show every {period}.",
        "此处仅列最后一{period}，`--table groups`与`--table pairs`列出每{period}。",
    ),
    "sigma": ("Sigma convergence", "σ收敛"),
    "sigma_about": (
        "Coefficient of variation, and standard deviation of the logarithm, dividing by n and by "
        "n − 1. They converge where they fall over the years.",
        "变异系数与对数标准差，分别以n和n−1为除数；逐年下降即为σ收敛。",
    ),
    "beta": ("Absolute beta convergence, {start} to {end}", "绝对β收敛，{start}至{end}年"),
    "beta_about": (
        "ln(y_T / y_0) / T = a + b ln y_0 over {years} years (units: {n}); classical standard "
        "errors, two-sided t test. A `b` below 0 is convergence: who began lower grew faster.",
        "ln(y_T / y_0) / T = a + b ln y_0，{n}个评价对象，间隔{years}年；普通最小二乘，双侧t检验。"
        "b小于0即收敛：起点低者增长更快。",
    ),
    "converging": (
        "Convergence at {speed} a year: a gap is halved in {half_life} years (p {p}).",
        "年均收敛速度为{speed}，半生命周期为{half_life}年（p {p}）。",
    ),
    "diverging": (
        "No convergence: who began higher grew no slower, so that there is no half-life.",
        "不收敛：起点高者增长并不更慢，故无半生命周期。",
    ),
    "no_line": (
        "No line: it needs values above 0 throughout, and two units at least that began apart.",
        "无法拟合：各值均须大于0，且至少有两个起点不同的评价对象。",
    ),
    "left_out": ("Left out", "未计入"),
    # what is doubtful
    "left_missing": (
        "{year}: without a value, left out: {names}.",
        "{year}年缺失、未计入：{names}。",
    ),
    "left_unranked": (
        "{year}: not ranked, left out: {names}.",
        "{year}年未参与排名、未计入：{names}。",
    ),
    "left_no_group": (
        "{year}: in no group, left out: {names}.",
        "{year}年未分组、未计入：{names}。",
    ),
    "left_missing_now": ("Without a value, left out: {names}.", "缺失、未计入：{names}。"),
    "left_unranked_now": ("Not ranked, left out: {names}.", "未参与排名、未计入：{names}。"),
    "left_no_group_now": ("In no group, left out: {names}.", "未分组、未计入：{names}。"),
    "negative": (
        "Values below 0 ({listed}): no Theil index, no logarithms, and a Gini coefficient that "
        "may exceed 1: do not set it beside others.",
        "存在负值（{listed}）：无泰尔指数与对数，基尼系数可能大于1，不宜与其他结果比较。",
    ),
    "zero": (
        "Values of 0 ({listed}): they count in Gini and Theil, and have no logarithm.",
        "存在零值（{listed}）：计入基尼系数与泰尔指数，但无对数。",
    ),
    "ratios": (
        "All of these are of ratios and hang on where a scale has its 0: another normalisation "
        "than {method} gives other figures.",
        "以上指标均以比率计，取决于得分零点所在：若不用{method}，结果会有不同。",
    ),
    "own_scale": (
        "Each {period} has a scale of its own, so that scores of different {periods} do not "
        "compare: for convergence fix one, as `reference: {{years: all}}`.",
        "每{period}的标准化基准不同，不同{periods}的得分不可比；分析收敛请统一基准，如"
        "`reference: {{years: all}}`。",
    ),
    "own_weights": (
        "Each {period} has weights of its own, so that scores of different {periods} do not "
        "compare: for convergence fix one set, as `reference: {{years: all}}`.",
        "各{period}权重不同，不同{periods}的得分不可比；分析收敛请统一权重，如"
        "`reference: {{years: all}}`。",
    ),
    "count_in": ("{count} in {year}", "{year}年{count}个"),
    "count_now": ("{count}", "{count}个"),
    # columns
    "n": ("n", "n"),
    "mean": ("mean", "均值"),
    "gini": ("Gini", "基尼系数"),
    "parts": ("parts", "构成"),
    "share_of": ("share of the Gini", "占比"),
    "part_within": ("within", "组内"),
    "part_between": ("between", "组间净值"),
    "part_transvariation": ("overlap", "超变密度"),
    "theil_within": ("within", "组内"),
    "theil_between": ("between", "组间"),
    "group": ("group", "组"),
    "population_share": ("of units", "数量占比"),
    "score_share": ("of scores", "得分占比"),
    "of_gini": ("within", "组内贡献"),
    "of_theil": ("Theil within", "泰尔组内贡献"),
    "richer": ("higher mean", "均值较高"),
    "poorer": ("lower mean", "均值较低"),
    "d": ("d", "d"),
    "p": ("p", "p"),
    "distance": ("distance", "相对富裕度"),
    "cv": ("coefficient of variation", "变异系数"),
    "sd_ln": ("SD of ln", "对数标准差"),
    "by_n": ("n", "n"),
    "by_n_minus_1": ("n − 1", "n − 1"),
    "coefficient": ("term", "项目"),
    "estimate": ("estimate", "估计值"),
    "se": ("standard error", "标准误"),
    "t": ("t", "t值"),
    "p_value": ("p", "p值"),
    "a": ("a", "a"),
    "b": ("b", "b"),
    "r2": ("R²", "R²"),
    "speed": ("speed a year", "年均收敛速度"),
    "half_life": ("half-life, years", "半生命周期（年）"),
    "why": ("why", "原因"),
    "why missing": ("without a value", "缺失"),
    "why unranked": ("not ranked", "未参与排名"),
    "why no_group": ("in no group", "未分组"),
}

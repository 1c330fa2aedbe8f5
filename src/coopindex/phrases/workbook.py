"""The workbook of a report: its sheets, their heads, and what moves when a weight is changed."""

PHRASES = {
    "sheet_readme": ("README", "说明"),
    "sheet_ranking": ("Ranking", "排名"),
    "sheet_weights": ("Weights", "权重"),
    "sheet_framework": ("Framework", "指标体系"),
    "sheet_data": ("Data", "数据"),
    "sheet_normalised": ("Normalised", "标准化"),
    "sheet_scores": ("Scores", "得分"),
    "sheet_robustness": ("Robustness", "稳健性"),
    "sheet_scenarios": ("Scenarios", "情景"),
    "sheet_methods": ("Method grid", "方法组合"),
    "sheet_experts": ("Experts", "专家赋权"),
    "sheet_strengths": ("Strengths", "优势与短板"),
    "sheet_workings": ("Workings", "计算过程"),
    "sheet_audit": ("Audit", "统计审查"),
    "sheet_obstacles": ("Obstacles", "障碍度"),
    "sheet_groups": ("Groups", "分组"),
    "sheet_disparity": ("Disparity", "差异"),
    "sheet_growth": ("Growth", "增长"),
    "sheet_map": ("Map", "地图"),
    "sheet_importance": ("Importance", "实际影响力"),
    "sheet_correlations": ("Correlations", "相关系数"),
    "sheet_uncounted": ("Not counted", "不计入"),
    "sheet_flags": ("Flags", "存疑之处"),
    "sheet_provenance": ("Provenance", "来源与版本"),
    "about_ranking": (
        "The list in the order of ranks; it re-sorts itself when a weight is changed.",
        "按位次排列；权重一改，自动重排。",
    ),
    "about_ranking_fixed": (
        "The list in the order of ranks, as values: it does not move.",
        "按位次排列，均为固定数值，不会重排。",
    ),
    "about_weights": (
        "The weights of every family of the tree, to be changed.",
        "各级指标的权重，可以修改。",
    ),
    "about_weights_fixed": (
        "The weights of every family of the tree; they are locked.",
        "各级指标的权重，已锁定。",
    ),
    "about_framework": (
        "The tree: measures, directions, weights, and what is done at each node.",
        "指标体系：计量单位、方向、权重及各步方法。",
    ),
    "about_data": (
        "The figures as given; colours say their status, comments their sources.",
        "原始数据；底色表示数据性质，批注给出来源。",
    ),
    "about_normalised": (
        "The indicators' points, as formulas of the data where points rise evenly.",
        "各指标的标准化得分；凡与数据成线性关系的，均为公式。",
    ),
    "about_scores": (
        "Every node put together by formulas, with ranks and places.",
        "各级得分均由公式合成，并给出位次。",
    ),
    "about_scores_fixed": (
        "Every node's points as values, with ranks and places.",
        "各级得分与位次，均为固定数值。",
    ),
    "about_robustness": (
        "Rank intervals and the chance of each rank, as values.",
        "位次区间与居各位次的概率，均为固定数值。",
    ),
    "about_scenarios": (
        "Ranks in named scenarios, and how far each agrees with the ranking as scored, as values.",
        "各情景下的位次及其与本次排名的一致程度，均为固定数值。",
    ),
    "about_methods": (
        "Ranks under every pair of normalisation and aggregation, as values.",
        "各种标准化与合成方法组合下的位次，均为固定数值。",
    ),
    "about_experts": (
        "The weights that each expert gave, how consistent they are and how far they agree, and "
        "ranks under each of them, as values.",
        "各位专家的权重、一致性、协调程度及按各位专家权重的位次，均为固定数值。",
    ),
    "about_strengths": (
        "Strengths and weaknesses of every unit, and the percentile ranks that decide, as values.",
        "各评价对象的优势与短板及其百分位位次界限，均为固定数值。",
    ),
    "about_workings": (
        "What methods work out on their way to weights and scores, as values.",
        "各方法在求权重与得分途中算出的数值，均为固定数值。",
    ),
    "about_audit": (
        "The statistical audit: verdict, every finding with figure, threshold and source, as "
        "values.",
        "统计审查：结论，各项发现及其数值、界限与出处，均为固定数值。",
    ),
    "about_obstacles": (
        "What share of the gap to the ideal each node causes, as values.",
        "各项在与理想状态差距中所占比重，均为固定数值。",
    ),
    "about_disparity": (
        "How unequal units are, as a whole and where there are groups within and between them, "
        "as values.",
        "总体差异及组内、组间差异，均为固定数值。",
    ),
    "about_groups": (
        "The groups' means, and every unit's rank within its group, as values.",
        "各组均值及各评价对象的组内位次，均为固定数值。",
    ),
    "about_map": (
        "The class of every unit on the map, and what has no counterpart, as values.",
        "各评价对象在地图上所属的等级，以及无对应者（均为数值）。",
    ),
    "about_growth": (
        "Scores of every period, their growth, and what changed, as values.",
        "各期得分、增长率与变动，均为固定数值。",
    ),
    "about_importance": (
        "Declared weights against what each node really counts, as values.",
        "名义权重与实际影响力，均为固定数值。",
    ),
    "about_correlations": (
        "The correlation of every pair of indicators, as values.",
        "各指标两两之间的相关系数，均为固定数值。",
    ),
    "about_uncounted": (
        "What is published beside the index and not counted, with ranks of its own, as values.",
        "随指数公布但不计入的部分及其自身位次，均为固定数值。",
    ),
    "about_flags": ("What is doubtful about the data.", "数据中的存疑之处。"),
    "about_provenance": (
        "What it was computed from: digests, settings, sources.",
        "计算依据：摘要、设定与来源。",
    ),
    "how": ("How to use it", "使用方法"),
    "how_weights": (
        "Change a blue number on the sheet of weights. Weights of a family count in their "
        "proportions, so they need not make 100.",
        "请在权重表中修改蓝色数字。同一上级下的权重按比例计算，合计不必等于100。",
    ),
    "how_live": (
        "Shares, points, scores, ranks and the order of the ranking follow at once, by formulas "
        "that every spreadsheet knows; there are no macros.",
        "比重、得分、位次与排名顺序随即变动，所用公式各种电子表格均能识别，不含宏。",
    ),
    "how_fixed": (
        "Weights are locked, and the ranking stands as values: formulas could not carry it "
        "exactly. To score under other weights, use coopindex.",
        "权重已锁定，排名为固定数值：公式无法精确计算。如需改用其他权重，请用coopindex重新计分。",
    ),
    "how_static": (
        "Rank intervals, scenarios and the method grid do not move. They were computed "
        "beforehand under the {weights}.",
        "位次区间、情景与方法组合均为事先计算，不随之变动，所用权重为{weights}。",
    ),
    "how_constants": (
        "Goalposts, and figures after treatment or filling in, are constants in blue italics: "
        "changing a figure of the data does not fit the scale anew.",
        "阈值以及经异常值处理或插补后的数值为常数，以蓝色斜体表示；修改数据不会重新确定标准化基准。",
    ),
    "sheet": ("sheet", "工作表"),
    "holds": ("what it holds", "内容"),
    "edition": ("Edition", "本版"),
    "year": ("year", "年份"),
    "weights_used": ("weights", "权重"),
    "units": ("units", "评价对象数"),
    "indicators": ("indicators", "指标数"),
    "made": ("date", "日期"),
    "program": ("made by", "生成程序"),
    "weights_said": (
        "Blue numbers may be changed. A share in ochre is no longer the one as scored.",
        "蓝色数字可以修改；赭色比重表示已不同于本次所用比重。",
    ),
    "weights_locked": (
        "Grey numbers are locked, as nothing would follow them; the reason stands below each "
        "family. The sheet has no password.",
        "灰色数字已锁定，因为改动后结果不会随之变动，原因见各组下方。本表未设密码。",
    ),
    "weights_rule": (
        "A weight is 0 or more. What counts is its share of the family.",
        "权重须大于或等于0，起作用的是其在同级中所占比重。",
    ),
    "changed": ("shares that differ from those as scored", "与本次所用值不同的比重个数"),
    "changed_locked": ("of locked weights", "其中已锁定者"),
    "inside": ("Inside: {parent}", "下级：{parent}"),
    "node": ("node", "指标"),
    "node_code": ("code", "代码"),
    "weight": ("weight", "权重"),
    "share": ("share of its parent", "占上级比重"),
    "effective": ("share of the index", "占总指数比重"),
    "share_published": ("as published", "公布值"),
    "share_scored": ("as scored", "本次所用值"),
    "note": ("note", "备注"),
    "assumed": ("assumed, not published", "假定，未公布"),
    "assumed_own": ("assumed, not given by the scheme", "假定，方案未给出"),
    "asked": ("as asked", "指定"),
    "sum": ("sum", "合计"),
    "input_title": ("Weight", "权重"),
    "input": (
        "0 or more. What counts is the share inside the family.",
        "请填写大于或等于0的数；起作用的是其在同级中所占比重。",
    ),
    "error_title": ("Not a weight", "不是权重"),
    "error": ("A weight is a number, 0 or more.", "权重须为大于或等于0的数。"),
    "locked_title": ("Locked", "已锁定"),
    "kept": (
        "{node} stands as values: formulas could not carry it exactly.",
        "{node}为固定数值：公式无法精确计算。",
    ),
    "kept_above": (
        "These weights do not move here, as a node above {node} stands as values.",
        "此处权重不可修改，因为{node}的上级为固定数值。",
    ),
    "code": ("code", "代码"),
    "unit": ("name", "名称"),
    "other_name": ("in Chinese", "英文名"),
    "score": ("score", "得分"),
    "key": ("ranked by", "排序依据"),
    "rank": ("rank", "位次"),
    "place": ("place in the list", "列表序号"),
    "rank_scored": ("rank as scored", "本次位次"),
    "interval": ("rank interval", "位次区间"),
    "moved": ("places moved", "位次变动"),
    "change": ("change", "变动"),
    "same_rank": ("as scored", "同本次"),
    "row": ("row", "行"),
    "not_ranked": ("Not ranked", "未排名"),
    # whose weights the workbook was made with; every sentence about weights says one of these
    "weights_published": ("published weights", "公布权重"),
    "weights_assumed": (
        ("weights as scored, 1 of them assumed", "weights as scored, {number} of them assumed"),
        "本次所用权重（其中{number}项为假定值）",
    ),
    "weights_own": ("weights of the index", "本指数权重"),
    "weights_asked": ("weights as asked: {options}", "指定权重（{options}）"),
    "these": ("These are the {weights}.", "当前为{weights}。"),
    "badge": ("{weights}; does not recompute", "{weights}；不重新计算"),
    "nothing_follows": (
        "A locked weight was changed: nothing follows it.",
        "已锁定的权重被改动：结果不随之变动。",
    ),
    "moves": (
        "Under these weights the median {unit} moves by {median} in rank, and the one that moves "
        "furthest by {most}.",
        "在这组权重下，{unit}位次变动的中位数为{median}位，最大变动为{most}位。",
    ),
    "ranking_said": (
        "Change a weight on the sheet of weights and the list re-sorts itself. The title and the "
        "rank interval, which holds 90% of all recalculations, do not move; they belong to the "
        "{weights}.",
        "在权重表中修改权重，本表即自动重排。标题与位次区间（涵盖90%的重新计算结果）不随之变动，"
        "所用权重为{weights}。",
    ),
    "ranking_fixed": (
        "This list stands as values and does not re-sort itself. It belongs, as do the title and "
        "the rank interval, which holds 90% of all recalculations, to the {weights}.",
        "本表为固定数值，不会重排；标题与位次区间（涵盖90%的重新计算结果）亦然，所用权重为{weights}。",
    ),
    "data_said": (
        "As given, before any step. Comments name sources. An empty cell is missing.",
        "原始数据，未经任何处理。批注注明来源；空单元格为缺失。",
    ),
    "legend": ("status of a figure:", "数据性质："),
    "measure": ("measure", "计量单位"),
    "direction": ("direction", "方向"),
    "more": ("more is better", "正向"),
    "less": ("less is better", "逆向"),
    "done": ("what is done", "方法"),
    "normalised_said": (
        "Points rise evenly between the two values above each column, which are constants. Where a "
        "figure was filled in or treated, its value after that stands in the formula, in blue "
        "italics.",
        "得分在各列上方两个数值之间按比例取得，这两个数值为常数。数据经插补或异常值处理的，"
        "公式中直接使用处理后的数值，以蓝色斜体表示。",
    ),
    "constants": ("blue italics: a constant", "蓝色斜体：常数"),
    "from_points": ("from so many points", "起点得分"),
    "to_points": ("to so many points", "终点得分"),
    "at_value": ("at the value", "对应数值"),
    "by_order": ("values", "数值"),
    "scores_said": (
        "Each node is put together by a formula of its children and the shares above them. Scores "
        "are rounded to ten digits before they are ranked, so that only real differences count.",
        "各级得分由其下级及上方所示比重按公式合成。排名前得分四舍五入至十位小数，只计真实差异。",
    ),
    "kept_said": (
        "Columns in blue italics stand as values and do not move.",
        "蓝色斜体的列为固定数值，不随之变动。",
    ),
    "scores_fixed": (
        "Points of inner nodes stand as values, in blue italics, and do not move.",
        "各级得分为固定数值，以蓝色斜体表示，不随之变动。",
    ),
    "chances_said": (
        "On the right the chance of each rank in percent; the rank as scored is framed.",
        "右侧为居各位次的概率（%），本次位次加框。",
    ),
    "not_assessed": ("Not assessed for this index.", "本指数未作此项分析。"),
    "low": ("interval from", "区间下限"),
    "high": ("interval to", "区间上限"),
    "median": ("median", "中位数"),
    "mean": ("mean", "平均"),
    "first": ("first", "居首"),
    "largest_shift": ("largest shift in rank", "最大位次变动"),
    "rank_from": ("from", "最前"),
    "rank_to": ("to", "最后"),
    "no_flags": ("Nothing is doubtful.", "未发现存疑之处。"),
    "kind": ("kind", "类别"),
    "flag": ("what", "内容"),
    "key_of": ("what", "项目"),
    "value": ("value", "内容"),
    "source": ("source", "来源"),
    "document": ("document", "文献"),
}

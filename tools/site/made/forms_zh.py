"""What the reference of YAML says in Chinese: each English text, as `forms` has it, in Chinese."""

# what stands inside others, by the name of its form
PARTS = {
    "Applies": "适用范围",
    "Band": "档次",
    "Check": "检查",
    "Data": "数据",
    "Denomination": "按规模折算",
    "Elicited": "专家定权",
    "Evidence": "依据统计",
    "Evidence table": "依据表",
    "Factor": "检验因素",
    "Missing": "下级缺失",
    "Node": "节点",
    "Observations": "观测值表",
    "Percentile": "百分位位次",
    "Published": "公布值",
    "Ranked": "排名范围",
    "Ranking": "排名规则",
    "Reference": "参照范围",
    "Robustness": "稳健性",
    "Rounding": "小数位数",
    "Scenario": "情景",
    "Sources file": "来源文件",
    "Steps": "步骤",
    "Units": "评价对象表",
    "Variable": "变量",
    "Words": "名称",
}

SAID = {
    # files
    "An index": "指数定义",
    "A scheme of weights": "权重方案",
    "A plan of robustness": "检验方案",
    "Sources": "来源",
    "Parts": "组成部分",
    "`{}`. {}": "`{}`：{}",
    "indicators/<index>.yaml": "indicators/<指数>.yaml",
    "weights/<index>/<scheme>.yaml": "weights/<指数>/<方案>.yaml",
    "robustness/<index>/<plan>.yaml": "robustness/<指数>/<检验方案>.yaml",
    "A whole index. Its root is a node like any other, so it takes a node's steps too.": (
        "完整的指数。根节点与其他节点并无不同，也可写节点的各步骤。"
    ),
    "A named set of weights.": "一套有名称的权重。",
    "A plan in a file of its own.": "单独成文件的检验方案。",
    "`data/<index>/sources.yaml`: a code for each source, and its": (
        "`data/<指数>/sources.yaml`：每个来源一个代码，其下写明："
    ),
    "What stands inside others, by the alphabet.": "写在其他内容之中的各部分，按英文名称排序。",
    # what a key takes
    "| key | takes | means |": "| 键 | 可写 | 含义 |",
    " **must be given**": "（**必填**）",
    "[a method]({})": "[一种方法]({})",
    ", ": "、",
    ", or ": "，或",
    "a list of {}": "列表（每项：{}）",
    "a mapping of {}": "映射（{}）",
    "name: {}": "映射（名称：{}）",
    "text of a form": "合乎格式的文本",
    "text": "文本",
    "a whole number": "整数",
    "a number": "数字",
    "`true` or `false`": "`true`或`false`",
    "a space": "空格",
    # what keys mean wherever they stand
    "why it is so; stands in the reports": "理由，写入报告",
    "what readers should know": "读者须知",
    "what people call it, text or `{en, zh}`": "名称，文本或`{en, zh}`",
    "a sentence on it, text or `{en, zh}`": "一句说明，文本或`{en, zh}`",
    "a source's code, or words": "来源的代码，或一段文字",
    "the table's file": "表所在的文件",
    "only those whose group is so: `{region: east}`": (
        "只取属于所写各组的评价对象：`{region: east}`"
    ),
    "`each`, `all`, `scored`, or a list of years": "`each`、`all`、`scored`，或若干年份的列表",
    "the lowest score of the tier": "该档的最低得分",
    "what it is called, text or `{en, zh}`": "该档的名称，文本或`{en, zh}`",
    "in English": "英文",
    "in Chinese": "中文",
    "how weights vary, see [the guide](../content.md#robustness)": (
        "权重怎样变动，见[指南](../content.md#robustness)"
    ),
    # what parts are
    "The units that a node applies to; for the others it is left out.": (
        "节点适用于哪些评价对象；对其余对象略去该节点。"
    ),
    "A named tier of scores.": "按得分划分的一档，有名称。",
    "A check across rows or columns.": "跨行或跨列的检查。",
    "Where the data lie.": "数据所在之处。",
    "Divide by a variable or a number, then multiply by `per`.": (
        "先除以某变量或某个数，再乘以`per`。"
    ),
    "How experts were asked for weights, as `elicit` writes it.": (
        "怎样请专家定权，由`elicit`写入。"
    ),
    "How an indicator is counted from rows of evidence.": "指标怎样由依据逐条统计。",
    "The evidence table.": "依据表。",
    "One thing that varies: exactly one of the keys down to `filled`, and what goes with it.": (
        "只说一件变动的事：从`weights`到`filled`各键恰写其一，另加附属于它的键。"
    ),
    "What a dimension does about missing children.": "下级缺失时，维度怎样处理。",
    "An indicator, or a dimension with its children.": "一项指标，或一个维度及其下级。",
    "The observations' table.": "观测值表。",
    "How percentile ranks are worked out: options of `percentile_rank`, and decimals.": (
        "百分位位次怎样计算：`percentile_rank`的选项，以及小数位数。"
    ),
    "A published figure that ours must meet: one `value`, or a `table`'s column of them.": (
        "计算值须与之吻合的公布值：一个`value`，或`table`所指的一列。"
    ),
    "The units that are ranked; the others are scored only.": (
        "哪些评价对象参与排名；其余只计分。"
    ),
    "How units are ordered, in the index or in one of its nodes.": (
        "评价对象怎样排列，按总指数或按某一节点。"
    ),
    "The rows whose statistics (a minimum, a mean, a ranking's n) fix a step's parameters.": (
        "由哪些行的统计量（最小值、均值、排名的个数n）确定步骤的参数。"
    ),
    "What varies, and named scenarios.": "变动哪些内容，以及有名称的情景。",
    "Decimals of the column and of what is normalised, from -15 (quadrillions) to 15.": (
        "列与标准化结果的小数位数，-15（千万亿位）至15。"
    ),
    "A named variant; what it does not name stands as scored.": (
        "有名称的备选；未写的一概照本次。"
    ),
    "The file of the sources.": "来源所在的文件。",
    "The steps of a column on its way to the finished column.": "一列成为完成列所经的各步骤。",
    "The table of units; `groups` are its grouping columns (default: all further columns).": (
        "评价对象的表；`groups`为其分组列（默认：其余全部的列）。"
    ),
    "A column that is read but is no indicator.": "读入但不作指标的列。",
    "A label in English, in Chinese, or in both.": "英文、中文或两种文字的名称。",
    # keys of an index and of its nodes
    "what is ranked": "对什么排名",
    "the scheme used when nobody says otherwise": "未另行指定时所用的权重方案",
    "what varies in the robustness analysis, and named scenarios": (
        "稳健性检验中变动哪些内容，以及有名称的情景"
    ),
    "inside its parent: a number, 2/3 or 40%": "在上级中的权重：一个数、2/3或40%",
    "the unit of measurement": "计量单位",
    "[lowest, highest] possible value, null is open": "可能取值的[下限, 上限]，null为不限",
    "the column whose values it takes (default: its own code)": "取数的列（默认：自身的代码）",
    "the same value for every unit and year, instead of data": (
        "以一个数代替数据，各评价对象、各年份都相同"
    ),
    "the units it applies to; for the others it is left out": (
        "适用于哪些评价对象；对其余对象略去该节点"
    ),
    "false: published beside the index, and without weight in it": (
        "false：与指数一并发布而不占权重"
    ),
    "how units are ordered here; what is not said is as for the index": (
        "评价对象在此怎样排列；未写的沿用指数的"
    ),
    "a variable, or a number": "某变量，或某个数",
    "where a half goes: to the even digit, or away from 0 as in spreadsheets": (
        "逢半怎样取舍：取偶，或背离0进一，与电子表格相同"
    ),
    "a share (2/3, 60%) or a number of children": "下级的比例（2/3、60%）或个数",
    "the column whose different values are counted (method: distinct)": (
        "统计其中不同值个数的列（method: distinct）"
    ),
    "the highest score there can be: one above it has no tier, and is flagged": (
        "可能的最高得分：高于它的没有档次，并予提示"
    ),
    "`right`: a score equal to `from` belongs to the tier below": (
        "`right`：得分恰等于`from`的归入下一档"
    ),
    "share of the indicators that must be there": "有数据的指标至少占此比例",
    "share of those there that must not be 0": "其中非0的至少占此比例",
    "whose figures fix minima, means and the like": "由谁的数字确定最小值、均值等",
    "what scores are rounded to before they are ranked; none: not at all": (
        "排名之前得分取几位小数；none：不取整"
    ),
    # checks and published figures
    "the column that `column` is divided by before its range is looked at": (
        "看`column`的范围之前，先除以这一列"
    ),
    "[lowest, highest] plausible value, null is open": "可信取值的[下限, 上限]，null为不限",
    "the observations' column of the published figures; {node} stands for each": (
        "公布值在观测值表的哪一列；{node}代表各节点"
    ),
    "how many decimals the table was printed with": "表中印出几位小数",
    "how far off ours may be, in the figure's measure, in place of decimals": (
        "计算值可相差多少，以该数自身的计量单位表示，代替小数位数"
    ),
    "the share of the table's figures that must be met, or `all but 6`": (
        "表中须吻合的比例，或`all but 6`（除6个外全部）"
    ),
    "whether a figure of ours where the table has none is a miss: `held`": (
        "表中为空格而计算有值的，是否算不吻合；算则写`held`"
    ),
    # schemes of weights
    "node: weight inside its parent, a percent (44.1%) or a plain number (2, 1/3)": (
        "节点：在上级中的权重，写百分数（44.1%）或普通数字（2、1/3）"
    ),
    "node: each expert's weight inside its parent, in the order of `experts`": (
        "节点：各专家所给的在上级中的权重，依`experts`的次序"
    ),
    # tables and their files
    "of a workbook (default: the first visible one)": "工作簿的工作表（默认：第一张未隐藏的）",
    "of a text file, such as cp1250 (default: found out)": (
        "文本文件的编码，如cp1250（默认：自行判断）"
    ),
    "what stands between the cells of a text file: a sign, or tab": (
        "文本文件中单元格之间的分隔符：一个字符，或tab"
    ),
    "the line of the columns' names; [1, 2] joins those of two lines": (
        "列名所在的行；[1, 2]把两行的名称接在一起"
    ),
    "how many lines above the header are not read, or which: [6, 7]": (
        "列名之上有几行不读，或不读哪些行：[6, 7]"
    ),
    "the sign before the decimals": "小数点",
    "the sign that parts thousands: , . a space or an apostrophe": (
        "千位分隔符：`,`、`.`、空格或撇号"
    ),
    "what 45 % is as a number: 45 (as_written) or 0.45 (fraction)": (
        "45 %作为数字是多少：45（as_written）或0.45（fraction）"
    ),
    "leave out the notes below the table": "略去表下的注释",
    "the header of a column, where it is called otherwise; null: not read": (
        "各列在表中的列名，与通常不同时才写；null：不读"
    ),
    "header: what stands there in the rows to be read, one text or several": (
        "列名：只读该列为所写文本的行，可写一个或几个"
    ),
    "texts that mean missing, in all columns; or column: texts, `all`: texts": (
        "哪些文本代表缺失，适用于各列；或逐列写明，`all`适用于每一列"
    ),
    "rows of units and of indicators that the index does not name": (
        "指数未提及的评价对象与指标，其各行怎样处理"
    ),
    "the column of indicators, or the indicator of the whole table": (
        "指标所在的列，或整张表所属的指标"
    ),
    # factors
    "what people call it (default: its name)": "显示的名称（默认：其代码）",
    "one of several schemes": "几个权重方案之一",
    "label: the rows on which the scale rests": "标签：确定尺度所依据的行",
    "nothing, or one of these nodes; `indicators`, `dimensions`": (
        "一个也不剔除，或剔除其中一个节点；`indicators`为全部指标，`dimensions`为全部维度"
    ),
    "standard deviation of every cell's measurement error": "每个数据测量误差的标准差",
    "missing cells take the value of a unit drawn at random": "缺失的数据随机取某个评价对象的值",
    "weights: the parents whose children's weights vary (default: all)": (
        "用于weights：哪些上级之下的权重变动（默认：全部）"
    ),
    "weights: band; how far, both ways (default: 25%)": (
        "用于weights: band：上下变动多少（默认：25%）"
    ),
    "weights: dirichlet; the larger, the closer": "用于weights: dirichlet：越大越接近",
    "weights: nodes that keep their share": "用于weights：比重固定的节点",
    "methods: the nodes concerned, or `all` (default: those that take the index's default)": (
        "用于各种方法：所涉节点，或`all`（默认：采用指数默认方法的节点）"
    ),
    "error: a share of what": "用于error：误差是什么的比例",
    "error, filled: which indicators (default: all)": "用于error、filled：哪些指标（默认：全部）",
    "error: of which cells (default: any)": "用于error：哪些数据（默认：任何状态）",
    # scenarios
    "another scheme, by name or file": "另一权重方案，写名称或文件",
    "node: its share of its parent, the others keep their proportions": (
        "节点：占上级的比重，其余保持比例"
    ),
    "units left out": "剔除的评价对象",
    "only units whose group is so": "只取属于所写各组的评价对象",
    "the nodes that take the methods (default: those that take the index's default)": (
        "采用这些方法的节点（默认：采用指数默认方法的节点）"
    ),
    # what keys mean in one file or part
    "what varies: a name for each, and one thing": "变动什么：每个因素一个名称，只说一件事",
    "named variants": "有名称的备选",
    "what is checked: row by row, down a column, equal values, or a range": (
        "检查什么：逐行相加、整列之和、同一数值重复，或取值范围"
    ),
    "sum_of_parts: the column that the parts add up to": "用于sum_of_parts：各部分合计所在的列",
    "sum_of_parts: the columns that add up": "用于sum_of_parts：相加的各列",
    "the other checks: the indicator or variable that is looked at": (
        "用于其余检查：所查的指标或变量"
    ),
    "column_sum: what all units add up to": "用于column_sum：全部评价对象之和",
    "`flag` (default) is recorded and shown, `error` stops": (
        "`flag`（默认）记录在案并显示，`error`即行停止"
    ),
    "the tables of figures": "数字所在的表",
    "the table of units": "评价对象的表",
    "the table of evidence, from which indicators are counted": "依据表，由此统计指标",
    "the file of the sources": "来源所在的文件",
    "what the quotient is multiplied by (default: 1)": "商所乘的数（默认：1）",
    "how experts were asked": "用何种方法请专家判断",
    "how weights were read off their answers": "怎样由答案得出权重",
    "ahp: whose random indices the consistency ratios rest on": (
        "用于ahp：一致性比率所依据的随机一致性指标"
    ),
    "what the group's weights come from: the experts' `weights`, or their `judgements`": (
        "专家组权重由何而来：各位专家的权重（`weights`）或判断（`judgements`）"
    ),
    "who was asked, by name or number": "各位专家，写姓名或编号",
    "when": "定权的日期",
    "Kendall's W: how far the experts agree": "Kendall协调系数W：专家意见的协调程度",
    "expert: node: the consistency ratio of the weights below it": (
        "专家：节点：其下权重的一致性比率"
    ),
    "true: judgements that contradict one another were accepted": "true：自相矛盾的判断也已采纳",
    "the digest of the questions": "问卷的校验码",
    "the file of the answers": "答案所在的文件",
    "the digest of that file": "该文件的校验码",
    "what counts: rows, their sum, different values of a field, or the latest value": (
        "统计什么：行数、数值之和、某字段不同值的个数，或最近的数值"
    ),
    "`until` (default): all events up to the period's end; `year`: its own alone": (
        "`until`（默认）：截至该时期末的全部事件；`year`：仅该时期之内的"
    ),
    "what a unit without rows has: `missing` (default), or `zero`": (
        "没有任何依据的评价对象：`missing`（默认）为缺失，`zero`为0"
    ),
    "the column of the units' codes": "评价对象代码所在的列",
    "the column of the figures": "数字所在的列",
    "of every row, where none says its own": "各行的状态，未逐行写明时用",
    "the column of the indicators' codes": "指标代码所在的列",
    "the column of dates": "日期所在的列",
    "one of several methods": "几种方法之一",
    "false: the weight of missing children is not shared by the others": (
        "false：缺失者的权重不由其余下级分担"
    ),
    "`zero`: a missing child counts as 0": "`zero`：缺失的下级计为0",
    "the column of years or other periods": "年份或其他时期所在的列",
    "what percentile ranks are rounded to": "百分位位次取几位小数",
    "as in [`percentile_rank`](../methods/normalisation.md#percentile_rank)": (
        "同[`percentile_rank`](../methods/normalisation.md#percentile_rank)"
    ),
    "the plan's code": "检验方案的代码",
    "which figure it is": "哪一种数",
    "the figure as it is printed, in quotes: its decimals say how exact it is": (
        "照印出的样子写，加引号：小数位数表明精度"
    ),
    "whose figure it is": "哪个评价对象的数",
    "of which node (default: the index)": "哪个节点的数（默认：总指数）",
    "mean_score: the mean of the first so many": "用于mean_score：前几名的均值",
    "of which year (default: the index's)": "哪一年的数（默认：指数自身的年份）",
    "under which weights (default: those in force)": "按哪套权重（默认：无人指定时有效的）",
    "ties take the best rank (`min`, default), the worst, the mean, or leave no gap": (
        "并列者的位次：取靠前的（`min`，默认）、靠后的、平均，或其后不留空位"
    ),
    "which score is first: the highest (default), or the lowest": (
        "哪个得分居先：最高的（默认），或最低的"
    ),
    "how percentile ranks are worked out": "百分位位次怎样计算",
    "decimals after the column's birth": "列生成之后的小数位数",
    "decimals after its normalisation": "标准化之后的小数位数",
    "another year": "另一年份",
    "another method": "另一方法",
    "other rows that fix the scale": "由另外哪些行确定尺度",
    "the scheme's code": "权重方案的代码",
    "how siblings that are not named share the rest: alike, or by their `weight`": (
        "未写明的同级怎样分配剩余部分：均分，或按其`weight`的比例"
    ),
    "how experts were asked, if they were": "若由专家定权，写明怎样请专家打分",
    "what it is called": "名称",
    "the file's name": "文件名",
    "who published it": "发布机构",
    "when it was published, or read": "发布或查阅的日期",
    "its address": "网址",
    "under which licence it may be used": "使用许可",
    "who wrote it": "作者",
    "the language it is written in": "所用的语言",
    "the column of English names": "英文名称所在的列",
    "the column of Chinese names": "中文名称所在的列",
    "the columns that group units": "用于分组的各列",
}

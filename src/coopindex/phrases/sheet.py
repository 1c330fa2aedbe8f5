"""A workbook that is an index: its sheets and columns, what to do, and what is wrong."""

PHRASES = {
    # -- sheets
    "name-readme": ("Read me", "说明"),
    "name-framework": ("Framework", "指标体系"),
    "name-units": ("Units", "评价对象"),
    "name-data": ("Data", "数据"),
    "name-evidence": ("Evidence", "依据"),
    "name-sources": ("Sources", "来源"),
    "name-weights": ("Weights", "权重"),
    "name-options": ("Options", "选项"),
    "name-texts": ("Text files", "文本文件"),
    "name-problems": ("Problems", "问题"),
    # -- columns of Framework
    "column-code": ("code", "代码"),
    "column-parent": ("parent", "上级"),
    "column-title": ("title", "名称"),
    "column-title-en": ("title (en)", "英文名称"),
    "column-title-zh": ("title (zh)", "中文名称"),
    "column-description-en": ("description (en)", "英文说明"),
    "column-description-zh": ("description (zh)", "中文说明"),
    "column-note-en": ("note (en)", "英文备注"),
    "column-note-zh": ("note (zh)", "中文备注"),
    "column-direction": ("direction", "方向"),
    "column-measure": ("measure", "单位"),
    "column-measure-en": ("measure", "单位"),
    "column-measure-zh": ("measure (zh)", "单位（中文）"),
    "column-weight": ("weight", "权重"),
    "column-lowest": ("lowest", "下限"),
    "column-highest": ("highest", "上限"),
    "column-denomination": ("denomination", "按规模折算"),
    "column-transform": ("transform", "变换"),
    "column-imputation": ("imputation", "插补"),
    "column-treatment": ("treatment", "异常值处理"),
    "column-normalisation": ("normalisation", "标准化"),
    "column-rounding": ("rounding", "取整"),
    "column-aggregation": ("aggregation", "合成"),
    "column-weighting": ("weighting", "赋权"),
    "column-missing": ("missing", "缺失规则"),
    "column-reference": ("reference", "参照范围"),
    "column-data": ("data column", "数据列"),
    "column-evidence": ("evidence", "依据计数"),
    "column-constant": ("constant", "常数"),
    "column-counts": ("counts", "计入指数"),
    "column-applies": ("applies", "适用范围"),
    "column-ranking": ("ranking", "排名"),
    "column-reason": ("reason", "理由"),
    # -- columns of Options, Sources and Weights
    "option-for": ("for", "对象"),
    "option-setting": ("setting", "设置"),
    "option-value": ("value", "取值"),
    "option-meaning": ("meaning", "含义"),
    "source-code": ("code", "代码"),
    "source-title": ("title", "名称"),
    "source-publisher": ("publisher", "发布机构"),
    "source-date": ("date", "日期"),
    "source-url": ("url", "网址"),
    "source-licence": ("licence", "许可"),
    "source-note": ("note", "备注"),
    "source-author": ("author", "作者"),
    "source-language": ("language", "语言"),
    "weight-code": ("code", "代码"),
    "weight-title": ("title", "名称"),
    # -- columns of the tables
    "table-code": ("code", "代码"),
    "table-name_en": ("name_en", "英文名"),
    "table-name_zh": ("name_zh", "中文名"),
    "table-unit": ("unit", "评价对象"),
    "table-indicator": ("indicator", "指标"),
    "table-year": ("year", "年份"),
    "table-date": ("date", "日期"),
    "table-value": ("value", "数值"),
    "table-label": ("label", "事件"),
    "table-status": ("status", "数据状态"),
    "table-source": ("source", "来源"),
    "table-note": ("note", "备注"),
    "table-locator": ("locator", "出处"),
    # -- what an option is for
    "for-scheme": ("scheme: {name}", "权重方案：{name}"),
    "for-plan": ("plan: {name}", "检验方案：{name}"),
    "for-sheet": ("sheet: {name}", "工作表：{name}"),
    # -- what options mean
    "means-index": ("short code of the index", "指数的简短代码"),
    "means-title": ("what the index is called", "指数名称"),
    "means-description": ("what it measures, in a sentence", "一句话说明"),
    "means-note": ("what its readers should know", "读者须知"),
    "means-unit": ("what is ranked", "评价对象的类别"),
    "means-year": ("the year that is scored", "计算的年份"),
    "means-weights": (
        "the scheme of weights in use: a column of Weights, or `equal`",
        "采用的权重方案：“权重”表中的一列，或`equal`（等权）",
    ),
    "means-defaults": ("holds for every indicator", "适用于全部指标"),
    "means-aggregation": ("how dimensions make up the index", "各维度合成总指数的方法"),
    "means-missing": ("what a dimension does without some indicators", "指标缺失时维度的规则"),
    "means-published": ("a published figure that must be met", "须一致的公布值"),
    "means-checks": ("a check of the data", "数据检查"),
    "means-bands": ("a band of scores, from its lower end", "档次及其下限"),
    "means-variables": ("a column that is no indicator", "非指标的数据列"),
    "means-robustness": ("what varies in the robustness analysis", "稳健性检验方案"),
    "means-ranking": ("how units are ordered", "排名规则"),
    "means-ranked": ("which units are ranked", "参加排名的对象"),
    "means-data": ("where figures lie and how", "数据的位置与格式"),
    "means-file": ("the file that this sheet stands for", "该工作表对应的文件"),
    # -- the first sheet
    "readme-title": ("{title}", "{title}"),
    "readme-lead": (
        "This workbook is a whole index: change any sheet, save, and ask for the scores.",
        "本工作簿即完整的指数：修改任一工作表并保存，即可计算得分。",
    ),
    "readme-blank": (
        "This workbook is empty: fill in the sheets from left to right, save, and ask what is "
        "still amiss.",
        "本工作簿为空白：请从左到右依次填写各表并保存，再检查还缺什么。",
    ),
    "readme-framework": (
        "one row an indicator or dimension; `parent` is the code of what it belongs to. "
        "Blank cells mean the usual.",
        "每个指标或维度一行；“上级”填所属维度的代码。空白即为默认。",
    ),
    "readme-units": (
        "one row a unit: a short code, its names, and groups if there are any.",
        "每个评价对象一行：代码、名称，以及分组（如有）。",
    ),
    "readme-data": (
        "the figures: one row a figure, with its status and its source (a code of Sources); or, "
        "under headers of your own, one row a unit and year with one column an indicator, headed "
        "by its code. A blank cell is missing, never 0.",
        "每个数值一行，注明数据状态与来源（“来源”表中的代码）；也可自拟表头，每个评价对象（及年份）"
        "一行、每个指标一列，以指标代码为列名。空白单元格表示缺失，而非0。",
    ),
    "readme-evidence": (
        "dated events, from which some indicators are counted.",
        "有日期的事件，部分指标据此计数。",
    ),
    "readme-sources": (
        "where the figures come from; other sheets name the code.",
        "数据出处；其他工作表填写其代码。",
    ),
    "readme-weights": (
        "one column a scheme of weights, headed by its name. Plain numbers: inside a dimension "
        "only their proportions count; percents make 100% in each.",
        "每列一个权重方案，表头为方案名。普通数字：同一维度内只看比例；百分数：同一维度内合计100%。",
    ),
    "readme-options": (
        "all that has no column of its own: title, year, methods for all indicators.",
        "其余设置：名称、年份、适用于全部指标的方法等。",
    ),
    "readme-commands": ("Then, in a terminal:", "然后在终端中运行："),
    "readme-validate": (
        "says what is wrong, by sheet and cell; with --mark checked.xlsx in a coloured copy",
        "指出问题所在的工作表与单元格；加`--mark checked.xlsx`则写出标色的副本",
    ),
    "readme-score": ("scores and ranks", "得分与排名"),
    "readme-report": ("writes the whole report", "写出完整报告"),
    "readme-colours": (
        "Yellow cells are yours to fill in. Cells with an arrow offer a choice.",
        "黄色单元格由您填写；带箭头的单元格可下拉选择。",
    ),
    "readme-own": (
        "Columns and sheets of your own are allowed: `validate` says that they are not read.",
        "可另加列与工作表：`validate`会说明哪些未被读取。",
    ),
    "pick-direction": (
        "positive: more is better; negative: less is better",
        "positive（正向）：越大越好；negative（负向）：越小越好",
    ),
    "pick-method": (
        "Choose a method, or leave the cell blank for the usual one.",
        "请选择方法；留空则采用默认方法。",
    ),
    "pick-code": ("Choose a code of the list.", "请从列表中选择代码。"),
    "pick-status": (
        "What stands behind a figure: observed, derived, estimated, illustrative.",
        "数据状态：observed（实际）、derived（推算）、estimated（估计）、illustrative（示意性）。",
    ),
    # -- what is told of files, as it is told of a workbook
    "beside-of-files": (
        "beside `file:` in the index (or --data)|beside `file:` in the index|beside `file:`",
        "在指标体系中的`file:`旁|在指标体系或`--data`的`file:`旁|在`file:`旁",
    ),
    "beside-in-sheets": (
        "below `data.observations` in Options",
        "在“选项”表的`data.observations`之下",
    ),
    "sources-of-files": ("sources.yaml", "sources.yaml"),
    "sources-in-sheets": ("the sheet Sources", "“来源”表"),
    "called-of-files": ("`title: ...` says what it is called", "名称写在`title`中"),
    "called-in-sheets": (
        "the columns `title (en)` and `title (zh)` say what it is called",
        "名称写在“英文名称”“中文名称”两列中",
    ),
    "headed-of-files": (
        "`columns: {{goods: ...}}` of the observations under which header it stands",
        "数据所在列的表头写在观测数据的`columns: {{goods: ……}}`中",
    ),
    "headed-in-sheets": (
        "`data column` under which header it stands",
        "数据所在列的表头写在“数据列”一列中",
    ),
    # -- what is wrong
    "holds": ("the workbook holds {names}", "工作簿中有{names}"),
    "lacking": ("has no sheet `{sheet}`", "没有工作表`{sheet}`"),
    "lacking-kind": ("has no sheet `{sheet}`{why}", "没有工作表`{sheet}`{why}"),
    "lacking-meant.hint": (
        "rename the sheet `{found}` to `{sheet}`",
        "请将工作表`{found}`改名为`{sheet}`",
    ),
    "lacking-new.hint": (
        "add a sheet `{sheet}`: `coopindex init DIR --workbook` shows how it looks",
        "请添加工作表`{sheet}`：可用`coopindex init 文件夹 --workbook`查看样例",
    ),
    "lacking.hint": (
        "`coopindex init DIR --workbook` shows how such a workbook looks",
        "可用`coopindex init 文件夹 --workbook`查看这种工作簿的样子",
    ),
    "unread-sheet": ("the sheet is not read", "该工作表未被读取"),
    "unread-sheet-meant": (
        "the sheet is not read: is it `{sheet}`?",
        "该工作表未被读取：是否为`{sheet}`？",
    ),
    "hidden-sheet": (
        "the sheet is hidden, and read all the same",
        "该工作表已隐藏，但仍被读取",
    ),
    "unread-sheet.hint": (
        "a further table of figures is called `Data 2`, or named in `data` of Options",
        "另一张数据表请命名为“数据2”，或在“选项”的`data`中写明",
    ),
    "unread-column": ("the column `{name}` is not read", "列`{name}`未被读取"),
    "unread-column.hint": (
        "fine for notes; a setting of a node is called as in docs/content.md",
        "备注列可保留；节点的设置名见docs/content.md",
    ),
    "nameless-column": (
        "the column has no header, and is not read",
        "该列没有表头，未被读取",
    ),
    "nameless-column.hint": (
        "fine for notes; else write its header in this cell",
        "备注列可保留；否则请在该单元格写上表头",
    ),
    "nameless-scheme.hint": (
        "write the name of the scheme of weights in this cell, in Latin letters, or clear the "
        "column",
        "请在该单元格写上权重方案名（由拉丁字母等组成），或清空该列",
    ),
    "unread-data": (
        ("the column {names} is not read", "the columns {names} are not read"),
        "{names}各列未被读取",
    ),
    "unread-data.hint": (
        "fine for notes; an indicator called `{name}` needs a row in Framework, any other figure "
        "that is used `variables.{name}` in Options",
        "备注列可保留；若`{name}`是指标，请在“指标体系”表中为其写一行；若是其他要用到的数据，请在“选项”表"
        "写`variables.{name}`",
    ),
    "meant-column": ("`{name}` is no column of this sheet", "`{name}`不是该工作表的列"),
    "twice-sheet": ("two sheets are `{sheet}`", "有两张工作表均为`{sheet}`"),
    "twice-sheet.hint": ("rename one of them", "请将其中一张改名"),
    "no-header": (
        "no row holds the headers of this sheet: {names}",
        "没有一行是该工作表的表头：{names}",
    ),
    "no-header.hint": ("write them in the first row", "请写在第一行"),
    "twice-column": ("two columns are `{name}`", "有两列均为`{name}`"),
    "twice-setting": ("`{name}` is set twice, first in {first}", "`{name}`设置了两次，先见{first}"),
    "keep-one.hint": ("keep one of them", "请只保留一个"),
    "no-nodes": ("the sheet holds no indicator", "该工作表中没有指标"),
    "no-nodes.hint": (
        "write a row for each indicator and dimension below the headers",
        "请在表头下方为每个指标和维度各写一行",
    ),
    "no-code": ("the row has no code", "该行没有代码"),
    "no-code.hint": (
        "write a short code of Latin letters and digits, or clear the row",
        "请填写由拉丁字母与数字组成的简短代码，或清空该行",
    ),
    "twice-code": (
        "the code `{code}` stands twice, first in {first}",
        "代码`{code}`重复，先见{first}",
    ),
    "no-parent": ("`{parent}` is no code of this sheet", "`{parent}`不是该工作表中的代码"),
    "below-itself": ("`{code}` lies below itself", "`{code}`位于自身之下"),
    "error-cell": ("holds the error {text}", "单元格为错误值{text}"),
    "error-cell.hint": ("mend the formula, or clear the cell", "请修正公式，或清空单元格"),
    "no-setting": ("a value without a setting", "有取值而无设置名"),
    "no-setting.hint": ("name the setting in the column before", "请在前一列写明设置名"),
    "no-such-for": (
        "`{name}` is neither a node nor a scheme, a plan or a sheet",
        "`{name}`既不是节点，也不是权重方案、检验方案或工作表",
    ),
    "no-such-for.hint": (
        "leave it blank for the index; else a code, `scheme: NAME`, `plan: NAME`, `sheet: NAME`",
        "留空表示指数；否则填写代码，或`scheme: 名称`、`plan: 名称`、`sheet: 名称`",
    ),
    "no-scheme-column": (
        "the scheme `{name}` has no weights: the sheet `{sheet}` has no column `{name}`",
        "权重方案`{name}`没有权重：工作表`{sheet}`中没有列`{name}`",
    ),
    "no-scheme-column.hint": (
        "head a column of `{sheet}` with `{name}` and write the weights below it; or clear the "
        "rows of the scheme here",
        "请在`{sheet}`中加一列，表头为`{name}`，并在其下填写权重；或清空此处该方案的各行",
    ),
    "scheme-meant.hint": (
        "is it the column `{found}`? Head it `{name}`, or write `{found}` here",
        "是否为列`{found}`？请将其表头改为`{name}`，或在此处写`{found}`",
    ),
    "not-below": (
        "`{name}` lies below `{above}`, which has a value of its own",
        "`{name}`位于`{above}`之下，而后者已有取值",
    ),
    "in-framework": (
        "nodes stand in the sheet Framework, not in Options",
        "节点写在“指标体系”表中，而不在“选项”表中",
    ),
    "unread-value.hint": (
        "close every bracket and quote, as in [0, 100] or {{lower: 0, upper: 100}}",
        "括号与引号须成对，如[0, 100]或{{lower: 0, upper: 100}}",
    ),
    "unread-value": ("cannot be read: {why}", "无法读取：{why}"),
    "needs-openpyxl": (
        "a workbook needs openpyxl, which is not installed",
        "读写工作簿需要openpyxl，尚未安装",
    ),
    "too-long": (
        "`{name}` is longer than the {most:,} characters of a cell",
        "`{name}`超过单元格的{most:,}个字符",
    ),
    "too-long.hint": ("shorten it, or keep the folder of text", "请缩短，或保留文本文件夹"),
    "too-tall": (
        "has more than the {most:,} rows of a sheet",
        "超过工作表的{most:,}行",
    ),
    "not-carried": (
        "cannot be carried over without loss: {where}",
        "无法无损转换：{where}",
    ),
    "not-carried.hint": (
        "keep the folder of text, and tell us",
        "请保留文本文件夹，并告知我们",
    ),
    "outside": (
        "lies outside the project, and a workbook holds its own files alone",
        "位于项目之外，而工作簿只含自身的文件",
    ),
    "outside.hint": ("move it below {root}", "请移到{root}之下"),
    "outside-folder": (
        "some of its files would lie outside the folder to make: {names}",
        "有文件会位于所建文件夹之外：{names}",
    ),
    "outside-folder.hint": (
        "name them in Options by a path in the project, such as data/x/units.csv; do not trust a "
        "workbook that you know nothing of",
        "请在“选项”中写项目内的路径，如data/x/units.csv；来历不明的工作簿请勿信任",
    ),
    "left-aside": ("left where they are: {names}", "保留原处：{names}"),
    "not-read": (
        "no part of the index, and not carried over: {names}",
        "不属于该指数，未转换：{names}",
    ),
    "unlike-original": (
        "was read from `{file}` and has been changed: as text it can only be a `.csv` or `.tsv`",
        "读自`{file}`且已修改：写成文本只能是`.csv`或`.tsv`",
    ),
    "unlike-original.hint": (
        "give `file` of this sheet the ending `.csv` in Options",
        "请在“选项”中将该工作表的`file`改为`.csv`",
    ),
    "same-file": ("is what is read", "即为所读的文件"),
    "is-there": ("is there already, and nothing is overwritten", "已存在，程序不覆盖任何文件"),
    "other-name.hint": ("write to another name", "请另取文件名"),
    "not-a-workbook": ("a workbook ends in `.xlsx`", "工作簿的扩展名为`.xlsx`"),
    "mark-of-workbook": (
        "only a workbook can be marked, and `{file}` is none",
        "只能标注工作簿，而`{file}`不是",
    ),
    "written-anew": (
        "written anew, without the comments that its text had: {names}",
        "已重新写出，原文本中的注释未保留：{names}",
    ),
    "made": ("Made {file}. Fill it in, then: {command}", "已生成{file}。填写后运行：{command}"),
    "which-index": (
        "`{folder}` does not hold one index: name its file",
        "`{folder}`中并非恰有一个指数：请写明其文件",
    ),
    "go-on": (
        "fill it in, then: coopindex validate {file}",
        "填写后运行：`coopindex validate {file}`",
    ),
    "both-kinds": (
        "convert goes between a workbook (.xlsx) and a folder: name one of each",
        "`convert`在工作簿（.xlsx）与文件夹之间转换：请各写一个",
    ),
    "sampled": (
        "Every figure is invented and says so (status illustrative): replace them by yours.",
        "全部数据均为虚构并已注明（数据状态为`illustrative`），请替换为真实数据。",
    ),
    "no-units": (
        "has no table of units, and no data that name them",
        "没有评价对象表，数据中也未列出评价对象",
    ),
    "own-source": (
        "Where our figures come from: say it here",
        "数据出处：请在此写明",
    ),
    "sample-source": (
        "Invented figures that show the form",
        "仅供示例的虚构数据",
    ),
    # -- the copy with marks
    "mark-where": ("where", "位置"),
    "mark-level": ("level", "级别"),
    "mark-what": ("what is wrong", "问题"),
    "mark-hint": ("the way out", "建议"),
    "level-error": ("error", "错误"),
    "level-flag": ("flag", "提示"),
    "mark-none": ("Nothing is wrong, and nothing doubtful.", "未发现错误与疑点。"),
}

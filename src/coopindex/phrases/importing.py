"""Projects made of others' files: what became of each column, what is assumed, what decides."""

PHRASES = {
    # what is shown
    "head": ("{files}: {kind}", "{files}：{kind}"),
    "kind-coin_tool": ("a workbook of the JRC's COIN Tool", "JRC的COIN Tool工作簿"),
    "kind-coinr": ("iData and iMeta of COINr", "COINr的`iData`与`iMeta`"),
    "kind-table": ("a wide table", "宽表"),
    "held": ("{parts}.", "{parts}。"),
    "units": (("one unit", "{number:,} units"), "{number:,}个评价对象"),
    "indicators": (("one indicator", "{number:,} indicators"), "{number:,}项指标"),
    "dimensions": (("one dimension", "{number:,} dimensions"), "{number:,}个维度"),
    "of-years": ("of {span}", "{span}年"),
    "columns": ("What became of every column", "各列去向"),
    "head-file": ("file", "文件"),
    "head-column": ("column", "列"),
    "head-became": ("became", "去向"),
    "head-why": ("why", "原因"),
    "assumed": ("Assumed, for the file does not say it", "以下为假定，文件未写明"),
    "nothing-assumed": ("Nothing.", "无。"),
    "flagged": ("{said} (otherwise: {flag})", "{said}（若不然：{flag}）"),
    "not-yet": (
        "Nothing is written yet: -o DIR makes the project.",
        "尚未写入：加上`-o 文件夹`即建立项目。",
    ),
    "made-of": (
        "Imported from {files}; README.md says what became of every column.",
        "由{files}导入；各列去向见README.md。",
    ),
    "aside": (
        "A comment below an indicator is what the file says of its scale: to use it, move it up.",
        "指标下方的注释是文件给出的标准化参数：若要采用，请移入上一行。",
    ),
    "assumed-above": (
        "The file does not say, so it is assumed (change what is wrong):",
        "以下文件未写明，均为假定（如有不符请改正）：",
    ),
    "reason-reference": ("assumed at the import", "导入时的假定"),
    "source-note": (
        "Who published these figures, and when, is for you to write here.",
        "请在此写明这些数据的发布机构与日期。",
    ),
    "readme-lead": ("Imported from {files}, {kind}.", "由{files}导入（{kind}）。"),
    # what a column became
    "left": ("left out", "未采用"),
    "as-unit": ("the units", "评价对象"),
    "as-unit-names": ("the units' names", "评价对象名称"),
    "as-name-en": ("the units' names in English", "评价对象英文名称"),
    "as-name-zh": ("the units' names in Chinese", "评价对象中文名称"),
    "as-year": ("the years", "年份"),
    "as-year-of": ("figures of {year}", "{year}年数据"),
    "as-indicator-of": ("`{indicator}` of {year}", "{year}年的`{indicator}`"),
    "as-values": ("the figures", "数据"),
    "as-indicators": ("the indicators", "指标"),
    "as-group": (
        ("a group with one label", "a group with {number:,} labels"),
        "分组（{number:,}类）",
    ),
    "as-indicator": ("an indicator", "指标"),
    "as-variable": ("a variable, read and not scored", "变量，读取而不计分"),
    "as-codes": ("codes of the nodes", "指标与维度的代码"),
    "as-titles": ("their titles", "其名称"),
    "as-parents": ("the tree", "指标体系的层级"),
    "as-weights": ("weights, as they stand", "权重，照原值"),
    "as-directions": ("directions of the indicators", "指标的方向"),
    "as-levels": ("held against the tree", "与层级核对"),
    "as-types": ("what each row is about", "各行的类别"),
    "as-measures": ("units of measurement", "计量单位"),
    "as-targets": (
        "targets, noted beside each indicator; --normalisation target takes them",
        "目标值，注于各指标旁；加上`--normalisation target`即采用",
    ),
    "as-divisors": ("what indicators are divided by", "按规模折算的除数"),
    "as-posts": (
        "goalposts, noted beside each indicator; --normalisation goalposts takes them",
        "阈值，注于各指标旁；加上`--normalisation goalposts`即采用",
    ),
    "as-levels-of-tool": ("the tree", "指标体系的层级"),
    # and why it did not
    "not-wanted": ("--skip says so", "已用`--skip`略去"),
    "not-below-skipped": ("what lies above it is left out", "其上级已略去"),
    "not-other": ("iMeta calls it Other", "`iMeta`的类型为`Other`"),
    "not-in-meta": (
        "figures that no row of iMeta is about",
        "`iMeta`中没有对应的行",
    ),
    "not-known-to-coinr": (
        "no part of an index here; its settings are choices of method",
        "并非指标体系的内容；方法请在定义中写明",
    ),
    "not-childless": ("no indicator below it", "其下没有指标"),
    "not-empty": ("no figure in it", "没有数据"),
    "row": ("row {line}", "第{line}行"),
    "not-no-slot": ("the tool has nothing there", "工具在此没有内容"),
    "not-other-sheet": (
        "the tool's own results and choices are worked out anew here",
        "工具自身的结果与设置在此重新计算",
    ),
    "not-unused": ("slots that are not used", "未使用的空位"),
    "not-unit-without-figures": ("{unit} has no figure", "{unit}没有数据"),
    "not-among-only": ("--only does not name it", "`--only`中没有此列"),
    "not-running": ("numbers the rows ({flag} takes it)", "为行序号（加上{flag}可采用）"),
    "not-rank": (
        "seems to be a published rank ({flag} takes it)",
        "似为已公布的位次（加上{flag}可采用）",
    ),
    "not-constant": (
        "the same everywhere, so it ranks nobody ({flag} keeps it)",
        "各行相同，无从区分先后（加上{flag}可保留）",
    ),
    "not-one-label": (
        "the same text everywhere ({flag} takes it)",
        "各行文字相同（加上{flag}可采用）",
    ),
    "not-own-text": (
        "a text of its own in every row ({flag} takes it)",
        "每行文字各异（加上{flag}可采用）",
    ),
    "not-changing": (
        "no group: that of {unit} changes from row to row",
        "不能分组：{unit}在各行不同",
    ),
    "not-turned": ("says nothing of a unit, a year or a figure", "与评价对象、年份、数据均无关"),
    # what is assumed
    "guess-parted": ("the file is read with {said}", "按{said}读取"),
    "guess-notation": (
        "numbers are written so that `{text}` is {reads}",
        "按`{text}`即{reads}的写法读取数字",
    ),
    "guess-missing": ("no figure stands where there is {listed}", "{listed}表示缺失"),
    "guess-percent": (
        "{columns}, shown in percent, is taken as stored: 45 % is 0.45",
        "{columns}显示为百分比，按存储值读取：45%即0.45",
    ),
    "guess-units": ("the units stand in `{column}`", "评价对象在`{column}`列"),
    "guess-names": ("their names stand in `{column}`", "其名称在`{column}`列"),
    "guess-year": ("the years stand in `{column}`", "年份在`{column}`列"),
    "guess-group": ("`{column}` groups the units", "`{column}`用于分组"),
    "guess-group-columns": (
        "{columns}, of which iMeta says nothing, group the units",
        "{columns}在`iMeta`中没有，用于分组",
    ),
    "guess-measures": (
        "{at} holds units of measurement: {texts}",
        "{at}是计量单位：{texts}",
    ),
    "guess-positive": (
        "of every indicator more is better",
        "各项指标均为正向",
    ),
    "guess-header-groups": (
        "the names above the header, {groups}, make no dimensions",
        "表头之上的分组{groups}未作为维度",
    ),
    "no-header-groups": (
        "no names stand above the header in merged cells",
        "表头之上没有合并单元格中的分组名称",
    ),
    "guess-flat-table": (
        "all indicators lie directly below the index, with equal weights",
        "各项指标直属总指数，等权",
    ),
    "guess-turned": (
        "a row is not a unit: the figures of {columns} are turned about",
        "每行并非一个评价对象：{columns}的数据已转置",
    ),
    "guess-meta": ("iMeta is {file}", "`iMeta`为{file}"),
    "guess-sheets": ("iData and iMeta are the sheets {sheets}", "`iData`与`iMeta`为工作表{sheets}"),
    "guess-aggregates": ("AggMeta is {file}", "`AggMeta`为{file}"),
    "guess-no-aggregates": (
        "no AggMeta is found beside iMeta: aggregates are called by their codes and weigh alike",
        "在`iMeta`旁未找到`AggMeta`：合成项以代码为名称，等权",
    ),
    "several-aggregates.hint": (
        "leave one AggMeta beside iMeta",
        "`iMeta`旁请只保留一个`AggMeta`",
    ),
    "guess-no-direction": (
        "iMeta has no Direction: of every indicator more is better",
        "`iMeta`没有`Direction`：各项指标均为正向",
    ),
    "guess-no-weight": ("iMeta has no Weight: weights are equal", "`iMeta`没有`Weight`：等权"),
    "guess-no-type": (
        "iMeta has no Type: parents are dimensions, what has a parent is an indicator",
        "`iMeta`没有`Type`：作上级者为维度，有上级者为指标",
    ),
    "guess-root": (
        "{root}, of which iMeta has no row, is the index itself",
        "{root}在`iMeta`中没有对应的行，视为总指数",
    ),
    "guess-flat": (
        "no row of iMeta is an aggregate: all indicators lie directly below the index",
        "`iMeta`中没有合成项：各项指标直属总指数",
    ),
    "guess-levels": (
        (
            "Parent makes the tree, though Level says otherwise of {codes}",
            "Parent makes the tree, though Level says otherwise of {codes}",
        ),
        "层级以`Parent`为准，而{codes}的`Level`与之不符",
    ),
    "guess-aggregate-direction": (
        "{code} is -1 in Direction and is not turned round, as COINr turns indicators alone",
        "{code}的`Direction`为-1而不反转，因COINr只反转指标",
    ),
    "guess-no-direction-of": ("of {codes} more is better", "{codes}为正向"),
    "guess-no-weight-of": ("the weight of {codes} is 1", "{codes}的权重为1"),
    "guess-no-dimension": (
        "directly below the index, as no code stands above them: {codes}",
        "{codes}没有上级代码，直属总指数",
    ),
    "guess-levels-unused": (
        "levels with a single code without a name are not used: {levels}",
        "只有一个代码且无名称的层级视为未使用：{levels}",
    ),
    "level-sub-pillar": ("sub-pillar", "子支柱"),
    "level-pillar": ("pillar", "支柱"),
    "level-sub-index": ("sub-index", "分指数"),
    "guess-no-framework": (
        "Framework names no dimension: they are called by their codes, with equal weights",
        "`Framework`未列维度：以代码为名，等权",
    ),
    "guess-observed": ("every figure was observed", "各数据均为实际数据"),
    "guess-methods": (
        "points go from 0 to 100 by `{scale}`, and are put together by arithmetic means",
        "得分按`{scale}`标准化，以算术平均合成",
    ),
    "guess-each-year": (
        "each year's own figures fix its scale",
        "标准化基准为各年自身数据",
    ),
    # what is wrong, and what decides
    "option.hint": (
        ("{hint}; here as the option {options}", "{hint}; here as the options {options}"),
        "{hint}；此处用选项{options}写明",
    ),
    "no-kind": ("there is no kind `{kind}`", "没有`{kind}`这一类"),
    "idle": ("{options} has no effect on {kind}", "{options}对{kind}不起作用"),
    "idle.hint": ("leave it out", "请去掉"),
    "own": ("is a workbook of coopindex already", "已是coopindex的工作簿"),
    "own.hint": (
        "score it as it is: `coopindex score {file}`; `coopindex convert` makes a folder of it",
        "可直接计算：`coopindex score {file}`；`coopindex convert`可将其转为文件夹",
    ),
    "macros": (
        "is a workbook with macros, and none of the COIN Tool",
        "是带宏的工作簿，而非COIN Tool",
    ),
    "macros.hint": (
        "the COIN Tool has the sheets {sheets}; save any other as .xlsx",
        "COIN Tool应有工作表{sheets}；其他请另存为`.xlsx`",
    ),
    "no-meta": ("no table about its indicators is known", "没有找到关于其指标的表"),
    "no-meta.hint": ("name iMeta: --meta FILE", "请写明`iMeta`：`--meta 文件`"),
    "several-meta": (
        "several tables beside it may be the other one: {files}",
        "旁边有几个表都可能是另一个表：{files}",
    ),
    "several-meta.hint": ("name it: --meta FILE", "请写明：`--meta 文件`"),
    "not-meta": ("has no column iCode with a column Parent", "没有`iCode`与`Parent`列"),
    "not-meta.hint": (
        "iMeta has the columns iCode, Parent, Direction, Weight, Type and Level",
        "`iMeta`应有`iCode`、`Parent`、`Direction`、`Weight`、`Type`、`Level`各列",
    ),
    "no-ucode": ("has no column uCode", "没有`uCode`列"),
    "no-ucode.hint": (
        "call the column of the units uCode, or leave iMeta aside with --as table",
        "请将评价对象列命名为`uCode`；若不用`iMeta`，请加上`--as table`",
    ),
    "code-twice": ("`{value}` stands here again, first in {first}", "`{value}`重复，首见于{first}"),
    "code-twice.hint": ("give every node a code of its own", "每个节点请用各自的代码"),
    "no-number": ("`{value}` is no number", "`{value}`不是数字"),
    "no-number.hint": ("write a number, or leave the cell empty", "请写数字，或留空"),
    "no-weight": (
        "{value} is not a weight: a weight is 0 or more",
        "{value}不是权重：权重须大于或等于0",
    ),
    "no-weight.hint": (
        "where less is better, write direction -1 beside a weight above 0",
        "越小越好的指标请将方向写为-1，权重仍写正数",
    ),
    "no-direction": ("`{value}` is no direction", "`{value}`不是方向"),
    "no-direction.hint": (
        "write 1 where more is better, -1 where less is",
        "数值越大越好写1，越小越好写-1",
    ),
    "no-type": ("`{value}` is no type", "`{value}`不是类型"),
    "no-type.hint": (
        "write Indicator, Aggregate, Group, Denominator or Other",
        "请写`Indicator`、`Aggregate`、`Group`、`Denominator`或`Other`",
    ),
    "no-root": ("no row is at the top of the tree", "没有位于顶层的行"),
    "no-root.hint": (
        "leave Parent empty in the row of the index, and there alone",
        "请仅在总指数一行将`Parent`留空",
    ),
    "two-roots": ("several rows are at the top of the tree: {roots}", "有几行位于顶层：{roots}"),
    "two-roots.hint": (
        "leave Parent empty in the row of the index alone",
        "请仅在总指数一行将`Parent`留空",
    ),
    "no-parent": ("`{value}` has no parent", "`{value}`没有上级"),
    "no-parent.hint": ("write the code of the aggregate above it", "请写其上级的代码"),
    "unknown-parent": (
        "`{value}` is the code of no aggregate: {nearest}",
        "`{value}`不是任何合成项的代码：{nearest}",
    ),
    "unknown-parent.hint": (
        "add a row of the type Aggregate for it, or correct it",
        "请为其加一行，类型为`Aggregate`，或更正",
    ),
    "circle": ("`{value}` lies below itself", "`{value}`位于自身之下"),
    "circle.hint": ("correct its parent", "请更正其上级"),
    "not-in-data": (
        "iData has no column `{value}`: {nearest}",
        "`iData`没有`{value}`列：{nearest}",
    ),
    "not-in-data.hint": (
        "add the column, or leave the indicator out with --skip",
        "请加上该列，或用`--skip`略去该指标",
    ),
    "no-divisor": (
        "`{value}` is no column of the type Denominator: {nearest}",
        "`{value}`不是类型为`Denominator`的列：{nearest}",
    ),
    "no-divisor.hint": (
        "correct the code, or add a row of that type for the column",
        "请更正代码，或为该列加一行，写明此类型",
    ),
    "two-parents": (
        "`{value}` lies below {one}, and here below {other}",
        "`{value}`位于{one}之下，此处却在{other}之下",
    ),
    "two-parents.hint": (
        "every code has one code above it: correct one of the columns",
        "每个代码只有一个上级：请更正其中一列",
    ),
    "figures-without-code": (
        "figures stand below, and no code of an indicator here",
        "下方有数据，此处却没有指标代码",
    ),
    "figures-without-code.hint": (
        "write the indicator's code, or clear the column",
        "请写指标代码，或清空该列",
    ),
    "no-slots": ("has no code of an indicator", "没有指标代码"),
    "no-slots.hint": (
        "the codes stand in row {row} of Database, from column E on",
        "代码应在`Database`第{row}行，自E列起",
    ),
    "no-column": ("there is no column `{column}`", "没有`{column}`列"),
    "no-indicator": ("`{column}` is no indicator", "`{column}`不是指标"),
    "no-indicators": ("no column is left for an indicator", "没有可作指标的列"),
    "no-indicators.hint": (
        "name the columns of figures: --only COLUMNS",
        "请写明数据列：`--only 列`",
    ),
    "no-figures": ("the indicator has no figure", "该指标没有数据"),
    "no-figures.hint": (
        "add its figures, or leave it out: --skip {column}",
        "请补上数据，或略去：`--skip {column}`",
    ),
    "not-numbers": (
        (
            "a cell among figures is none: {texts}",
            "{number:,} cells among figures are none: {texts}",
        ),
        "数据列中有{number:,}格不是数字：{texts}",
    ),
    "not-numbers.hint": (
        'say that it means missing (--missing "{texts}"), correct it, or leave the column out '
        '(--skip "{column}")',
        '若表示缺失请写`--missing "{texts}"`，否则请更正，或略去该列（`--skip "{column}"`）',
    ),
    "percent.hint": (
        "say what 45 % is as a number: --percent as_written (45) or --percent fraction (0.45)",
        "请写明45%是多少：`--percent as_written`（45）或`--percent fraction`（0.45）",
    ),
    "two-notations": ("`{text}` can be read in several ways: {ways}", "`{text}`有多种读法：{ways}"),
    "two-notations.hint": ("say which is right: {ways}", "请写明是哪一种：{ways}"),
    "no-period": ("`{text}` is no year", "`{text}`不是年份"),
    "no-year": ("the year is missing", "缺少年份"),
    "no-period.hint": (
        "write 2021, 2021H1, 2021Q2 or 2021-05 in every row, or name another column: --year COLUMN",
        "请逐行写明2021、`2021H1`、`2021Q2`或2021-05，或用`--year 列`另指一列",
    ),
    "empty-unit": ("the row names no unit", "该行没有评价对象"),
    "empty-unit.hint": (
        "name it, delete the row, or pass over it: --skip-rows N,",
        "请补上，或删去该行，或用`--skip-rows N,`略去",
    ),
    "unit-twice": (
        "{unit} stands here again, first {first}",
        "{unit}重复，首见于{first}",
    ),
    "unit-year-twice": (
        "{unit} stands here again in {year}, first {first}",
        "{unit}在{year}年重复，首见于{first}",
    ),
    "unit-twice.hint": (
        "keep one row; or name the column that tells them apart: --units COLUMN, --year COLUMN",
        "请只留一行；或写明可区分的列：`--units 列`、`--year 列`",
    ),
    "figure-twice": (
        "{unit} has two figures of {what} {year}",
        "{unit}的{what}{year}有两个数据",
    ),
    "figure-twice.hint": (
        "keep one: other rows may be of another kind, told apart by a further column",
        "请只留一个：其余行可能属于另一类，由别的列区分",
    ),
    "no-units": ("no column tells all rows apart", "没有哪一列能区分各行"),
    "no-units.hint": (
        "name that of the units, and of the years where there are several: --units COLUMN, "
        "--year COLUMN; its columns: {columns}",
        "请写明评价对象列，多个年份时另写年份列：`--units 列`、`--year 列`；现有列：{columns}",
    ),
    "several-units": (
        "several columns may hold the units: {columns}",
        "有几列都可能是评价对象：{columns}",
    ),
    "several-names": (
        "several columns may hold the units' names: {columns}",
        "有几列都可能是评价对象名称：{columns}",
    ),
    "several-year": (
        "several columns may hold the years: {columns}",
        "有几列都可能是年份：{columns}",
    ),
    "several.hint": ('say which: --{option} "{column}"', '请写明是哪一列：`--{option} "{column}"`'),
    "two-dimensions": (
        "`{column}` is said to lie below two dimensions",
        "`{column}`写在了两个维度之下",
    ),
    "two-roles": (
        "`{column}` is said to be something else, and stands in --{option} too",
        "`{column}`已另作他用，又写在--{option}中",
    ),
    "no-measures": ("no row of the table stands on line {line}", "第{line}行不是表中的行"),
    "no-measures.hint": (
        "write the line of the units of measurement, counted from 1; 0 where there is none",
        "请写计量单位所在的行号，从1数起；没有则写0",
    ),
    "no-reference": (
        "there are no years of reference `{reference}` to import with",
        "导入时没有参照年份`{reference}`可选",
    ),
    "no-years": (
        "--reference has no effect: the figures are of one year",
        "`--reference`不起作用：只有一个年份的数据",
    ),
    "no-scale": ("there is no `{scale}` to import with", "导入时没有`{scale}`可选"),
    "no-post": ("`{column}` has nothing that {scale} needs", "`{column}`缺少{scale}所需的值"),
    "no-post.hint": (
        "add it to the file, or leave --normalisation out",
        "请在文件中补上，或去掉`--normalisation`",
    ),
    "not-written": ("the project was not written", "项目尚未写入"),
    "not-written.hint": ("name a folder", "请写明文件夹"),
    "no-index.hint": (
        "nothing was written; here --skip leaves a column out, and --normalisation names another "
        "scale",
        "尚未写入；此处可用`--skip`略去该列，或用`--normalisation`另选标准化方法",
    ),
    "no-lines": ("`{text}` names no line", "`{text}`不是行号"),
    "write-dimension": (
        "`{text}`: write NAME=COLUMNS, such as trade=exports,imports",
        "`{text}`：请写`名称=列`，如`trade=exports,imports`",
    ),
}

"""What is wrong with the figures, the units and the sources of an index."""

PHRASES = {
    "name-in-lines": (
        "a name stands in one line, not in several: `{name}`",
        "名称应写在一行内，不能分行：`{name}`",
    ),
    "names-in-lines": (
        "{number} names stand in several lines each, such as `{name}`",
        "{number}个名称分行书写，例如`{name}`",
    ),
    "name-in-lines.hint": (
        "write a blank in place of the line break",
        "请将换行改为空格",
    ),
    "name-taken": (
        "`{name}` is an indicator here, and what a column of every table of observations is called",
        "`{name}`在此是指标，又是数据表固有列的名称",
    ),
    "name-taken.hint": (
        "call the column otherwise; or, where all of the table is of one indicator, write "
        "`indicator: CODE` beside `file:`, with another code; or write one row an observation, "
        "with the columns `indicator` and `value`",
        "请另取列名；若全表只含一项指标，请在`file:`旁写`indicator: 代码`（另取代码）；"
        "或每行只写一个观测值，并设`indicator`、`value`两列",
    ),
    "no-sources": (
        "there is no such file, and `{source}` is named as a source",
        "没有此文件，而`{source}`被列为来源",
    ),
    "no-sources.hint": (
        "describe it there: {source}: {{title: ...}}",
        "请在其中写明：{source}: {{title: ...}}",
    ),
    "would-be-two": (
        "`{code}` and `{other}` would be two units",
        "`{code}`与`{other}`会成为两个评价对象",
    ),
    "would-be-two.hint": (
        "write them alike; if they are two, list them in a table of units",
        "请写成一样；若确是两个，请列入评价对象表",
    ),
    "not-a-unit": ("`{unit}` is not a unit of this index", "`{unit}`不是本指数的评价对象"),
    "no-figures.hint": (
        "bring figures for it; or let it, or its dimension, have the weight 0",
        "请补充数据；或令其或其维度的权重为0",
    ),
    "scored-as-one": (
        "`{name}` {what}, and is scored as one of them",
        "`{name}`{what}，而被当作一个评价对象计分",
    ),
    "scored-as-one.hint": (
        "leave its rows out, if it is none of the units",
        "若不是评价对象，请去掉其各行",
    ),
    "out-of-bounds": (
        "{written} lies {side} {limit:.15g}, the {end} bound of {code}{whose}",
        "{written}{side}{code}{whose}的{end}{limit:.15g}",
    ),
    "events-bounds.hint": (
        "check the events, or widen `bounds` of {code} in {origin}",
        "请检查事件，或在{origin}中放宽{code}的`bounds`",
    ),
    "no-data": ("there are no data for {year}", "没有{year}年的数据"),
    "sum-of-parts.hint": (
        "compare the total and its parts with the source",
        "请将合计与各部分同来源核对",
    ),
    "column-sum.hint": (
        "compare the column with the source: a row may be missing, or stand twice",
        "请将此列与来源核对：可能缺一行，或有一行重复",
    ),
    "repeated-value.hint": ("compare the two with the source", "请将两者与来源核对"),
    "plausible-range.hint": (
        "compare it with the source: a unit or a decimal point may be wrong",
        "请与来源核对：单位或小数点可能有误",
    ),
    "misspelt-date": (
        "the column `{name}` holds dates, and `{date}` is looked for",
        "列`{name}`是日期，而要找的是`{date}`",
    ),
    "misspelt-date.hint": (
        "write `date: {name}` beside `file:` in the index, or call the column `{date}`; if "
        "it is something else, add an empty column `{date}`",
        "请在指标体系中的`file:`旁写`date: {name}`，或将列命名为`{date}`；"
        "若另有所指，请加一个空列`{date}`",
    ),
    "needs-it": (", and {code} needs it", "，而{code}需要它"),
    "counted-from-it": (", and {code} is counted from it", "，而{code}由它计数得出"),
    "add-file.hint": (
        "add {file}, or name the file under `data` of the index",
        "请加上{file}，或在指标体系的`data`下写明文件",
    ),
    "no-such-file": ("there is no such file{why}", "没有此文件{why}"),
    "misspelt-year.hint": (
        "write `year: {name}` beside `file:` in the index; or call the column `year`",
        "请在指标体系中的`file:`旁写`year: {name}`；或将列命名为`year`",
    ),
    "misspelt-year": (
        "the column `{name}` holds years, and `{year}` is looked for",
        "列`{name}`是年份，而要找的是`{year}`",
    ),
    "no-source.hint": (
        "add a column `source`, or `source:` to the `data` of the index",
        "请加上`source`列，或在指标体系的`data`下写`source:`",
    ),
    "no-published-column": (
        "no column is called so after a node: `{table}`",
        "没有一列按`{table}`以节点命名",
    ),
    "no-published-column.hint": ("the observations' columns: {few}", "观测值表的列：{few}"),
    "strange-column": (
        "{few}: called as `{table}` says, but after no node",
        "{few}：按`{table}`命名，却不对应任何节点",
    ),
    "strange-column.hint": (
        "rename the column after its node, or leave it: it is not read",
        "请按节点给该列改名；不改则不读取",
    ),
    "name-source.hint": ("name a source of sources.yaml", "请写sources.yaml中的一个来源"),
    "describe-source.hint": ("describe it in sources.yaml", "请在sources.yaml中写明"),
    "is-the-kind": ("is the {kind} of the others", "是其余各项的{kind}"),
    "called-total": ("is called as a total or a mean is", "的名称像是合计或均值"),
    "misspelt-name": (
        "the header has `{name}`: did you mean `{key}`?",
        "表头有`{name}`：是否应为`{key}`？",
    ),
    "did-you-mean": ("did you mean `{meant}`?", "是否应为`{meant}`？"),
    "is-the-sum": (
        "is the sum of the others",
        "是其余各项的合计",
    ),
    "is-the-mean": (
        "is the mean of the others",
        "是其余各项的均值",
    ),
    "below-bound": (
        "{value:.15g} lies below {limit:.15g}, the lower bound of {whose}",
        "{value:.15g}低于{whose}的下限{limit:.15g}",
    ),
    "above-bound": (
        "{value:.15g} lies above {limit:.15g}, the upper bound of {whose}",
        "{value:.15g}高于{whose}的上限{limit:.15g}",
    ),
    "noted": (
        "{message}; {note}",
        "{message}；{note}",
    ),
    "per": (
        "{column} per {per}",
        "{column}除以{per}",
    ),
    "open": (
        "open",
        "不限",
    ),
    "no-code": (
        "the unit has no code",
        "该评价对象没有代码",
    ),
    "unit-twice": (
        "the unit `{code}` stands twice, {first}",
        "评价对象`{code}`出现两次，{first}",
    ),
    "own-unit-code.hint": (
        "give each unit a code of its own",
        "请给每个评价对象各自的代码",
    ),
    "names-no-unit": (
        "the row names no unit",
        "该行没有写明评价对象",
    ),
    "names-no-unit.hint": (
        "write the unit into each row, also where one cell was to hold for several; a row that is "
        "none of the table's is left out by `skip:` with its line, beside `file:` "
        "in the index (or --data)",
        "请在每一行写明评价对象，包括原先多行共用一格之处；不属于表的行，"
        "可在指标体系或`--data`的`file:`旁用`skip:`写明行号略去",
    ),
    "nearest-unit.hint": (
        "{nearest_unit}",
        "{nearest_unit}",
    ),
    "unknown-unit": (
        "`{unit_seen}` is not a unit of this index",
        "`{unit_seen}`不是本指数的评价对象",
    ),
    "no-status": (
        "the row has no status",
        "该行没有数据状态",
    ),
    "nearest-status.hint": (
        "{nearest_status}",
        "{nearest_status}",
    ),
    "unknown-status": (
        "`{status}` is not a status",
        "`{status}`不是数据状态",
    ),
    "nearest-source.hint": (
        "{nearest_source}",
        "{nearest_source}",
    ),
    "names-no-indicator": (
        "the row names no indicator",
        "该行没有写明指标",
    ),
    "names-no-indicator.hint": (
        "write it into each row, also where one cell was to hold for several (in a pivot table: "
        "repeat all item labels); {nearest_indicator}",
        "请在每一行写明，包括原先多行共用一格之处（数据透视表请选“重复所有项目标签”）；"
        "{nearest_indicator}",
    ),
    "nearest-indicator.hint": (
        "{nearest_indicator}",
        "{nearest_indicator}",
    ),
    "counted": (
        "`{code}` is counted from evidence, so no observation can state it",
        "`{code}`由事件计数得出，不能有观测值",
    ),
    "leave-row.hint": (
        "leave the row out",
        "请去掉该行",
    ),
    "unknown-indicator": (
        "`{code_seen}` is neither an indicator nor a variable of this index",
        "`{code_seen}`既非本指数的指标，也非变量",
    ),
    "no-year": (
        "the row has no year, and the index names none",
        "该行没有年份，指标体系也未写明",
    ),
    "four-digits.hint": (
        "write four digits (2021H1, 2021Q2 or 2021-05 where it is less than a year), or `year:` in "
        "the index",
        "请写四位数字（半年、季度、月份写`2021H1`、`2021Q2`、`2021-05`），或在指标体系中写`year:`",
    ),
    "year-way.hint": ("{year_way}", "{year_way}"),
    "a-day.hint": (
        "a date says a day: write the month 2021-05, the quarter 2021Q2 or the year 2021, in a "
        "cell of text; dates are read as months where each is the first (or each the last) day of "
        "one and two follow one another",
        "日期只指某一天：请以文本写月份`2021-05`、季度`2021Q2`或年份`2021`；"
        "仅当各日期均为月初（或月末）且有相邻月份时，才按月份读取",
    ),
    "mixed-periods": (
        "holds {first} ({first_one}, {first_at}) and {other} ({other_one}, {other_at})",
        "既有{first}（{first_one}，{first_at}），又有{other}（{other_one}，{other_at}）",
    ),
    "mixed-periods.hint": (
        "the periods of an index are all of one kind: leave the rows of the others out, or make an "
        "index of each",
        "一个指数只能用一种时期：请去掉其他时期的行，或分别建立指数",
    ),
    "default-period": ("`year: {year}` of the index", "指标体系中的`year: {year}`"),
    "coarse-date": (
        "`{date}` does not say which {period} it is of",
        "`{date}`未指明所属{period}",
    ),
    "coarse-date.hint": (
        "the data are by {period}: write the date with its month, as 2021-05",
        "数据按{period}排列：日期请写到月，如`2021-05`",
    ),
    "bad-year": (
        "`{year}` is not a year",
        "`{year}`不是年份",
    ),
    "not-a-number": (
        "`{written_seen}` is not a number: {code}{whose}",
        "`{written_seen}`不是数字：{code}{whose}",
    ),
    "notation.hint": (
        "`{keys}` beside `file:` in the index (or --data) would read such numbers",
        "在指标体系或`--data`的`file:`旁写`{keys}`即可读取此类数字",
    ),
    "notation-in-frame.hint": (
        "make numbers of them first, as `pd.read_csv` does with `{keys}`",
        "请先转换为数字，如`pd.read_csv`加`{keys}`",
    ),
    "notations-in-frame.hint": (
        "make numbers of them first; `{text}` may be read in several ways: {ways}",
        "请先转换为数字；`{text}`有几种读法：{ways}",
    ),
    "mark-in-frame.hint": (
        "put `None` in place of {listed}, where it says that a figure is missing",
        "若{listed}表示缺失，请改为`None`",
    ),
    "notations.hint": (
        "say beside `file:` in the index (or --data) how to read `{text}`: {ways}",
        "请在指标体系或`--data`的`file:`旁写明`{text}`的读法：{ways}",
    ),
    "way": ("with `{keys}` it is {reading}", "写`{keys}`则为{reading}"),
    "mixed-notation.hint": (
        "the column writes numbers in several ways: write all with a decimal point and without "
        "separators, as 1234.5",
        "该列数字的写法不一：请一律用小数点，不加分隔符，如1234.5",
    ),
    "other-notation.hint": (
        "`{keys}` is said of the file, and this is written otherwise: write all in one way",
        "文件写明了`{keys}`，而此处写法不同：请统一写法",
    ),
    "mark.hint": (
        "`missing: [{listed}]` beside `file:` in the index reads it as missing; or leave the cell "
        "empty",
        "在指标体系中的`file:`旁写`missing: [{listed}]`即按缺失读取；或将单元格留空",
    ),
    "percent.hint": (
        "write {number}, and `%` as the indicator's `measure`",
        "请写{number}，并将`%`写为指标的`measure`",
    ),
    "percent-ways.hint": (
        "say beside `file:` in the index (or --data) what `{text}` is: {ways}",
        "请在指标体系或`--data`的`file:`旁写明`{text}`的读法：{ways}",
    ),
    "percents.hint": (
        "write `percent: fraction` beside `file:` in the index (or --data) to say so; or `percent: "
        "as_written`, which reads {percent} as {number}",
        "若无误，请在指标体系或`--data`的`file:`旁写`percent: fraction`；"
        "若应将{percent}读作{number}，请写`percent: as_written`",
    ),
    "mixed-percents": (
        (
            "{number:,} of {all:,} figures of {code} is in percent, {percent} ({percent_at}), and "
            "the others are not, such as {plain} ({plain_at})",
            "{number:,} of {all:,} figures of {code} are in percent, such as {percent} "
            "({percent_at}), and the others are not, such as {plain} ({plain_at})",
        ),
        "{code}的{all:,}个数据中有{number:,}个为百分数，如{percent}（{percent_at}），"
        "其余不是，如{plain}（{plain_at}）",
    ),
    "mixed-percents.hint": (
        "write all alike: each with a percent sign or format, or none",
        "请统一写法：全部用百分号（百分比格式），或全部不用",
    ),
    "cell-at": (
        "`{name}`, {origin}",
        "`{name}`，{origin}",
    ),
    "decimal-point.hint": (
        "write it with a decimal point and without separators, as 1234.5; leave the cell "
        "empty when it is missing",
        "请用小数点，不加分隔符，如1234.5；缺失时请将单元格留空",
    ),
    "infinite": (
        "{written} is infinite, or too large to reckon with: {code}{whose}",
        "{written}为无穷大，或大到无法计算：{code}{whose}",
    ),
    "bounds.hint": (
        "check the {suspect}, or widen `bounds` of {code}{stated}",
        "请检查{suspect}，或{stated}放宽{code}的`bounds`",
    ),
    "row-twice": (
        "the row of {who} stands twice, {first}",
        "{who}一行出现两次，{first}",
    ),
    "row-twice.many": (
        "{many:,} rows stand twice, such as that of {who}{at}, {first}",
        "有{many:,}行出现两次，如{at}{who}，{first}",
    ),
    "observation-twice.many": (
        "{many:,} figures stand twice, such as {code}{whose}{at}, {first}",
        "有{many:,}个数据出现两次，如{at}{code}{whose}，{first}",
    ),
    "unit-twice.many": (
        "{many:,} units stand twice, such as `{code}`{at}, {first}",
        "有{many:,}个评价对象出现两次，如{at}`{code}`，{first}",
    ),
    "not-a-number.many": (
        "{many:,} cells are not numbers, such as `{written_seen}`{at}",
        "有{many:,}个单元格不是数字，如{at}`{written_seen}`",
    ),
    "infinite.many": (
        "{many:,} figures are infinite, or too large to reckon with, such as {written}{at}",
        "有{many:,}个数据为无穷大，或大到无法计算，如{at}{written}",
    ),
    "out-of-bounds.many": (
        "{many:,} figures lie beyond the bounds of {code}, such as {written}{at}, which lies "
        "{side} {limit:.15g}",
        "有{many:,}个数据超出{code}的上下限，如{at}{written}，{side}{limit:.15g}",
    ),
    "unknown-unit.many": (
        "{many:,} rows are of units that this index does not have, such as `{unit_seen}`{at}",
        "有{many:,}行的评价对象不属于本指数，如{at}`{unit_seen}`",
    ),
    "unknown-indicator.many": (
        "{many:,} rows are of neither an indicator nor a variable of this index, such as "
        "`{code_seen}`{at}",
        "有{many:,}行既非本指数的指标，也非变量，如{at}`{code_seen}`",
    ),
    "bad-year.many": (
        "{many:,} rows have no year that can be read, such as `{year}`{at}",
        "有{many:,}行的年份无法读取，如{at}`{year}`",
    ),
    "unknown-status.many": (
        "{many:,} rows have a status that is none, such as `{status}`{at}",
        "有{many:,}行的数据状态无效，如{at}`{status}`",
    ),
    "observation-twice": (
        "{code}{whose} stands twice, {first}",
        "{code}{whose}出现两次，{first}",
    ),
    "keep-one.hint": (
        "keep one of the two",
        "请只保留其中一个",
    ),
    "no-indicator": (
        "`{code}` is not an indicator of this index",
        "`{code}`不是本指数的指标",
    ),
    "bad-date": (
        "`{date}` is not a date",
        "`{date}`不是日期",
    ),
    "date.hint": (
        "write 2018, 2018-10 or 2018-10-20, or leave it empty",
        "请写2018、2018-10或2018-10-20，或留空",
    ),
    "event-not-a-number": (
        "`{written}` is not a number",
        "`{written}`不是数字",
    ),
    "event-decimal-point.hint": (
        "write it with a decimal point, as 1234.5",
        "请用小数点，如1234.5",
    ),
    "event-infinite": (
        "{written} is infinite, or too large to reckon with",
        "{written}为无穷大，或大到无法计算",
    ),
    "no-value": (
        "the values of {code} are taken up, and this event has none",
        "{code}要取各事件的值，而此事件没有值",
    ),
    "add-value.hint": (
        "add the value; write 1 for one event",
        "请加上值；一个事件请写1",
    ),
    "no-date": (
        "{code} is counted year by year, and this event has no date",
        "{code}按年计数，而此事件没有日期",
    ),
    "add-year.hint": (
        "add the year, or use `period: until`",
        "请加上年份，或用`period: until`",
    ),
    "empty-is-missing.hint": (
        "leave the cell empty when it is missing",
        "缺失时请将单元格留空",
    ),
    "no-source-named": (
        "no source is named",
        "没有写明来源",
    ),
    "unknown-source": (
        "`{source}` is not a source of sources.yaml",
        "`{source}`不是sources.yaml中的来源",
    ),
    "below": (
        "below",
        "低于",
    ),
    "above": (
        "above",
        "高于",
    ),
    "lower": (
        "lower",
        "下限",
    ),
    "upper": (
        "upper",
        "上限",
    ),
    "sign": (
        "sign",
        "正负号",
    ),
    "figure": (
        "figure",
        "数字",
    ),
    "stated-in": (
        " in {origin}",
        "在{origin}中",
    ),
    "whose": (
        " ({parts})",
        "（{parts}）",
    ),
    "first-at": (
        "{origin} of {file}",
        "{file}的{origin}",
    ),
    "unit-code": (
        "`{code}` holds a line break or a control character",
        "`{code}`含换行符或控制字符",
    ),
    "unit-code.hint": (
        "write the code on one line",
        "请将代码写在一行内",
    ),
    "unit-alike": (
        "`{code}` and `{other}` look alike",
        "`{code}`与`{other}`看上去相同",
    ),
    "unit-alike.hint": (
        "write them alike, if they are one unit; a name may look like another's, a code may not",
        "若为同一评价对象，请写成一样；名称可与他者相像，代码则不可",
    ),
    "name-a-unit.hint": (
        "name a unit of the units' table, or add it there; or write `others: ignore` beside "
        "`file:` in the index, to pass over what it does not name",
        "请写评价对象表中的评价对象，或在表中加上；若要略过表中没有的，请在指标体系中的`file:`旁"
        "写`others: ignore`",
    ),
    "misspelt-name.hint": (
        "call the column `{key}`, or write `{key}: {name}` beside `file:` in the index; if it is "
        "no name, `columns: {{{name}: null}}`",
        "请将列命名为`{key}`，或在指标体系中的`file:`旁写`{key}: {name}`；若不是名称，请写`columns"
        ": {{{name}: null}}`",
    ),
    "rows": (
        ("{number} row", "{number:,} rows"),
        "{number:,}行",
    ),
    "for-known": (
        "`{text}` for `{known}`",
        "`{text}`应为`{known}`",
    ),
    "misspelt-units": (
        "{number:,} units are called otherwise than in {where}: {few}",
        "有{number:,}个评价对象的写法与{where}不同：{few}",
    ),
    "misspelt-indicators": (
        "{number:,} indicators are called otherwise than in {where}: {few}",
        "有{number:,}个指标的写法与{where}不同：{few}",
    ),
    "header-title": (
        "`{name}` is the title of `{code}`, and headers are codes",
        "`{name}`是`{code}`的名称，而列名须为代码",
    ),
    "header-titles": (
        "{number:,} headers are titles, and headers are codes: {few}",
        "有{number:,}个列名是指标名称，而列名须为代码：{few}",
    ),
    "header-titles.hint": (
        "head the column `{code}`; or keep the header, and write `{name}` as `data` of the "
        "indicator (in a workbook, in the column `data column` of Framework)",
        "请将该列命名为`{code}`；或保留列名，并在该指标的`data`处写`{name}`（工作簿中为“指标体系”表的"
        "“数据列”一列）",
    ),
    "other-column.hint": (
        "the column `{name}` holds them: write `{kind}: {name}` beside `file:` in the index",
        "列`{name}`与之相符：请在指标体系中的`file:`旁写`{kind}: {name}`",
    ),
    "as-known.hint": (
        "write them as {where} does, or add them there",
        "请与{where}写成一样，或在其中加上",
    ),
    "unknown-units": (
        (
            "{number:,} unit is not in {where}, first `{first}` ({rows})",
            "{number:,} units are not in {where}, first `{first}` ({rows})",
        ),
        "有{number:,}个评价对象不在{where}中，首个为`{first}`（共{rows}）",
    ),
    "unknown-indicators": (
        (
            "{number:,} indicator is neither an indicator nor a variable of {where}, first "
            "`{first}` ({rows})",
            "{number:,} indicators are neither indicators nor variables of {where}, first "
            "`{first}` ({rows})",
        ),
        "有{number:,}个指标既非{where}的指标，也非变量，首个为`{first}`（共{rows}）",
    ),
    "others.hint": (
        "write `others: ignore` beside `file:` in the index, to pass their rows over; or add "
        "them to {where}",
        "若要略过这些行，请在指标体系中的`file:`旁写`others: ignore`；否则请将其加入{where}",
    ),
    "no-known-unit": (
        (
            "no row is of a unit of {where}; there is {number:,} other, `{first}`",
            "no row is of a unit of {where}; there are {number:,} others, first `{first}`",
        ),
        "没有一行属于{where}中的评价对象；另有{number:,}个，首个为`{first}`",
    ),
    "no-known-indicator": (
        (
            "no row is of an indicator or a variable of {where}; there is {number:,} other, "
            "`{first}`",
            "no row is of an indicator or a variable of {where}; there are {number:,} others, "
            "first `{first}`",
        ),
        "没有一行属于{where}的指标或变量；另有{number:,}个，首个为`{first}`",
    ),
    "where-nowhere": (
        "`{name}` is `{text}` in no row",
        "没有一行的`{name}`为`{text}`",
    ),
    "where-such-as.hint": (
        "what stands there: {texts}, ...",
        "列中有：{texts}等",
    ),
    "where-unheeded": (
        "has no column `{name}`, so that `where` chooses none of its rows",
        "没有`{name}`列，`where`的此项条件对其不起作用",
    ),
    "where-unheeded.hint": (
        "if its rows are of several kinds, add the column `{name}`",
        "若其中的行不止一类，请补上`{name}`列",
    ),
    "where-nearly": (
        "`{text}` is nearly what `where` asks for (`{meant}`), and would be passed over",
        "`{text}`与`where`所写的`{meant}`相近，将被略过",
    ),
    "where-nearly.hint": (
        "write `{meant}` there; or, where its rows are meant too, `where: {where}`",
        "请在该处写`{meant}`；若也要这些行，请写`where: {where}`",
    ),
    "column-of-two": (
        "the column `{name}` is said to be of several indicators: {codes}",
        "`{name}`列同时归于多项指标：{codes}",
    ),
    "column-of-two.hint": (
        "leave it out of `columns`, and write `data: {name}` at each that takes its figures",
        "请从`columns`中去掉，并在取用其数据的各指标处写`data: {name}`",
    ),
    "missing-twice": (
        "`missing` names the column of {code} twice, as `{first}` and as `{second}`",
        "`missing`以`{first}`和`{second}`两次写了{code}所在的列",
    ),
    "where-empty": (
        "no row is as `where` says",
        "没有一行符合`where`所写的条件",
    ),
    "where-empty.hint": (
        "its conditions hold each in some rows, and together in none: leave one out",
        "各条件分别都有行符合，合在一起却没有：请去掉一个",
    ),
    "no-such-indicator": (
        "`{said}` is neither a column of the table nor an indicator of the index",
        "`{said}`既非表中的列，也非本指数的指标",
    ),
    "no-such-part": (
        "`columns` names `{name}`, which is neither a part of the table nor an indicator or a "
        "variable",
        "`columns`写了`{name}`，它既非表的组成列，也非指标或变量",
    ),
    "missing-of-none": (
        "`missing` names `{name}`, which is no column that is read",
        "`missing`写了`{name}`，它不是所读取的列",
    ),
    "no-row-of": (
        "`columns` says `{name}` for {code}, and no row is of it",
        "`columns`以`{name}`表示{code}，而没有一行是它",
    ),
    "no-column-of-indicators.hint": (
        "write `indicator:` beside `file:` in the index: the header of the column that names the "
        "indicators, or the one indicator that the whole table is of",
        "请在指标体系中的`file:`旁写`indicator:`，其后为指标列的表头；若全表只有一个指标，则写该"
        "指标",
    ),
    "second-header": (
        "a second header seems to stand on {at}",
        "{at}似为另一个表头",
    ),
    "second-header.hint": (
        "if another table begins there, put it into a sheet or a file of its own; if the header is "
        "only repeated, write `skip: {lines}` beside `file:` in the index (or --data)",
        "若此处开始另一个表，请将其放入单独的工作表或文件；若只是表头重复，请在指标体系或"
        "`--data`的`file:`旁写`skip: {lines}`",
    ),
    "without-figures.hint": (
        "if it is none of the units (a heading, a remark), delete its row, or write its line under "
        "`skip:` beside `file:` in the index (or --data): `skip: [{line}]`",
        "若不是评价对象（小标题、附注等），请删除该行，或在指标体系或`--data`的`file:`旁"
        "写`skip: [{line}]`",
    ),
    "nearly-years.hint": (
        "if its figures are those of {year}, call `{name}` `{year}`; if not, leave it out",
        "若其数据为{year}年数据，请将`{name}`改为`{year}`；否则请去掉",
    ),
    "nearly-years-there.hint": (
        "`{year}` is there too and is read: keep one of the two",
        "另有`{year}`列，已读取：请只保留其中一列",
    ),
    "years-as-columns": (
        "has a column a year ({years}), and does not say of which indicator",
        "每年一列（{years}），却未说明是哪个指标",
    ),
    "years-as-columns.hint": (
        "write `indicator: {code}` beside `file:` in the index, if all of it is of one; or "
        "`indicator:` with the header of the column that names them",
        "若全表只有一个指标，请在指标体系中的`file:`旁写`indicator: {code}`；否则在`indicator:`后"
        "写指标列的表头",
    ),
    "no-table-of": (
        "no table is of {few}",
        "没有一个表属于{few}",
    ),
    "no-table-of.hint": (
        "add its table, with `indicator: {code}` beside `file:`",
        "请加上其表，并在`file:`旁写`indicator: {code}`",
    ),
    "kept.hint": (
        "{keep_one}",
        "{keep_one}",
    ),
    "each-its-own.hint": (
        "if each file is of one indicator, say which: `indicator: {first}` beside the `file:` of "
        "the one, `indicator: {second}` beside that of the other",
        "若每个文件各为一个指标，请分别在其`file:`旁写明：如`indicator: {first}`与`indicator: {sec"
        "ond}`",
    ),
    "publishers.hint": (
        "if the column is the publisher's, write `{part}: {known}` beside `file:` in the index, "
        "which then holds for all rows; if ours is called otherwise, `columns: {{{part}: HEADER}}`",
        "若该列是发布方的，请在指标体系中的`file:`旁写`{part}: {known}`，对所有行有效；"
        "若我们的列另有其名，请写`columns: {{{part}: 表头}}`",
    ),
    "overruled.hint": (
        "write `columns: {{{part}: null}}` beside `file:` in the index, and it is not asked",
        "请在指标体系中的`file:`旁写`columns: {{{part}: null}}`，即不再提示",
    ),
    "unstated-status.hint": (
        "write `status: observed` beside `file:` in the index, or add a column `status`",
        "请在指标体系中的`file:`旁写`status: observed`，或加上`status`列",
    ),
    "nearly-one-group.hint": (
        "write them alike, if they are one",
        "若为同一组，请写成一样",
    ),
    "where.hint": (
        "the rows differ in {few}: say which are to be read, as `where: {where}` "
        "beside `file:` in the index; else keep one of the two",
        "这些行的{few}不同：请在指标体系中的`file:`旁写明读取哪些，"
        "如`where: {where}`；否则请只保留其中一个",
    ),
    "doubtful-mark.hint": (
        "say of each column what means missing, as `missing: {{{name}: [{mark}]}}` beside `file:` "
        "in the index",
        "请在指标体系中的`file:`旁逐列写明何为缺失，如`missing: {{{name}: [{mark}]}}`",
    ),
}

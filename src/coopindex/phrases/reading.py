"""What is wrong with a file as such: its text, its table, its keys and the kinds of its values."""

PHRASES = {
    "inner-comma.hint": (
        "if it belongs to the text before it, put that text in quotes: inside {{ }} a "
        "comma ends it",
        "若属于前面的文本，请给该文本加引号：`{{ }}`中逗号即结束一项",
    ),
    "no-key": ("`{key}` is not a key that can stand here", "此处没有`{key}`这个键"),
    "missing-key": ("`{key}` is missing", "缺少`{key}`"),
    "missing-key.hint": ("add `{key}: ...`", "请加上`{key}: ...`"),
    "one-of.hint": (
        "write one of {choices}, without brackets",
        "请写其中之一：{choices}，不加方括号",
    ),
    "not-a-word": ("should be a word, not {kind}", "应为一个词，而非{kind}"),
    "none-of": ("`{shown}` is none of {choices}", "`{shown}`不在{choices}之中"),
    "one-without-brackets.hint": ("write one, without brackets", "请只写一项，不加方括号"),
    "other-kind": ("should be {wanted}, not {kind}", "应为{wanted}，而非{kind}"),
    "beyond": ("{shown} should be {side} {limit:.15g}", "{shown}应{side}{limit:.15g}"),
    "beyond.hint": ("correct the number", "请更正数字"),
    "empty-list": ("is empty", "为空"),
    "empty-list.hint": ("name at least one, or leave the key out", "请至少写一项，或去掉此键"),
    "other-length": (
        ("should hold {limit} entry, not {length}", "should hold {limit} entries, not {length}"),
        "应有{limit}项，而非{length}项",
    ),
    "as-printed.hint": (
        'write it as it is printed, in quotes: "38.52" or "44.1%"',
        '请按印出的样子写，加引号："38.52"或"44.1%"',
    ),
    "no-figure": ("`{shown}` is not a figure", "`{shown}`不是数字"),
    "no-code": ("`{shown}` cannot be a code", "`{shown}`不能作为代码"),
    "a-list": ("a list", "列表"),
    "a-mapping": ("a mapping", "映射"),
    "row": ("row {row}", "第{row}行"),
    "column": ("column {column}", "列{column}"),
    "not-a-frame": (
        "should be a pandas DataFrame, not a {kind}",
        "应为`pandas.DataFrame`，而非{kind}",
    ),
    "not-a-frame.hint": ("make one: pandas.DataFrame(...)", "请用`pandas.DataFrame(...)`生成"),
    "several-levels": ("its columns have several levels", "列名有多层"),
    "no-rows": ("has no rows", "没有数据行"),
    "several-levels.hint": ("name each column by one word", "每列请用一个词命名"),
    "no-rows.hint": ("add a row", "请加上数据行"),
    "column-twice": ("the column `{name}` stands twice", "列`{name}`出现两次"),
    "keep-one.hint": ("keep one of the two", "请只保留其中一个"),
    "row-labels.hint": (
        'name the rows: frame.set_index("..."), or call a column `{key}`',
        '请给各行命名：`frame.set_index("...")`，或将某列命名为`{key}`',
    ),
    "no-row-labels": (
        "has neither a column `{key}` nor labels of its rows",
        "既无列`{key}`，各行也没有标签",
    ),
    "mark-and-encoding": (
        "begins with the mark of {mark}, and `encoding: {encoding}` is said",
        "文件以{mark}标记开头，而写明的是`encoding: {encoding}`",
    ),
    "leave-encoding.hint": ("leave `encoding` out", "请去掉`encoding`"),
    "utf-8-and-encoding": (
        "is UTF-8 text, and `encoding: {encoding}` is said",
        "文件是UTF-8文本，而写明的是`encoding: {encoding}`",
    ),
    "not-in-encoding": ("is not {encoding} text here", "此处不是{encoding}文本"),
    "sign-not-in-encoding": (
        "is not {encoding} text: the sign {sign} stands here",
        "不是{encoding}文本：此处有{sign}",
    ),
    "mark-without-text": (
        "has the mark of {mark}, and is not {mark} text here",
        "文件有{mark}标记，而此处不是{mark}文本",
    ),
    "save-anew.hint": ("save the file again, as UTF-8", "请重新存为UTF-8"),
    "utf-16.hint": (
        "save it as UTF-8, or write `encoding: {named}` beside `file:` in the index",
        "请存为UTF-8，或在指标体系中的`file:`旁写`encoding: {named}`",
    ),
    "utf-16": ("looks like UTF-16 text without its mark", "像是没有标记的UTF-16文本"),
    "read-as": ("is read as {spoken}: `{example}`", "按{spoken}读取：`{example}`"),
    "read-as.hint": (
        "save the file as UTF-8, or write `encoding: {name}` beside `file:` in the index",
        "请存为UTF-8，或在指标体系中的`file:`旁写`encoding: {name}`",
    ),
    "stray": (
        "is not UTF-8 text here, though the rest of the file is",
        "此处不是UTF-8文本，而文件其余部分是",
    ),
    "strays-more": ("; so are {number} more", "；另有{number}处"),
    "stray.hint": (
        "write the word anew, and save the whole file as UTF-8",
        "请重写该词，并将整个文件存为UTF-8",
    ),
    "way": ("`{text}` ({encodings})", "`{text}`（{encodings}）"),
    "several-ways": ("can be read in several ways: {listed}", "有多种读法：{listed}"),
    "no-encoding": (
        "is not UTF-8, and makes no words in any encoding that we try",
        "不是UTF-8，试过的各种编码都读不成词",
    ),
    "right-encoding.hint": (
        "write the right one beside `file:` in the index, such as `encoding: {example}`; "
        "or save the file as UTF-8",
        "请在指标体系中的`file:`旁写明正确的编码，如`encoding: {example}`；或存为UTF-8",
    ),
    "another-encoding.hint": (
        "name another encoding than {encoding}, or save the file as UTF-8 and leave it out",
        "请改用{encoding}以外的编码，或存为UTF-8并去掉此项",
    ),
    "gz": ("is not a whole .gz file: {error}", "不是完整的`.gz`文件：{error}"),
    "gz.hint": ("compress the table again", "请重新压缩该表"),
    "empty": ("is empty", "为空"),
    "header.hint": ("a table begins with a header line", "表的第一行应为表头"),
    "known-endings.hint": ("known: {suffixes}", "可用：{suffixes}"),
    "not-a-table": ("`{ending}` is not a table", "`{ending}`不是表"),
    "nothing-to-choose": (
        "`{key}: {value}` is said of it, and a {ending} file has none to choose",
        "写了`{key}: {value}`，而{ending}文件没有可选的",
    ),
    "leave-key.hint": ("leave `{key}` out", "请去掉`{key}`"),
    "needs-package": (
        "reading {ending} needs {needs}, which is not installed",
        "读取{ending}需要{needs}，尚未安装",
    ),
    "needs-package.hint": (
        'pip install "coopindex[{extra}]"',
        '`pip install "coopindex[{extra}]"`',
    ),
    "unreadable-from": ("cannot be read from here on: {error}", "从此处起无法读取：{error}"),
    "quotes.hint": ("check the quotes", "请检查引号"),
    "not-parquet": ("is not a .parquet file: {error}", "不是`.parquet`文件：{error}"),
    "not-parquet.hint": ("write the file again", "请重新写出文件"),
    "rounded": (
        "`{name}` holds whole numbers beyond 2^53, {number} first: as figures they are "
        "rounded to the nearest that the arithmetic holds",
        "`{name}`含有超过2^53的整数，首个为{number}：作为数字只能取运算所及的最近值",
    ),
    "rounded.hint": (
        "state it in a larger unit; if it is a code, nothing is lost",
        "请改用更大的计量单位；若是代码，则没有损失",
    ),
    "no-column": ("the header has no column `{name}`", "表头没有列`{name}`"),
    "misspelt-beside": (
        "the header has `{column}` beside `{name}`, which alone is read",
        "表头在`{name}`之外还有`{column}`，只读取前者",
    ),
    "misspelt-beside.hint": (
        "leave out one of the two, or give `{column}` another name",
        "请去掉其中一列，或给`{column}`另取名称",
    ),
    "misspelt": (
        "the header has `{column}`: did you mean `{name}`?",
        "表头有`{column}`：是否应为`{name}`？",
    ),
    "misspelt.hint": (
        "write `{name}`; if it is something else, give it another name",
        "请写`{name}`；若另有所指，请另取名称",
    ),
    "one-misspelt.hint": (
        "it has `{written}`: one of the two is misspelt",
        "表头有`{written}`：两者之一拼写有误",
    ),
    "hint-and-sheets": ("{hint}{sheets}", "{hint}{sheets}"),
    "other-sheets": (
        "; other sheets: {others}, named by `sheet:` or `--sheet`",
        "；其他工作表：{others}，可用`sheet:`或`--sheet`指定",
    ),
    "its-columns.hint": ("its columns: {columns}{sheets}", "现有列：{columns}{sheets}"),
    "ragged-row.many": (
        "{many:,} rows have more or fewer cells than the header, which has {width}, such as "
        "{number}{at}",
        "有{many:,}行的单元格数与表头的{width}个不同，如{at}{number}个",
    ),
    "no-column.many": (
        "the header lacks {many:,} columns",
        "表头缺少{many:,}列",
    ),
    "ragged-row": (
        ("has {number} cell, the header {width}", "has {number} cells, the header {width}"),
        "有{number}格，表头有{width}格",
    ),
    "ragged-row.hint": (
        "quote cells that hold a {separator}, or write `skip:` with the lines that are no rows",
        "含{separator}的单元格请加引号；不是数据的行请用`skip:`写明",
    ),
    "ragged-rows.hint": (
        "if commas stand before decimals or part thousands, quote such cells, or save the file "
        'with semicolons and write `delimiter: ";"` beside `file:` in the index (or --data)',
        "若逗号用作小数点或千位分隔符，请给这些单元格加引号，或存为分号分隔，"
        '并在指标体系或`--data`的`file:`旁写`delimiter: ";"`',
    ),
    "no-ending": (
        "its name has no ending that says what it is",
        "文件名没有表明类型的后缀",
    ),
    "kind-of-text": ("text", "文本"),
    "kind-of-text.hint": ("call it .csv", "请将文件改名为`.csv`"),
    "sign-comma": ("comma", "逗号"),
    "sign-semicolon": ("semicolon", "分号"),
    "sign-tab": ("tab", "制表符"),
    "sign-other": ("`{sign}`", "`{sign}`"),
    "parted": (
        "a {other}, not a {usual}, stands between the cells",
        "各格之间是{other}，而非{usual}",
    ),
    "parted.hint": (
        "write `{said}` beside `file:` in the index (or --data)",
        "请在指标体系或`--data`的`file:`旁写`{said}`",
    ),
    "nth-column": ("column {position}", "第{position}列"),
    "sheet-column": ("column {letters}", "{letters}列"),
    "nameless-column": ("{column} has no name", "{column}没有名称"),
    "nameless-column.hint": (
        "name every column; where the names stand further down, write `header:` with their line "
        "beside `file:` in the index (or --data)",
        "请给每列命名；若列名在下面某行，请在指标体系或`--data`的`file:`旁用`header:`写明行号",
    ),
    "two-lines.hint": (
        "name every column; `header: {both}` beside `file:` in the index (or --data) joins the "
        "names of both",
        "请给每列命名；在指标体系或`--data`的`file:`旁写`header: {both}`可合并两行的列名",
    ),
    "header-found": (
        "the header is taken from {at}; what stands above is not read: {above}",
        "表头取自{at}；其上方内容未读取：{above}",
    ),
    "header-joined": (
        "the header is taken from more lines than one, down to {at}: its columns are {names}",
        "表头取自多行，止于{at}：各列为{names}",
    ),
    "header-unsure": (
        "{above} seems to stand above the table: the header seems to be on {at}",
        "{above}像是表上方的文字：表头似在{at}",
    ),
    "header-said.hint": (
        "write `header: {said}` beside `file:` in the index (or --data) to say so",
        "若无误，请在指标体系或`--data`的`file:`旁写`header: {said}`",
    ),
    "header-below.hint": (
        "{at} has `{name}`: if that is the header, write `header: {line}` beside `file:` in "
        "the index (or --data)",
        "{at}有`{name}`：若那是表头，请在指标体系或`--data`的`file:`旁写`header: {line}`",
    ),
    "no-header-there": (
        "`header: {said}` is said, and no names stand there",
        "写明了`header: {said}`，而该处没有列名",
    ),
    "no-header-there.hint": (
        "write the line of the columns' names, counted from 1",
        "请写列名所在的行号，从1数起",
    ),
    "footnotes": (
        "notes below the table are not read, from {at} on: {shown}",
        "表下方的注释未读取，自{at}起：{shown}",
    ),
    "footnotes.hint": (
        "write `footnotes: ignore` beside `file:` in the index (or --data) to say so",
        "若无误，请在指标体系或`--data`的`file:`旁写`footnotes: ignore`",
    ),
    "perhaps-footnotes": (
        "notes seem to stand below the table, from {at} on: {shown}",
        "表下方似有注释，自{at}起：{shown}",
    ),
    "perhaps-footnotes.hint": (
        "write `footnotes: ignore` beside `file:` in the index (or --data) to leave them out, or "
        "delete them",
        "请在指标体系或`--data`的`file:`旁写`footnotes: ignore`以略去，或将其删除",
    ),
    "merged-cells": (
        "the cells {listed} of the sheet `{title}` are merged: one value for all",
        "工作表`{title}`的单元格{listed}是合并的：几格共用一个值",
    ),
    "merged-cells.hint": (
        "unmerge them, and write into each cell its own value",
        "请取消合并，并在每一格写上各自的值",
    ),
    "merged-across.hint": (
        "unmerge them, and write into each cell its own value; rows that are none of the table's "
        "are left out by `skip: {rows}` beside `file:`",
        "请取消合并，并在每一格写上各自的值；不属于表的行可在`file:`旁写`skip: {rows}`略去",
    ),
    "merged-filled": (
        "the cells {listed} of the sheet `{title}` are merged: their value is read for each row",
        "工作表`{title}`的单元格{listed}是合并的：每一行均取其值",
    ),
    "merged-filled.hint": (
        "if it is not that of each row, unmerge them and write each row's own",
        "若并非每行之值，请取消合并，逐行写明",
    ),
    "two-readings": (
        "`{text}` is {text} as it stands, and {other} as in the table that this one replaces",
        "`{text}`按字面为{text}，若与被替换的表写法相同则为{other}",
    ),
    "two-readings.hint": (
        'say how it is written in place of its name: {{file: {file}, decimal: "."}} or '
        "{{file: {file}, {keys}}}",
        '请以映射代替文件名写明写法：`{{file: {file}, decimal: "."}}`或`{{file: {file}, {keys}}}`',
    ),
    "none-of-columns": (
        "has none of the columns that are read: {names}",
        "没有任何一列是要读取的：{names}",
    ),
    "unseen-signs.hint": (
        "it has signs that cannot be seen: write `{anew}`",
        "其中有不可见的字符：请写`{anew}`",
    ),
    "odd-signs.hint": (
        "it has full-width or special signs (`{signs}`): write `{anew}`",
        "其中有全角或特殊字符（`{signs}`）：请写`{anew}`",
    ),
    "odd-signs-in.hint": (
        "it has full-width or special signs (`{signs}`): write half-width digits and a decimal "
        "point, without separators, as 1234.5",
        "其中有全角或特殊字符（`{signs}`）：请用半角数字和小数点，不加分隔符，如1234.5",
    ),
    "mistaken": (
        "is {kind} under the name of a {ending} file",
        "是{kind}，却以`{ending}`为名",
    ),
    "kind-of-ole": (
        "an old Excel workbook (.xls), or one with a password,",
        "旧版Excel工作簿（`.xls`）或加密的工作簿",
    ),
    "kind-of-ole.hint": (
        "open it in Excel or LibreOffice, and save it as .xlsx without a password",
        "请用Excel等软件打开，不加密码另存为`.xlsx`",
    ),
    "kind-of-workbook": ("an Excel workbook", "Excel工作簿"),
    "kind-of-workbook.hint": ("call it .xlsx", "请将文件改名为`.xlsx`"),
    "kind-of-parquet": ("a Parquet file", "Parquet文件"),
    "kind-of-parquet.hint": ("call it .parquet", "请将文件改名为`.parquet`"),
    "kind-of-gzip": ("a compressed file", "压缩文件"),
    "kind-of-gzip.hint": ("add .gz to its name", "请在文件名后加`.gz`"),
    "kind-of-page": ("a web page", "网页"),
    "kind-of-page.hint": (
        "open it in a spreadsheet, and save it as .xlsx",
        "请用电子表格软件打开，另存为`.xlsx`",
    ),
    "kind-of-archive": ("a ZIP archive", "`.zip`压缩包"),
    "kind-of-archive.hint": ("unpack it, and name the table in it", "请先解压，再写其中表的文件名"),
    "kind-of-document": ("a document", "文档"),
    "kind-of-document.hint": (
        "copy its table into a spreadsheet, check the figures, and save it as .xlsx or .csv",
        "请将其中的表复制到电子表格，核对数据后存为`.xlsx`或`.csv`",
    ),
    "kind-of-picture": ("a picture", "图片"),
    "kind-of-picture.hint": (
        "type the figures into a spreadsheet, and save it as .xlsx or .csv",
        "请将数据录入电子表格，存为`.xlsx`或`.csv`",
    ),
    "kind-of-old-workbook.hint": (
        "open it in Excel or LibreOffice, and save it as .xlsx",
        "请用Excel等软件打开，另存为`.xlsx`",
    ),
    "kind-of-other-workbook": (
        "a workbook of another program",
        "其他程序的工作簿",
    ),
    "kind-of-other-workbook.hint": (
        "open it in its own program, and save or export it as .xlsx",
        "请用原程序打开，另存或导出为`.xlsx`",
    ),
    "kind-of-statistics.hint": (
        "write it as .csv or .parquet from the program it is of",
        "请用原程序导出为`.csv`或`.parquet`",
    ),
    "kind-of-other-data": ("XML", "XML文件"),
    "kind-of-other-data.hint": (
        "open it in a spreadsheet, and save it as .xlsx or .csv",
        "请用电子表格软件打开，存为`.xlsx`或`.csv`",
    ),
    "csv-quote": ("'{sign}' expected after '\"'", "引号之后应为`{sign}`"),
    "header-alone": ("has a header and no rows", "只有表头，没有数据行"),
    "strict": (
        "is a Strict Open XML workbook, which cannot be read here",
        "是严格开放XML格式（Strict Open XML）的工作簿，无法读取",
    ),
    "strict.hint": (
        "save it as a normal Excel workbook (.xlsx)",
        "请存为普通的Excel工作簿（.xlsx）",
    ),
    "not-xlsx": ("cannot be read as .xlsx: {error}", "无法作为`.xlsx`读取：{error}"),
    "not-xlsx.hint": ("save the workbook again", "请重新保存工作簿"),
    "damaged-cut": ("its beginning or its end is missing", "文件开头或结尾缺失"),
    "damaged-plain": ("it is not compressed, or not to its end", "内容未压缩，或并非全部压缩"),
    "damaged-bytes": (
        "its bytes are not those that were packed",
        "内容与压缩时不一致，可能已损坏",
    ),
    "damaged-lacks": ("its part `{part}` is missing", "缺少其中的`{part}`"),
    "damaged-xml": (
        "a part of it is not whole (line {line}, sign {column} of its XML)",
        "其中有部分内容不完整（其XML第{line}行第{column}个字符）",
    ),
    "damaged-inside": ("what is in it cannot be made out", "其内容无法识别"),
    "no-sheet": ("has no sheet `{name}`", "没有工作表`{name}`"),
    "which-sheet.hint": (
        "say which: `sheet:` beside `file:` in the index, one of {pages}",
        "请在指标体系中的`file:`旁用`sheet:`写明是哪一个：{pages}",
    ),
    "no-open-sheet": ("has no sheet that is not hidden", "没有未隐藏的工作表"),
    "hidden-sheet": ("{other} (hidden)", "{other}（隐藏）"),
    "out-of-order": (
        "the sheet `{title}` is out of order: {listed}",
        "工作表`{title}`次序混乱：{listed}",
    ),
    "out-of-order.hint": ("open the workbook, and save it again", "请打开工作簿重新保存"),
    "sheets.hint": (
        "write `sheet:` beside `file:` in the index to say which is meant",
        "请在指标体系中的`file:`旁用`sheet:`写明是哪一个",
    ),
    "row-after": ("row {number} after row {before}", "第{number}行在第{before}行之后"),
    "cell-in-row": ("the cell {stands} in row {number}", "第{number}行中有单元格{stands}"),
    "cell-twice": ("the cell {stands} twice", "单元格{stands}出现两次"),
    "cell-after": ("{stands} after {letters}{number}", "{stands}在{letters}{number}之后"),
    "unsolved.hint": (
        "open the workbook in Excel, or the like, and save it there",
        "请用Excel等软件打开工作簿并保存",
    ),
    "hidden": (
        "{which} hidden in the sheet `{title}`, and read all the same",
        "工作表`{title}`中{which}隐藏，但仍被读取",
    ),
    "hidden-rows.hint": (
        "delete what is not meant to be read: hiding and filtering leave it in the file",
        "不应读取的请删除：隐藏和筛选都仍保留在文件中",
    ),
    "hidden-columns.hint": (
        "delete what is not meant to be read: hiding leaves it in the file",
        "不应读取的请删除：隐藏仍保留在文件中",
    ),
    "save-utf-8.hint": ("save the file as UTF-8", "请将文件存为UTF-8"),
    "not-utf-8": ("is not UTF-8 text", "不是UTF-8文本"),
    "see-content.hint": (
        "see docs/content.md for what belongs here",
        "此处该写什么，参见docs/content.md",
    ),
    "not-a-mapping": (
        "should be keys with values, such as `title: ...`",
        "应为带值的键，如`title: ...`",
    ),
    "not-a-mapping.hint": ("begin each line with a key and a colon", "每行请以键和冒号开头"),
    "not-yaml": ("is not YAML here: {problem}", "此处不是YAML：{problem}"),
    "not-yaml.hint": (
        "check the indentation, the colons, the quotes and the brackets of this line and "
        "the one above",
        "请检查本行和上一行的缩进、冒号、引号和括号",
    ),
    "tab": ("a tab stands where YAML wants spaces", "应为空格之处有制表符"),
    "tab.hint": ("indent with spaces", "请用空格缩进"),
    "full-width.hint": (
        "a full-width mark stands here: write : , {{ }} [ ] in half width, a space after a colon",
        "此处有全角标点：请用半角的`: , {{ }} [ ]`，冒号后加空格",
    ),
    "unprintable": (
        "an unprintable character (U+{number:04X})",
        "不可打印的字符（U+{number:04X}）",
    ),
    "not-allowed": (
        "{character} stands here, which YAML does not allow",
        "此处有{character}，YAML不允许",
    ),
    "not-allowed.hint": (
        "delete it, and save the file as UTF-8 text",
        "请删除，并将文件存为UTF-8文本",
    ),
    "are-rows-one": (
        "the row {listed} is",
        "第{listed}行",
    ),
    "are-rows": (
        "the rows {listed} are",
        "第{listed}行",
    ),
    "are-columns-one": (
        "the column {listed} is",
        "{listed}列",
    ),
    "are-columns": (
        "the columns {listed} are",
        "{listed}列",
    ),
    "no-result-one": (
        "the cell {listed} of the sheet `{title}` holds a formula without a stored result",
        "工作表`{title}`的单元格{listed}是没有存下结果的公式",
    ),
    "no-result": (
        "the cells {listed} of the sheet `{title}` hold formulas without a stored result",
        "工作表`{title}`的单元格{listed}是没有存下结果的公式",
    ),
    "refused-document": (
        "a second document begins here",
        "此处开始了第二个文档",
    ),
    "refused-document.hint": (
        "keep one document a file",
        "每个文件请只留一个文档",
    ),
    "refused-alias": (
        "`*{written}` points elsewhere: aliases are not read",
        "`*{written}`指向别处：不读取别名",
    ),
    "refused-alias.hint": (
        "write the value out",
        "请写出其值",
    ),
    "refused-anchor": (
        "`&{written}` is an anchor: anchors are not read",
        "`&{written}`是锚点：不读取锚点",
    ),
    "refused-anchor.hint": (
        "leave it out",
        "请去掉",
    ),
    "refused-tag": (
        "`{written}` is a tag: tags are not read",
        "`{written}`是标签：不读取标签",
    ),
    "refused-tag.hint": (
        "leave it out; quote the value to make it text",
        "请去掉；要作为文本请给值加引号",
    ),
    "refused-key": (
        "a key must be a plain word",
        "键须为普通的词",
    ),
    "refused-key.hint": (
        "write `key: value`",
        "请写`key: value`",
    ),
    "refused-merge": (
        "`<<` merges other mappings: merge keys are not read",
        "`<<`合并其他映射：不读取合并键",
    ),
    "refused-merge.hint": (
        "write the keys out",
        "请写出各个键",
    ),
    "refused-twice": (
        "`{written}` is written twice, first on line {first}",
        "`{written}`写了两次，首次在第{first}行",
    ),
    "refused-twice.hint": (
        "keep one of the two",
        "请只保留其中一个",
    ),
    "refused-comma": (
        "`{written},{decimals}` has a decimal comma, and a comma ends a value here",
        "`{written},{decimals}`用了小数逗号，而此处逗号表示值的结束",
    ),
    "refused-comma.hint": (
        "write {written}.{decimals}",
        "请写{written}.{decimals}",
    ),
    "no-file": (
        "there is no such file",
        "没有此文件",
    ),
    "forbidden": (
        "you may not read this file",
        "没有读取此文件的权限",
    ),
    "forbidden.hint": (
        "ask its owner for the permission to read",
        "请向文件所有者申请读取权限",
    ),
    "unreadable": (
        "cannot be read: {why}",
        "无法读取：{why}",
    ),
    "unreadable.hint": (
        "name a file",
        "请给出文件",
    ),
    "no-file.hint": (
        "check the name and the folder",
        "请检查文件名和文件夹",
    ),
    "no-name": (
        "no file can have this name",
        "文件不可能有这样的名称",
    ),
    "no-plain-file": (
        "is {kind}, and only files that end are read",
        "是{kind}，而只读取有结尾的普通文件",
    ),
    "plain-file.hint": (
        "name a file; what comes from elsewhere, save to one first",
        "请给出文件；来自别处的内容请先存为文件",
    ),
    "a-folder": ("a folder", "文件夹"),
    "a-device": ("a device", "设备"),
    "a-pipe": ("a pipe", "管道"),
    "a-socket": ("a socket", "套接字"),
    "too-many-bytes": (
        "is larger than {most:,} bytes, unpacked, and no more is read",
        "解压后超过{most:,}字节，超出读取上限",
    ),
    "too-many-cells": (
        "holds more than {most:,} cells, and no more are read",
        "单元格超过{most:,}个，超出读取上限",
    ),
    "too-large.hint": (
        "leave out what the index does not need, or allow for more, such as {variable}={more}, "
        "in the environment",
        "请去掉指标体系不需要的内容，或设环境变量放宽上限，如`{variable}={more}`",
    ),
    "too-wide": (
        "has more than {most:,} columns, and no more are read",
        "列数超过{most:,}，超出读取上限",
    ),
    "too-wide.hint": (
        "one row for each unit, indicator and year holds any number of them",
        "请改用长表：每个单元、指标和年份各占一行，数量不限",
    ),
    "reaches": (
        "the sheet `{title}` reaches to {cell}: {cells:,} cells, and no more than {most:,} are "
        "read",
        "工作表`{title}`延伸到{cell}：共{cells:,}个单元格，而读取上限为{most:,}",
    ),
    "reaches.hint": (
        "delete the rows and columns beyond the table; if they are meant, allow for more, such as "
        "{variable}={more}, in the environment",
        "请删除表格以外的行和列；若确有需要，请设环境变量放宽上限，如`{variable}={more}`",
    ),
    "without-sheets": ("it holds no sheet", "其中没有工作表"),
    "no-sheet-has": (
        "no spreadsheet has so many rows, columns or cells in a row",
        "电子表格不会有这么多行、列或单元格",
    ),
    "declares": (
        "its part `{part}` declares entities or a document type, which no spreadsheet writes",
        "其中的`{part}`声明了实体或文档类型，而电子表格不会写这些",
    ),
    "no-limit": (
        "the environment says {variable}={said}, which is no limit",
        "环境变量{variable}={said}不是有效的上限",
    ),
    "no-limit.hint": (
        "write a whole number, such as {variable}={usual}, or unset it",
        "请写整数，如`{variable}={usual}`，或取消该变量",
    ),
    "refused-depth": (
        "is nested more than {most} levels deep",
        "嵌套超过{most}层",
    ),
    "refused-depth.hint": (
        "check the brackets; a tree of indicators takes two levels for each of its own",
        "请检查括号；指标树每一层占两层嵌套",
    ),
    "refused-digits": (
        "a number of {number:,} digits is beyond every figure",
        "{number:,}位的数超出任何数字的范围",
    ),
    "refused-digits.hint": (
        "if it is a text, put it in quotes",
        "若是文本，请加引号",
    ),
    "first-in-row": (
        "first in row {row}",
        "首次在第{row}行",
    ),
    "kind-text": (
        "text",
        "文本",
    ),
    "kind-whole": (
        "a whole number",
        "整数",
    ),
    "kind-number": (
        "a number",
        "数字",
    ),
    "kind-finite": (
        "a finite number",
        "有限的数字",
    ),
    "kind-bool": (
        "true or false",
        "`true`或`false`",
    ),
    "kind-mapping": (
        "a mapping of keys and values",
        "键与值的映射",
    ),
    "kind-word-or-mapping": (
        "a word, or a mapping of keys and values",
        "一个词，或键与值的映射",
    ),
    "kind-list": (
        "a list",
        "列表",
    ),
    "kind-text.hint": (
        'put it in quotes: "..."',
        '请加引号："..."',
    ),
    "kind-whole.hint": (
        "write digits only, without quotes",
        "请只写数字，不加引号",
    ),
    "kind-fraction.hint": (
        "write digits only",
        "请只写数字",
    ),
    "kind-number.hint": (
        "write it with a decimal point, without separators and quotes, as 1234.5",
        "请用小数点，不加分隔符和引号，如1234.5",
    ),
    "kind-finite.hint": (
        "write a smaller number; leave it out where there is no limit",
        "请写较小的数字；没有限值时请去掉",
    ),
    "kind-bool.hint": (
        "write true or false, without quotes",
        "请写`true`或`false`，不加引号",
    ),
    "kind-mapping.hint": (
        "write `key: value`, one a line, indented",
        "请每行写一个`key: value`，并缩进",
    ),
    "kind-word-or-mapping.hint": (
        "write one word, or a text in quotes, without brackets",
        "请写一个词，或加引号的文本，不加方括号",
    ),
    "kind-list.hint": (
        "write [a, b] or one `- item` a line",
        "请写`[a, b]`，或每行一个`- item`",
    ),
    "kind-fraction": (
        "a whole number",
        "整数",
    ),
    "limit-above": (
        "above",
        "大于",
    ),
    "limit-at-least": (
        "at least",
        "不小于",
    ),
    "limit-below": (
        "below",
        "小于",
    ),
    "limit-at-most": (
        "at most",
        "不大于",
    ),
    "nothing": (
        "nothing",
        "空",
    ),
    "at-line": (
        "line {at}",
        "第{at}行",
    ),
    "at-row": (
        "row {at}",
        "第{at}行",
    ),
    "at-row-of-sheet": (
        "row {at} of sheet {sheet}",
        "工作表{sheet}第{at}行",
    ),
    "at-key": (
        "key {at}",
        "键{at}",
    ),
    "first-on": (
        "first on {at}",
        "首次在{at}",
    ),
    "yaml-mapping-here": (
        "mapping values are not allowed in this context",
        "此处不能有映射的值",
    ),
    "yaml-mapping-here-too": (
        "mapping values are not allowed here",
        "此处不能有映射的值",
    ),
    "yaml-no-key": (
        "did not find expected key",
        "此处应为键",
    ),
    "yaml-no-colon": (
        "could not find expected ':'",
        "缺少冒号",
    ),
    "yaml-no-bracket": (
        "did not find expected ',' or ']'",
        "此处应为`,`或`]`",
    ),
    "yaml-no-brace": (
        "did not find expected ',' or '}}'",
        "此处应为`,`或`}}`",
    ),
    "yaml-end": (
        "found unexpected end of stream",
        "文件意外结束",
    ),
    "yaml-no-token": (
        "found character that cannot start any token",
        "此处的字符不能作为开头",
    ),
    "yaml-no-dash": (
        "did not find expected '-' indicator",
        "此处应为`-`",
    ),
    "yaml-block": (
        "block sequence entries are not allowed in this context",
        "此处不能有列表项",
    ),
    "yaml-escape": (
        "found unknown escape character",
        "有未知的转义字符",
    ),
    "yaml-node": (
        "did not find expected node content",
        "此处应有内容",
    ),
    "yaml-start": (
        "did not find expected <document start>",
        "此处应为文档开头",
    ),
    "yaml-tag": (
        "found undefined tag handle",
        "有未定义的标签",
    ),
    "csv-end": ("unexpected end of data", "数据意外结束"),
    "csv-long": ("field larger than field limit ({limit})", "单元格超过长度上限（{limit}）"),
    "csv-nul": ("line contains NUL", "该行含有空字符"),
}

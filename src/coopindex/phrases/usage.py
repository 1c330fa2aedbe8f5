"""What is wrong with a command line, a call or a question."""

PHRASES = {
    "how-to-ask": (
        "say how to ask: ahp, bwm, rank or points",
        "请指明询问方法：`ahp`、`bwm`、`rank`或`points`",
    ),
    "which-unit": ("whose score is to be explained?", "要解释哪个评价对象的得分？"),
    "which-unit.hint": ("name one of {units}", "请写明其中之一：{units}"),
    "template-alone": (
        "is about an index that there is: leave out --like, --workbook and --blank",
        "针对已有的指数：请去掉`--like`、`--workbook`与`--blank`",
    ),
    "blank-workbook": ("goes with --workbook alone", "只能与`--workbook`同用"),
    "of-template": ("goes with --template alone", "只能与`--template`同用"),
    "argument-meant": (
        "{of} takes no `{name}`: write `{meant}`",
        "{of}没有参数`{name}`：请写`{meant}`",
    ),
    "arguments-taken": (
        "{of} takes no `{name}`, but {choices}",
        "{of}没有参数`{name}`，可用的有{choices}",
    ),
    # of keys of `settings`
    "no-key": ("`{key}` is no key of a definition", "`{key}`不是指数定义的键"),
    "placed": (
        "`{key}` has a parameter of its own: leave it out here",
        "`{key}`已有专门的参数，请勿写在此处",
    ),
    # of an argument of another kind than its signature says; kinds as they are called in Python
    "not-of-kind": ("should be {kinds}, not `{value}`", "应为{kinds}，而非`{value}`"),
    "kind_bool": ("True or False", "`True`或`False`"),
    "kind_int": ("a whole number", "整数"),
    "kind_float": ("a number", "数值"),
    "kind_str": ("a text", "文本"),
    "kind_Path": ("a path", "文件路径"),
    "kind_Sequence": ("a list", "列表"),
    "kind_Mapping": ("a mapping", "映射"),
    "kind_Callable": ("a function", "函数"),
    "kind_Progress": ("a function", "函数"),
    "kind_Period": ("a year or another period", "年份或其他时期"),
    "no-files": (
        "`{written}` is neither a file nor a list of files",
        "`{written}`既不是文件，也不是文件列表",
    ),
    "no-simulated": (
        "should be an answer of `uncertainty` or `replay`, not a {kind}",
        "应为`uncertainty`或`replay`的回答，而非{kind}",
    ),
    "no-simulated.hint": ("first `scoring.uncertainty()`", "请先调用`scoring.uncertainty()`"),
    "no-tree": (
        "the indicators are not named",
        "未写明指标",
    ),
    "no-tree.hint": (
        "write `tree={columns}`, or a mapping of dimensions to such lists",
        "请写`tree={columns}`，或写成各维度到此类列表的映射",
    ),
    "not-a-frame.load": (
        "for an index by its name or file write `coopindex.load({name}).score()`",
        "若要按名称或文件计算指数，请写`coopindex.load({name}).score()`",
    ),
    "score-first": (
        "{name} is asked of a scoring: write `.score().{name}`",
        "{name}须在计算得分之后使用：请写`.score().{name}`",
    ),
    "wide-share": (
        "`{text}` has signs that are not the keyboard's, such as full-width ones: write 30%, 0.30 "
        "or 3/10 in half width",
        "`{text}`含全角等特殊字符：请用半角写30%、0.30或3/10",
    ),
    "sheet-of-data": (
        "names the sheet of the workbook that --data names by its file",
        "用于指明`--data`所给工作簿的工作表",
    ),
    "no-finite": ("`{value}` is no finite number", "`{value}`不是有限数值"),
    "scale-without-units": (
        "the scale has no units' points, and no workings",
        "标准化基准中没有各评价对象的得分，也没有计算过程",
    ),
    "no-use": ("has no effect on {what}: leave it out", "对{what}不起作用，请去掉"),
    "what-charts": ("the list of charts", "图形清单"),
    "what-chart": ("the chart `{name}`", "图形`{name}`"),
    "what-recipes": ("the list of published indices", "已发布指数的清单"),
    "what-tables": ("what is shown of {names}", "{names}的内容"),
    "what-one-unit": ("the answer of one unit", "单个评价对象的结果"),
    "what-cuts": ("the cut-offs", "界值"),
    "what-no-groups": ("units without groups (--by)", "未分组（--by）的评价对象"),
    "what-beta": ("convergence, which is of all units", "收敛性检验（针对全部评价对象）"),
    "what-questions": ("a questionnaire that is yet to be filled in", "尚未填写的问卷"),
    "what-answers": ("answers that are given", "已作出的回答"),
    "what-asked-here": ("questions that are asked here", "在此处提出的问题"),
    "what-replay": ("draws that are read", "读入的抽样"),
    "means-of-all": ("means are of all units: name none", "均值针对全部评价对象，请勿指定对象"),
    "unit-or-listing": (
        "one unit is named; --top, --only and --where choose among all of them",
        "已指定一个评价对象；--top、--only和--where用于在全部对象中选择",
    ),
    "unit-without-listing": (
        "an explanation is of one unit; --top, --only and --where choose among all of them",
        "解释仅针对一个评价对象；--top、--only和--where用于在全部对象中选择",
    ),
    "workings-without-units": (
        "the workings are a table of their own: leave --nodes and --scale out",
        "计算过程另成一表：请去掉--nodes和--scale",
    ),
    "workings-without-listing": (
        "the workings show all units",
        "计算过程列出全部评价对象",
    ),
    "scale-without-listing": (
        "the scale has no units to choose from",
        "标准化基准中没有可挑选的评价对象",
    ),
    "no-proportion": (
        "{value} is no share: write a number from 0 to 1",
        "{value}不是比重：请写0至1之间的数",
    ),
    "method-needs": (
        "{stage} `{method}` must be told `{name}`, so it is no method of a grid; try it as a "
        "scenario of a plan",
        "{stage}方法`{method}`须先给定`{name}`，不能用于方法网格；请写作方案中的情景",
    ),
    "grid-without-plan": (
        "a grid of methods follows no plan; leave out one of --grid and --plan",
        "方法网格不依方案而定；--grid与--plan请只用其一",
    ),
    "schemes-to-compare": ("name at least two different schemes", "请至少列出两个不同的权重方案"),
    "two-years": (
        "a change needs two {periods}, such as {such}; this scoring has {known}",
        "变化需要两个{periods}，如{such}；此处只有{known}",
    ),
    "missing-package.hint": ("pip install {package}", "`pip install {package}`"),
    "missing-package": ("this needs the package {package}", "此功能需要安装软件包{package}"),
    "bug.hint": (
        "please report it with the command you ran; --debug shows where it happened",
        "请附上所执行的命令告知我们；加--debug可显示出错之处",
    ),
    "bug": ("this is our bug: {kind}: {error}", "程序自身有错：{kind}：{error}"),
    "memory": ("there is not enough memory for this", "内存不足"),
    "memory.hint": (
        "ask for fewer units, years or draws, or end other programs",
        "请减少单元、年份或抽样次数，或关闭其他程序",
    ),
    "help.hint": ("see `{command} --help`", "参见`{command} --lang zh --help`"),
    "which-index.hint": (
        "name one of {names}, or a YAML file",
        "请写明其中之一：{names}，或给出YAML文件",
    ),
    "file": ("cannot read or write: {why}", "无法读写：{why}"),
    "json-and-format": (
        "--json and --format {form} contradict each other",
        "--json与--format {form}相互矛盾",
    ),
    "unknown-ending": (
        "nothing is written as {ending}; name a file that ends in {known}, or say --format",
        "无法写成{ending}；请让文件名以{known}结尾，或用--format指明",
    ),
    "missing-folder": ("there is no folder {folder}", "没有文件夹{folder}"),
    "missing-folder.hint": ("make it first", "请先建立该文件夹"),
    "key-of-map": (
        "is about the shapes of --map; name that file too",
        "用于--map中的图形；请同时用--map指定文件",
    ),
    "settings-ending": (
        "`{path}` says no known form; name a file that ends in .csv or .parquet",
        "`{path}`的扩展名无法识别；文件名请以`.csv`或`.parquet`结尾",
    ),
    "answer-goes-there": (
        "{path} is where the answer goes; name another file",
        "{path}是结果要写入之处；请另取文件名",
    ),
    "no-single-table": (
        "this answer is no single table; ask for --json or --format md",
        "此结果不是单独一张表；请用--json或--format md",
    ),
    "several-years": ("`coopindex score` shows several", "`coopindex score`可显示多个年份"),
    "tidy-alone": (
        "a tidy table holds every node's points; leave `--nodes`, `--scale` and `--workings` out",
        "长表已含全部节点得分，请勿同时使用`--nodes`、`--scale`或`--workings`",
    ),
    "table-of-groups": (
        "`{table}` is of groups: name them, as `--by region`",
        "`{table}`按分组计算，请用`--by region`指明分组",
    ),
    "no-share": ("`{text}` is no share; write 0.25 or 25%", "`{text}`不是占比；请写0.25或25%"),
    "no-duration": (
        "`{value}` is no number of seconds, 0 or more",
        "`{value}`不是不小于0的秒数",
    ),
    "share-beyond": (
        "{text} does not lie between 0 and 1 (0% and 100%)",
        "{text}不在0与1之间（0%至100%）",
    ),
    "share-percent": (
        "{text} does not lie between 0 and 1; write {text}%",
        "{text}不在0与1之间；请写{text}%",
    ),
    "write-node-share": (
        "write NODE=SHARE, for example trade=0.30",
        "请写`节点=比重`，如`trade=0.30`",
    ),
    "no-weight-to-set": (
        "`{node}` is not a node of {index} that has a weight: {hint}",
        "`{node}`不是{index}中有权重的节点：{hint}",
    ),
    "set-twice": ("`{node}` is set twice", "`{node}`设定了两次"),
    "no-year": (
        "`{text}` is no year; write 2019, 2018,2019 or all; or 2021H1, 2021Q2, 2021-05",
        "`{text}`不是年份；请写`2019`、`2018,2019`或`all`，或`2021H1`、`2021Q2`、`2021-05`",
    ),
    "no-pair": (
        "`{text}` is no pair; write two different names, A=B",
        "`{text}`不成一对；请写两个不同的名称，A=B",
    ),
    "settings-read": ("settings that are read need not be written", "读入的设定无需再写出"),
    "draws-of-file": (
        "the draws are those of the file; leave --draws and --seed out",
        "重新计算以该文件为准；请去掉--draws和--seed",
    ),
    "plan-alone": (
        "goes with --factors or --plan; weights alone are drawn in this process",
        "仅与--factors或--plan同用；只变动权重时在本进程内抽样",
    ),
    "weights-alone": (
        "goes with weights alone: with {with_plan} the plan says what varies",
        "仅在只变动权重时可用：有{with_plan}时，由检验方案决定变动什么",
    ),
    "contradict": ("{asked} contradict each other", "{asked}相互矛盾"),
    "fewer-hold": ("fewer --hold", "减少--hold"),
    "more-below": ("more --below", "增加--below"),
    "wider-vary": ("a wider --vary", "放宽--vary"),
    "free-or-vary": ("--free or --vary 25%", "--free或--vary 25%"),
    "running-cluster": (
        "a running cluster has workers of its own; leave --processes out",
        "已在运行的集群有自己的工作进程；请去掉--processes",
    ),
    "whole-number-most": (
        "{value} is more than {most:,}, the most there can be",
        "{value}超过上限{most:,}",
    ),
    "whole-number": (
        "`{value}` must be a whole number of {least} or more",
        "`{value}`须为不小于{least}的整数",
    ),
    "no-page": (
        "a page describes an answer about a scoring, and a {kind} is none",
        "只有对计分的回答才有页面，{kind}不是这样的回答",
    ),
    "no-page.hint": (
        'present what a question returned; of a table of changes, say page="change.page"',
        '请传入某一提问所返回的回答；变动表请注明`page="change.page"`',
    ),
    "not-an-interval": (
        "`{interval}` is not two shares of the draws, the lower first",
        "`{interval}`不是重新计算次数的两个占比（由小到大）",
    ),
    "interval.hint": (
        "write interval=(0.05, 0.95) for the middle 90%",
        "中间90%请写`interval=(0.05, 0.95)`",
    ),
    "pair.hint": (
        'write at_least=[("a", "b")]: a weighs no less than b',
        '请写`at_least=[("a", "b")]`：a的权重不小于b',
    ),
    "pair-of-one": (
        "`{code}` stands on both sides: it weighs no less than itself whatever the weights",
        "两边都是`{code}`：无论权重如何，它都不小于自身",
    ),
    "not-codes": (
        "`{written}` is neither a node's code nor several of them",
        "`{written}`既不是一个节点代码，也不是若干节点代码",
    ),
    "no-scale-file": (
        "a scale is a file, or the plain values of one, not a {kind}",
        "标准化基准应为文件或其内容，而非{kind}",
    ),
    "not-a-pair": ("`{pair}` is not a pair of nodes", "`{pair}`不是一对节点"),
    "not-a-year": ("`{year}` is no year", "`{year}`不是年份"),
    "not-a-year.hint": (
        'write 2024, or "all"; or "2021H1", "2021Q2", "2021-05"',
        '请写`2024`，或`"all"`；也可写`"2021H1"`、`"2021Q2"`、`"2021-05"`',
    ),
    "no-stage": (
        "`{stage}` is none of the stages and methods that `coopindex methods` lists",
        "`{stage}`不在`coopindex methods`列出的步骤和方法之中",
    ),
    "no-method": (
        "`{name}` is none of the methods that `coopindex methods {stage}` lists",
        "`{name}`不在`coopindex methods {stage}`列出的方法之中",
    ),
    "no-schema": ("`{of}` has no schema: {nearest}", "`{of}`没有格式说明：{nearest}"),
    "one-year": (
        "this answers for one {period}, not for {known}",
        "此问题按单独一{period}回答，而非{known}",
    ),
    "one-year.hint": (
        "score one: score(year={year})",
        "请单独计分：`score(year={year})`",
    ),
    "scored-years.hint": ("scored: {years}", "已计分：{years}"),
    "not-scored": ("{year} was not scored", "{year}年没有计分"),
    "nobody-in-both": (
        "no unit has a score in both {start} and {end}",
        "没有评价对象在{start}年和{end}年都有得分",
    ),
    "other-years.hint": ("compare other {periods}", "请比较其他{periods}"),
    "unit-of-index": ("`{unit}` is not a unit of {index}", "`{unit}`不是{index}的评价对象"),
    "named-several": (
        "`{text}` is the name of several units; take a code: {namesakes}",
        "`{text}`是多个评价对象的名称；请用代码：{namesakes}",
    ),
    "named-no-unit": (
        "`{text}` is not a {unit} of {index}: {hint}",
        "`{text}`不是{index}的{unit}：{hint}",
    ),
    "parquet": (
        'Parquet needs: pip install "coopindex[parquet]"',
        'Parquet需要：`pip install "coopindex[parquet]"`',
    ),
    "invalid-value": (
        "invalid value for {option}: {message}",
        "{option}的值无效：{message}",
    ),
    "invalid": (
        "invalid value: {message}",
        "值无效：{message}",
    ),
    "parser-no-option-possibly": (
        "no such option: {option} (Possible options: {others})",
        "没有选项{option}（可能是：{others}）",
    ),
    "parser-no-option-mean": (
        "no such option: {option} Did you mean {other}?",
        "没有选项{option}。是否应为{other}？",
    ),
    "parser-no-option": (
        "no such option: {option}",
        "没有选项{option}",
    ),
    "parser-no-command-mean": (
        "no such command {command}. Did you mean {other}?",
        "没有命令{command}。是否应为{other}？",
    ),
    "parser-no-command": (
        "no such command {command}",
        "没有命令{command}",
    ),
    "parser-missing-argument": (
        "missing argument '{argument}'",
        "缺少{argument}",
    ),
    "argument": ("{name}", "参数“{name}”"),
    "parser-missing-option": (
        "missing option {option}",
        "缺少选项{option}",
    ),
    "parser-needs-argument": (
        "option {option} requires an argument",
        "选项{option}需要一个值",
    ),
    "parser-takes-none": (
        "option {option} does not take a value",
        "选项{option}不带值",
    ),
    "parser-extra": (
        "got unexpected extra argument(s) ({argument})",
        "多出参数（{argument}）",
    ),
    "parser-no-choice": (
        "invalid value for {option}: {value} is not one of {choices}",
        "{option}的值无效：{value}不是{choices}之一",
    ),
    "parser-no-integer": (
        "invalid value for {option}: {value} is not a valid integer",
        "{option}的值无效：{value}不是整数",
    ),
    "parser-no-number": (
        "invalid value for {option}: {value} is not a valid float",
        "{option}的值无效：{value}不是数字",
    ),
    "parser-no-range": (
        "invalid value for {option}: {value} is not in the range {range}",
        "{option}的值无效：{value}不在范围{range}之内",
    ),
    "parser-no-file": (
        "invalid value for {option}: File {file} does not exist",
        "{option}的值无效：没有文件{file}",
    ),
    "parser-is-directory": (
        "invalid value for {option}: File {file} is a directory",
        "{option}的值无效：{file}是文件夹",
    ),
    "nothing-may-move": (
        "no two siblings' weights may move, so that everything is as scored",
        "没有两个同级的权重可以变动，因而一切保持原状",
    ),
    "fewer-limits.hint": (
        "name fewer nodes in `hold` or more in `only`, or give a wider `vary`",
        "请减少`hold`、增加`only`中的节点，或放宽`vary`",
    ),
    "any-weights.hint": (
        "say how='free', or how='band'",
        "可写`how='free'`或`how='band'`",
    ),
    "nothing-may-move-say": (
        "no two siblings' weights may move, so that everything is as scored; say {ways}",
        "没有两个同级的权重可以变动，因而一切保持原状；可用{ways}",
    ),
    "or": (
        "{first}, or {rest}",
        "{first}，或{rest}",
    ),
    "parser-should-integer": (
        "invalid value for {option}: should be a valid integer, unable to parse string as an "
        "integer",
        "{option}的值无效：应为整数",
    ),
    "parser-should-number": (
        "invalid value for {option}: should be a valid number, unable to parse string as a number",
        "{option}的值无效：应为数字",
    ),
    "parser-should-at-least": (
        "invalid value for {option}: should be greater than or equal to {limit}",
        "{option}的值无效：应不小于{limit}",
    ),
    "parser-should-above": (
        "invalid value for {option}: should be greater than {limit}",
        "{option}的值无效：应大于{limit}",
    ),
    "parser-should-at-most": (
        "invalid value for {option}: should be less than or equal to {limit}",
        "{option}的值无效：应不大于{limit}",
    ),
    "parser-should-below": (
        "invalid value for {option}: should be less than {limit}",
        "{option}的值无效：应小于{limit}",
    ),
    "system-is-directory": (
        "is a directory",
        "是文件夹",
    ),
    "system-not-directory": (
        "not a directory",
        "不是文件夹",
    ),
    "system-denied": (
        "permission denied",
        "没有权限",
    ),
    "system-not-there": (
        "no such file or directory",
        "没有此文件或文件夹",
    ),
    "system-full": (
        "no space left on device",
        "磁盘已满",
    ),
    "system-long-name": (
        "file name too long",
        "文件名过长",
    ),
    "system-exists": (
        "file exists",
        "文件已存在",
    ),
    "system-read-only": (
        "read-only file system",
        "文件系统只读",
    ),
    "system-pipe": (
        "broken pipe",
        "管道已断开",
    ),
    "no-page-to-open": (
        "opens the page in HTML, which --formats leaves out",
        "用于打开HTML页面，但--formats中没有html",
    ),
}

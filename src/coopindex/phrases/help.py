"""What the command line says of itself: each English text, as the commands have it, in Chinese."""

SAID = {
    # the program
    "Composite cooperation indices from YAML: validated, weighted, explained, verified.": (
        "由YAML定义的综合指数：校验、赋权、解释、复核。"
    ),
    "Exit codes: 0 fine, 1 our bug, 2 usage, 3 input invalid, 4 a published figure is not met.": (
        "退出码：0正常，1程序错误，2用法错误，3输入有误，4有公布值对不上。"
    ),
    "Print the version.": "显示版本号。",
    "Show where a bug of ours happened. Stands anywhere.": (
        "程序出错时显示出错位置；写在何处均可。"
    ),
    "The language of answers and help, before a command or behind it. Default: en.": (
        "回答与帮助所用的语言，写在命令之前或之后均可。默认：`en`。"
    ),
    "Install completion for the current shell.": "为当前终端安装命令补全。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示当前终端的补全脚本，以便复制或自行安装。"
    ),
    "Show this message and exit.": "显示本帮助。",
    # commands in a line
    "List the bundled indices and those in ./indicators.": "列出内置指数与`./indicators`中的指数。",
    "Check the definition, the weights and every table.": "校验定义文件、权重与各数据表。",
    "Score and rank the units.": "计算各评价对象的得分与位次。",
    "Lay the rankings under several schemes side by side.": "并列比较多个权重方案下的排名。",
    "Say how a score came about, and what would overtake.": "说明得分从何而来、反超所需几何。",
    "Say what keeps each unit from the ideal, in shares of its gap.": (
        "障碍度：各指标在与理想状态的差距中所占的份额。"
    ),
    "Say what each unit is strong and weak in, among all or its group.": (
        "各评价对象在全体或本组中的优势与短板。"
    ),
    "Hold each unit against its own group: rank, highest, strengths.": (
        "与同组比较：组内位次、组内最高者、优势。"
    ),
    "Hold every published figure against ours.": "逐一复核公布值。",
    "Vary every choice of a plan at once: rank intervals.": (
        "同时变动检验方案中的各项选择，得出位次区间。"
    ),
    "Vary all weights; with --factors, say which choice matters.": (
        "变动全部权重；加--factors，则看哪项选择最要紧。"
    ),
    "Say what holds whatever the weights, exactly.": "无论权重如何都成立的精确结论。",
    "Lay the rankings of named scenarios side by side.": "并列比较各情景下的排名。",
    "Assess an index statistically: findings, tables, a verdict.": ("统计审查：发现、表格与总评。"),
    "Write a report: HTML, PDF, XLSX, DOCX, Markdown, CSV, JSON.": (
        "生成报告：HTML、PDF、XLSX、DOCX、Markdown、CSV、JSON。"
    ),
    "Draw one chart of the report as SVG, PNG or PDF.": ("单独绘制报告中的一幅图：SVG、PNG或PDF。"),
    "Split what changed between two years over its causes.": "把两年之间的变化分解到各项原因。",
    "Say how unequal units are, within and between groups.": ("评价对象之间的差距：组内与组间。"),
    "Growth on the period before, and on the year before.": "环比与同比增长率。",
    "Ask experts for weights: questionnaires, and schemes of answers.": (
        "专家定权：生成问卷，由答卷得出权重方案。"
    ),
    "List the methods that a definition can name.": "列出定义文件中可用的方法。",
    "Print the JSON Schema of a file, for editors.": "输出文件的JSON Schema，供编辑器使用。",
    "Start a small project of one's own.": "新建一个自己的小项目。",
    "Make a project of COINr's, COIN Tool's or any wide table.": (
        "把COINr、COIN Tool的文件或任一宽表变成项目。"
    ),
    "Turn a folder of text into a workbook, or back.": "文本文件夹与工作簿互转。",
    # commands, in paragraphs
    "List the bundled indices and those in ./indicators, with what stands behind their figures.": (
        "列出内置指数与`./indicators`中的指数，并说明数据的来历。"
    ),
    "Check the definition, the weights and every table; say everything that is wrong at once.": (
        "校验定义文件、权重与各数据表；所有错误一次报全。"
    ),
    "Say how a score came about, what separates it from the next, and what would overtake.": (
        "说明得分从何而来、与上一位差在哪里、反超所需几何。"
    ),
    "Without a unit: list those that there are.": "不写评价对象时，列出全部评价对象。",
    "Say what keeps each unit from the ideal: the share of its gap that each indicator causes.": (
        "说明各评价对象与理想状态的差距何在：各指标在差距中所占的份额，即障碍度。"
    ),
    "Say what each unit is strong and weak in, by the rule of the Global Innovation Index.": (
        "按全球创新指数的规则，列出各评价对象的优势与短板。"
    ),
    "Hold each unit against its own group: rank there, distance to its highest, strengths.": (
        "与同组比较：组内位次、与组内最高者的差距、优势。"
    ),
    "Hold every published figure against ours; exit code 4 when one is not met.": (
        "逐一复核公布值；有一个对不上，退出码即为4。"
    ),
    "Vary every choice of a plan at once.": "同时变动检验方案中的各项选择。",
    "It gives rank intervals, the chance of each rank, and who cannot be told apart.": (
        "得出位次区间、居各位次的概率，以及哪些评价对象难分先后。"
    ),
    "Vary all weights jointly: rank intervals, and the weights at which neighbours swap.": (
        "联合变动全部权重：得出位次区间，以及相邻两者的换位权重。"
    ),
    "With --factors, say which choice of a plan matters.": (
        "加--factors，则说明检验方案中哪项选择影响最大。"
    ),
    "It gives highest and lowest ranks, who can be first, and who is always ahead of whom. "
    "Default: the weights that the scheme assumes range freely (--free-unknown); where all are "
    "known, all do (--free). What is not proved in time is known to lie between two ranks.": (
        "得出可达最高位次与可达最低位次、谁可能居首、谁恒先于谁。默认：权重方案中的假定权重自由取值"
        "（--free-unknown）；若权重全部已公布，则全部自由取值（--free）。"
        "限时内未能证明的，给出其所在的位次范围。"
    ),
    "Score the named scenarios of a plan and lay the rankings side by side.": (
        "计算检验方案中的各个情景，并列比较排名。"
    ),
    "With --grid, the ranking under every usual normalisation with every usual aggregation.": (
        "加--grid，则给出各种常用标准化与各种常用合成方法逐一搭配下的排名。"
    ),
    "Assess an index statistically, as the JRC's audits do: a verdict, findings, tables.": (
        "按JRC统计审查的做法评估指数：总评、发现与表格。"
    ),
    "Coverage, distributions, correlations, reliability, weights against importance, what the "
    "ranking hangs on, and whether years can be compared.": (
        "内容包括数据覆盖率、分布、相关、信度、名义权重与实际影响力、排名取决于什么、历年是否可比。"
    ),
    "Write a report: HTML, PDF, XLSX, DOCX, Markdown, CSV and JSON, a README and a manifest.": (
        "生成报告：HTML、PDF、XLSX、DOCX、Markdown、CSV和JSON，另附说明文件与清单。"
    ),
    "Same inputs, same bytes; SOURCE_DATE_EPOCH fixes the date of documents.": (
        "输入相同，文件逐字节相同；文档日期由`SOURCE_DATE_EPOCH`固定。"
    ),
    "Draw one chart of the report, with title, source and how to read it, as SVG, PNG or PDF.": (
        "单独绘制报告中的一幅图，带标题、来源与读法，格式为SVG、PNG或PDF。"
    ),
    "Without a name: list the charts that there are.": "不写图名时，列出全部图。",
    "Split every unit's change between two years over what caused it.": (
        "把每个评价对象两年之间的变化分解到各项原因。"
    ),
    "Causes are indicators, weights, the scale, and units that came or went.": (
        "原因包括：指标、权重、标准化基准，以及评价对象的进出。"
    ),
    "Say how unequal the units are, year by year.": "逐年衡量评价对象之间的差距。",
    "Gini and Theil, with --by split over groups (after Dagum: within, between, transvariation); "
    "sigma and absolute beta convergence.": (
        "基尼系数与泰尔指数，加--by则按分组分解（达古姆方法：组内、组间、超变密度）；"
        "σ收敛与绝对β收敛。"
    ),
    "Say how much every unit has grown, in percent.": "计算每个评价对象的增长率（%）。",
    "On the period before (a month, a quarter, a half-year, a year), and on the same period a year "
    "before. After a gap there is none.": (
        "环比（上月、上季、上半年或上年）与同比（上年同期）。中间有缺期的，不计算。"
    ),
    "Ask experts for weights: a questionnaire, or line by line; answers become a scheme.": (
        "请专家定权：发问卷，或在终端逐题作答；答卷合成权重方案。"
    ),
    "With --answers: each expert's weights, their consistency and agreement, and the scheme.": (
        "加--answers，则给出各专家的权重、一致性、意见一致程度与权重方案。"
    ),
    "List the methods that a definition can name, or document one.": (
        "列出定义文件中可用的方法，或说明其中一种。"
    ),
    "Print the JSON Schema of an index, a scheme or a plan, for editors that check YAML.": (
        "输出指数、权重方案或检验方案的JSON Schema，供编辑器检查YAML。"
    ),
    "Start a small project of one's own, which validates and scores at once.": (
        "新建一个自己的小项目，可立即校验、计算。"
    ),
    "With --like in the form of a published index, on sample data; its README says which parts "
    "are published and which are assumed.": (
        "加--like，则按某个已发布指数的形式，配以示例数据；其说明文件写明哪些部分已公布、哪些为假定。"
    ),
    "Make a project of a COIN Tool workbook, of COINr's tables, or of any wide table.": (
        "把COIN Tool工作簿、COINr的表格或任一宽表变成项目。"
    ),
    "It says what becomes of every column, and what it assumes; options say otherwise.": (
        "逐列说明如何处理、作了哪些假定；如不合意，用选项另行指明。"
    ),
    "Turn a folder of text into a workbook, or a workbook into a folder of text, without loss.": (
        "文本文件夹与工作簿互转，内容无损。"
    ),
    "There and back the files are the same, comments too, unless the workbook was changed between: "
    "of the files that this concerns it is said that they have lost theirs.": (
        "转过去再转回来，文件不变，注释也在；其间改过工作簿的，会注明哪些文件失去了注释。"
    ),
    # of many commands
    "A bundled index, one of ./indicators, or the path to a YAML file or a workbook.": (
        "内置指数、`./indicators`中的指数，或YAML文件、工作簿的路径。"
    ),
    "Print JSON at full precision.": "输出JSON，保留全部精度。",
    "Default: by the ending of -o, else a table.": "回答的形式。默认：依-o的扩展名，否则为表格。",
    "Write to a file instead of stdout.": "写入文件，不输出到屏幕。",
    "Leave texts in CSV as they are, those too that a spreadsheet would run.": (
        "CSV中的文本照原样写出，包括会被电子表格当作公式执行的文本。"
    ),
    "Show every problem and every flag, not the first 20.": "显示全部错误与提示，不限前20条。",
    "The language of the answer.": "回答所用的语言。",
    "A scheme; it takes a weighting's place. Default: the index's own weights.": (
        "权重方案，取代指数自身的赋权方法。默认：指数自身的权重。"
    ),
    "A node's share of its parent, 0.30, 30% or 3/10; the others keep proportions.": (
        "某节点占上级的比重，写0.30、30%或3/10；同级其他节点保持原有比例。"
    ),
    "Observations to use instead of the index's own; or {file: FILE, header: 3}.": (
        "代替指数自身数据的观测值文件；也可写`{file: 文件, header: 3}`。"
    ),
    "The sheet of --data. Default: the first visible one.": (
        "--data所给工作簿的工作表。默认：第一张可见的表。"
    ),
    "A year (or 2021H1, 2021Q2, 2021-05), several (2018,2019) or all. Default: the index's own.": (
        "一个年份（或2021H1、2021Q2、2021-05）、多个年份（2018,2019）或`all`。默认：指数自身的年份。"
    ),
    "A year, or 2021H1, 2021Q2, 2021-05. Default: the index's own.": (
        "年份，或2021H1、2021Q2、2021-05。默认：指数自身的年份。"
    ),
    "Score on the scale that `score --scale -o FILE.json` wrote; nothing is fitted anew.": (
        "沿用`score --scale -o 文件.json`写出的标准化基准，不重新拟合。"
    ),
    "Show the first N units; all are scored.": "只显示前N个评价对象；计算仍包括全部。",
    "Show these units: codes or names, parted by commas or repeated; all are scored.": (
        "只显示这些评价对象：代码或名称，以逗号分隔，也可重复本选项；计算仍包括全部。"
    ),
    "Show the units of a group, as region=east. Repeatable; all are scored.": (
        "只显示某一组的评价对象，如`region=east`。可重复；计算仍包括全部。"
    ),
    "What varies. Default: the index's plan, or a usual one.": (
        "检验方案，即变动哪些内容。默认：指数自身的方案，没有则用常用方案。"
    ),
    "How many joint draws.": "联合重新计算的次数。",
    "How many sets of weights to draw.": "抽取多少组权重。",
    "The same seed gives the same draws.": "随机种子；种子相同，抽样相同。",
    "How far each weight varies around its value, both ways.": "每个权重围绕原值上下浮动的幅度。",
    "Let assumed weights range freely; known ones are held.": (
        "假定权重自由取值，已公布的权重固定。"
    ),
    "A node that keeps its share. Repeatable.": "固定该节点的比重。可重复。",
    "Run in so many processes.": "用N个进程并行计算。",
    "Run on a local Dask cluster.": "在本机的Dask集群上计算。",
    "Run on a Dask cluster, such as tcp://host:8786.": (
        "在Dask集群上计算，地址如`tcp://host:8786`。"
    ),
    "GeoJSON of your own shapes, for the map.": "自备的GeoJSON边界文件，用于地图。",
    "What names a shape's unit, by code or name. Default: what names most.": (
        "边界文件中以代码或名称标明评价对象的属性。默认：对得上最多的属性。"
    ),
    "Classes with as many units in each, or as wide.": (
        "地图分级：`quantiles`各级对象数相同，`equal`各级间距相等。"
    ),
    "Show means alone, of all and of the groups.": "只显示平均值：全体与各组。",
    "A column of groups.": "分组所在的列。",
    # validate, score, compare, explain
    "Of a workbook: write a copy with the cells coloured and said what is wrong.": (
        "用于工作簿：另存一份，给有误的单元格着色并注明错误。"
    ),
    "Show every node's points, not the dimensions' alone.": "显示各级节点的得分，不限于维度。",
    "Show what was fitted, instead of the scores.": "显示拟合所得的标准化基准，不显示得分。",
    "A row a unit, year and node, with groups and ranks; -o also takes .parquet.": (
        "长表：每个评价对象、年份、节点一行，附分组与位次；-o还可写`.parquet`。"
    ),
    "Show what methods work out on their way, instead.": "改为显示各方法的计算过程。",
    'A scheme, or "as scored"; name two or more, the first is the baseline.': (
        "权重方案，或`as scored`（本次权重）；至少写两个，第一个为基准。"
    ),
    "A unit's code or name; without one: all there are.": (
        "评价对象的代码或名称；不写则列出全部。"
    ),
    # obstacles, strengths, disparity, change, growth
    "A unit's code or name; without one: all.": "评价对象的代码或名称；不写则为全部。",
    "A column of groups: means by group too.": "分组所在的列：另给出各组平均。",
    "The ideal where a scale has no end. Default: the most favourable observed.": (
        "标准化区间没有最优端时，以此分值为理想状态。默认：实际最优值。"
    ),
    "A column of groups, for the second rule.": "分组所在的列，用于第二条规则。",
    "The N highest are strengths. Default: an eighth.": (
        "把最高的N项列为优势。默认：指标数的八分之一。"
    ),
    "Of the units, that may share a good rank.": "并列居前的评价对象至多占多大比例。",
    "Of a node's weight with data.": "节点权重中有数据的部分至少占多大比例。",
    "Deviations by n - 1 (1) or by n (0).": "标准差除以n-1（1）还是n（0）。",
    "Show alone what each unit's percentile ranks are held to.": (
        "只显示各评价对象的百分位位次与之比较的界限。"
    ),
    "A column of groups of the units, as region.": "评价对象分组所在的列，如`region`。",
    "Of a node. Default: the index.": "针对某个节点。默认：总指数。",
    "Of the node's figures after a step, as treated. Default: finished points.": (
        "针对该节点经某一步骤之后的数值，如`treated`。默认：最终得分。"
    ),
    "One table alone, of every year; of CSV default: totals.": (
        "只要一张表，含历年；CSV默认为`totals`。"
    ),
    "Years; convergence is from the first to the last.": "年份；收敛按首年至末年计算。",
    "The years to score; the first and the last are compared.": (
        "要计算的年份；比较其中的首年与末年。"
    ),
    "The years or other periods to show. Default: all.": "要显示的年份或其他时期。默认：全部。",
    "Growth of a node. Default: of the index.": "某个节点的增长率。默认：总指数。",
    # robustness
    "The middle share of the draws that is shown.": "位次区间所含的重新计算所占比例（居中部分）。",
    "Show the chance of the first K places.": "显示居前K位的概率。",
    "The share of draws that tells two units apart.": "达到此比例，才算分出两者先后。",
    "Write what every draw did, CSV or Parquet.": ("把每次重新计算的设定写入文件，CSV或Parquet。"),
    "Do the draws of such a file again.": "按此类文件重做各次计算。",
    "How many draws. Default: 10,000; with --factors 1,024.": (
        "重新计算的次数。默认：10,000；加--factors为1,024。"
    ),
    "Say which factor of the plan causes how much.": "说明检验方案中各因素的影响有多大。",
    "Allow any weights, published ones too.": "允许任意权重，已公布的也不例外。",
    "Allow weights within this share of their value.": "允许权重在原值上下此幅度内变动。",
    "A weighs no less on the index than B. Repeatable.": "A对总指数的权重不小于B。可重复。",
    "Vary the weights below NODE alone. Repeatable.": "只变动该节点之下的权重。可重复。",
    "The smallest change of weights that brings B level with A.": ("使B追平A所需的最小权重变动。"),
    "Answer for these units only (A,B), with all weights that attain their ranks.": (
        "只回答这些评价对象（A,B），并给出达到其位次的全部权重。"
    ),
    "Stop after so long with what is proved so far; inf: when all is.": (
        "限时若干秒，到时给出已证明的部分；`inf`：直至全部证明。"
    ),
    "How many may be at work. Default: as many as there are processors.": (
        "至多用N个进程。默认：与处理器数相同。"
    ),
    "Try every usual normalisation with every aggregation.": (
        "各种常用标准化与各种合成方法逐一搭配。"
    ),
    # audit
    "Show this table alone (all: every one); parted by commas or repeated. Default: the verdict "
    "and the short ones; docs/audit.md names them.": (
        "只显示此表（`all`：全部）；以逗号分隔，也可重复本选项。"
        "默认：总评与各短表；表名见docs/audit.md。"
    ),
    "Where a rule begins to speak, as redundant=0.95. Repeatable.": (
        "规则的阈值，如`redundant=0.95`。可重复。"
    ),
    "pearson, spearman or kendall.": "相关系数：`pearson`、`spearman`或`kendall`。",
    "Of nodes of this level: 1 are the indicators.": "针对第N层的节点：1为指标。",
    "After a step: column (raw), denominated, transformed, imputed, treated or finished.": (
        "经某一步骤之后：`column`（原始数据）、`denominated`、`transformed`、`imputed`、"
        "`treated`或`finished`。"
    ),
    "Correlations with peers (default), parent, family (all above), or a node.": (
        "与谁求相关：`peers`（同级，默认）、`parent`（上级）、`family`（各级上级），或某个节点。"
    ),
    "Ranks within the groups of a column.": "按该列分组，计算组内位次。",
    "Recalculations behind `shift`.": "`shift`所依据的重新计算次数。",
    "Those of a file of `uncertainty`.": "改用`uncertainty`所写文件中的各次计算。",
    # report, chart
    "Of html, pdf, xlsx, docx, md, csv, json, dta, sav. Default: all but the last two whose "
    "packages are installed.": (
        "可选`html`、`pdf`、`xlsx`、`docx`、`md`、`csv`、`json`、`dta`、`sav`。"
        "默认：除末两种外，凡已装有所需软件包的都生成。"
    ),
    "Describe each unit in PDF, DOCX and Markdown. Default: up to 60.": (
        "在PDF、DOCX和Markdown中逐一描述评价对象。默认：不超过60个时描述。"
    ),
    "The report lies in DIR/<index>/<run>/.": "报告写入该文件夹下的<指数>/<本次运行>/。",
    "Open the page in the browser.": "在浏览器中打开网页。",
    "Which chart; without one: all there are.": "哪一幅图；不写则列出全部。",
    "Whose ladder or gap; elsewhere, who stands out.": (
        "阶梯图、差距图所画的评价对象；在其他图中突出显示。"
    ),
    "How wide it is, in pixels.": "图的宽度，以像素计。",
    "Draw it for a dark page.": "按深色页面绘制。",
    "An .svg, .png or .pdf. Default: SVG on stdout.": (
        "`.svg`、`.png`或`.pdf`文件。默认：SVG输出到屏幕。"
    ),
    # elicit
    "How to ask.": "询问方法。",
    "A filled-in questionnaire. Repeatable.": "填好的问卷。可重复。",
    "x.xlsx: a questionnaire; x.yaml: a scheme; without --answers, x.csv: asked here.": (
        "`x.xlsx`：问卷；`x.yaml`：权重方案；不加--answers时，`x.csv`：在终端作答。"
    ),
    "Sheets of the questionnaire.": "问卷中专家工作表的张数。",
    "Who answers here. Default: who is next.": "在终端作答的专家。默认：下一位。",
    "How weights are read off, as geometric_mean or sum.": (
        "由判断求权重的方法，如`geometric_mean`或`sum`。"
    ),
    "Of ranks by exponent.": "指数法按位次赋权所用的幂。",
    "The table of ahp.": "层次分析法所用的随机一致性指标表。",
    "The mean of the experts' weights, or of their comparisons (ahp).": (
        "对各专家的权重求平均，或对其比较判断求平均（层次分析法）。"
    ),
    "Call experts by their names, not by numbers.": "以姓名称呼专家，不用编号。",
    "Pass over groups that an expert left incomplete.": "略过专家未答完的组。",
    "Flag answers that contradict one another.": "自相矛盾的回答只作提示。",
    # methods, schema, init, convert
    "One stage, or a method's name.": "某一步骤，或方法名。",
    "One method, with its full documentation.": "某一方法，附完整说明。",
    "What the schema describes.": "要哪种文件的格式说明。",
    "A schema is JSON anyway.": "格式说明本就是JSON。",
    "The folder to make, new or empty; with --template the index that is taken.": (
        "要新建的文件夹，须尚不存在或为空；加--template时为所用的指数。"
    ),
    "Start like a published index. Without NAME: list them.": (
        "按某个已发布指数的形式开始。不写名称则列出全部。"
    ),
    "List the published indices that --like knows.": "列出--like可用的已发布指数。",
    "As one workbook, index.xlsx, not as text.": "建成一个工作簿`index.xlsx`，而非文本。",
    "With --workbook: empty, without the invented ports; with --like its framework.": (
        "与--workbook同用：空白工作簿，不含虚构的港口；与--like同用则含其指标体系。"
    ),
    "A workbook of an index that there is, with its data to be filled.": (
        "由已有指数生成工作簿，数据留待填写。"
    ),
    "Fill a template with invented figures, marked so.": "用虚构数据填好模板，并注明为虚构。",
    "The template. Default: INDEX.xlsx.": "模板文件。默认：`指数.xlsx`。",
    "An index, the folder of a project, or a workbook (.xlsx).": (
        "指数、项目文件夹，或工作簿（.xlsx）。"
    ),
    "The workbook (.xlsx) or the folder to make.": "要生成的工作簿（.xlsx）或文件夹。",
    # import
    "CSV, TSV, XLSX, Parquet; COIN Tool: .xlsm too.": (
        "CSV、TSV、XLSX、Parquet；COIN Tool还可用`.xlsm`。"
    ),
    "The folder to make, new or empty. Without it nothing is written.": (
        "要新建的文件夹，须尚不存在或为空。不写则什么也不写出。"
    ),
    "coin_tool, coinr or table. Default: found out.": (
        "`coin_tool`、`coinr`或`table`。默认：自动识别。"
    ),
    "COINr's iMeta. Default: sought beside iData.": "COINr的`iMeta`。默认：在`iData`旁寻找。",
    "The column of the units.": "评价对象所在的列。",
    "Names of the units. Parted by commas, or repeated.": (
        "评价对象名称所在的列。以逗号分隔，也可重复。"
    ),
    "The column of years, or the year of all.": "年份所在的列，或全表的年份。",
    "Columns that group units. Parted by commas, or repeated.": (
        "评价对象分组所在的列。以逗号分隔，也可重复。"
    ),
    "Figures that are read and not scored. Parted by commas, or repeated.": (
        "读入但不计分的列。以逗号分隔，也可重复。"
    ),
    "Indicators of which less is better. Parted by commas, or repeated.": (
        "负向指标。以逗号分隔，也可重复。"
    ),
    "A dimension and its columns. Repeatable.": "维度及其所含的列。可重复。",
    "The indicators; no others. Parted by commas, or repeated.": (
        "只以这些列为指标。以逗号分隔，也可重复。"
    ),
    "What is left out. Parted by commas, or repeated.": "略去的列。以逗号分隔，也可重复。",
    "A text for no figure. Repeatable.": "表示缺失的文本。可重复。",
    "Names in merged cells above the header are dimensions.": (
        "表头之上合并单元格中的名称即维度。"
    ),
    "The line of units of measurement; 0: there is none.": "计量单位所在的行；0：没有。",
    "min_max (default), z_score, rank, percentile_rank; goalposts or target, as the file has "
    "them.": (
        "标准化方法：`min_max`（默认）、`z_score`、`rank`、`percentile_rank`；"
        "文件中有阈值或目标值时，还可用`goalposts`、`target`。"
    ),
    "Which years fix the scale of several. Default: each its own.": (
        "多年数据由哪些年份确定标准化基准。默认：各年自定。"
    ),
    "The sheet of a workbook.": "工作簿中的工作表。",
    "The line, or lines, of the names.": "列名所在的行，可有多行。",
    "Lines above the header; or which: 6,7": "表头之上略去的行数；或略去哪几行：6,7。",
    "Of a text, such as cp1250.": "文本的编码，如`cp1250`。",
    "Between cells: ; or tab.": "单元格之间的分隔符：`;`或`tab`。",
    "Before decimals: . or ,": "小数点：`.`或`,`。",
    "Between thousands.": "千位分隔符。",
    "45 % is 45 (as_written) or .45 (fraction).": (
        "45%读作45（`as_written`）或0.45（`fraction`）。"
    ),
    "Leave out notes below the table.": "略去表下的注释。",
}


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


PHRASES = {
    "usage": ("Usage: {command} [OPTIONS] {arguments}", "用法：{command} [选项] {arguments}"),
    "command": ("COMMAND [ARGS]...", "命令 [参数]..."),
    "arguments": ("Arguments:", "参数："),
    "options": ("Options:", "选项："),
    "commands": ("Commands:", "命令："),
    "default": ("default: {value}", "默认：{value}"),
    "required": ("required", "必填"),
    "at-least": ("at least {least}", "不小于{least}"),
    "between": ("{least} to {most}", "{least}至{most}"),
    # the meaning of a text of help is the text
    **{english: (_plain(english), _plain(chinese)) for english, chinese in SAID.items()},
}

"""What is wrong with an index, a scheme of weights, a plan, or how they are named."""

PHRASES = {
    "no-skip": (
        "`{value}` is neither a number of lines nor a list of them, such as 4 or [6, 7]",
        "`{value}`既不是行数，也不是行号列表，如`4`或`[6, 7]`",
    ),
    "no-delimiter": (
        "`{value}` is not one sign that may stand between cells, such as `;` or tab",
        "`{value}`不是可用来分隔单元格的一个符号，如`;`或`tab`",
    ),
    "no-thousands": (
        "`{value}` does not part thousands: a comma, a point, a space or an apostrophe does",
        "`{value}`不是千位分隔符：可用逗号、句点、空格、撇号",
    ),
    "one-sign-twice": (
        "`{sign}` cannot stand before the decimals and part thousands",
        "`{sign}`不能既作小数点又作千位分隔符",
    ),
    "header-and-skip": (
        "`header` and `skip` both say where the table begins: keep one",
        "`header`与`skip`都指明表的开头：请只留一个",
    ),
    "no-reference": (
        "`{years}` is neither `each`, nor `all`, nor `scored`, nor a list of years",
        "`{years}`既非`each`、`all`、`scored`，也非年份列表",
    ),
    "no-reference.hint": (
        "write each, all, scored, or [2015, 2016]; of parts of a year, [2021-05] or [2021Q2]",
        "请写`each`、`all`、`scored`，或`[2015, 2016]`；月份、季度写`[2021-05]`、`[2021Q2]`",
    ),
    "not-a-period": (
        "`{text}` is no period: write a year as 2021, else 2021H1, 2021Q2 or 2021-05",
        "`{text}`不是时期：年份请写`2021`，半年、季度、月份请写`2021H1`、`2021Q2`、`2021-05`",
    ),
    "period-written-so": (
        "`{text}` is written `{period}` here",
        "`{text}`在此应写作`{period}`",
    ),
    "no-method": ("`{method}` is not a method of {stage}", "`{method}`不是{stage}的方法"),
    "reference-here": ("`reference` cannot stand here", "此处不能写`reference`"),
    "reference-here.hint": (
        "state it at a node, or at a step of it that takes statistics",
        "请写在节点处，或写在其需要统计量的步骤处",
    ),
    "no-statistics": (
        "{what} takes no statistics, so no rows of reference either",
        "{what}不需要统计量，因而也没有参照范围",
    ),
    "no-statistics.hint": ("leave `reference` out here", "请去掉此处的`reference`"),
    "no-options": ("`{method}` takes no options", "`{method}`没有选项"),
    "no-option": (
        "`{name}` is not an option of {stage} `{method}`",
        "`{name}`不是{stage} `{method}`的选项",
    ),
    "option-kind": ("takes {kind}, not {shown}", "应为{kind}，而非{shown}"),
    "option-kind.such-as": ("such as {example}; ", "例如{example}；"),
    "option-kind.hint": (
        "{example}see `coopindex methods {stage} {method}`",
        "{example}参见`coopindex methods {stage} {method}`",
    ),
    "needs-option": (
        "{stage} `{method}` needs the option `{name}`",
        "{stage} `{method}`需要选项`{name}`",
    ),
    "needs-option.hint": (
        "write {{method: {method}, {name}: ...}}",
        "请写`{{method: {method}, {name}: ...}}`",
    ),
    "weight-name.hint": (
        "the columns of written settings that hold weights are called so; choose another name",
        "设定文件中权重各列用此名称；请另取名称",
    ),
    "weight-name": (
        "a factor's name cannot begin with `weight:`",
        "检验因素的名称不能以`weight:`开头",
    ),
    "factor-says-several": ("says {several}: one at a time", "写了{several}：一次只能有一个"),
    "factor-says-nothing": ("does not say what varies", "没有写明变动什么"),
    "factor-says.hint": ("write exactly one of {known}", "请只写其中一个：{known}"),
    "goes-with.hint": ("with `{what}` go {further}", "与`{what}`并用的有{further}"),
    "goes-alone.hint": ("nothing goes with `{what}`", "`{what}`没有可并用的键"),
    "goes-with": ("`{key}` does not go with `{what}`", "`{key}`不能与`{what}`并用"),
    "label-in-use": ("`{label}` stands for the rows in use", "`{label}`专指现行的参照范围"),
    "another-label.hint": ("choose another label", "请另取标签"),
    "nothing-to-choose": ("`{factor}` has nothing to choose from", "`{factor}`没有可选项"),
    "nothing-to-choose.hint": ("name two, such as", "请列出两项，例如"),
    "nothing-to-choose.as-scored": ("{hint} [as scored, ...]", "{hint}`[as scored, ...]`"),
    "twice": ("`{label}` stands twice", "`{label}`出现两次"),
    "keep-one.hint": ("keep one of the two", "请只保留其中一个"),
    "factors-below.hint": (
        "write at least one factor below `factors:`; see docs/content.md",
        "请在`factors:`下至少写一个检验因素；参见docs/content.md",
    ),
    "plan-varies-nothing": (
        "nothing varies in the plan `{plan}` of {index}",
        "{index}的检验方案`{plan}`没有变动任何设定",
    ),
    "see-score.hint": (
        "see `coopindex score` for the scheme, the data and the methods in use",
        "现行的权重方案、数据和方法参见`coopindex score`",
    ),
    "varies-nothing": ("`{name}` varies nothing here", "`{name}`在此没有变动任何设定"),
    "scenarios-below.hint": (
        "write `scenarios:` below `robustness:` in the index",
        "请在指标体系文件的`robustness:`下写`scenarios:`",
    ),
    "scenarios-or-plan.hint": (
        "{below}, or name a --plan; see docs/content.md",
        "{below}，或用--plan指定检验方案；参见docs/content.md",
    ),
    "no-scenarios": ("the plan of {index} names no scenarios", "{index}的检验方案没有列出情景"),
    "plan-kind": (
        "a plan is said by a name or a file, or written as a mapping or YAML text",
        "检验方案应为名称或文件，或写成映射或YAML文本",
    ),
    "plan-kind.hint": (
        "write plan={{'factors': {{...}}}}, or name a YAML file, as docs/content.md shows",
        "请写`plan={{'factors': {{...}}}}`，或给出YAML文件，写法见docs/content.md",
    ),
    "plan-folder.hint": (
        "write one into {folder}, or name a file",
        "请在{folder}中写一个，或给出文件名",
    ),
    "no-plan": ("`{name}` is not a plan of {index}", "`{name}`不是{index}的检验方案"),
    "empty-name": ("the name is empty", "名称为空"),
    "write-name.hint": ("write a name", "请写名称"),
    "spaced-name": (
        "the name `{name}` has spaces too many, or breaks the line",
        "名称`{name}`中空格过多或有换行",
    ),
    "write-this.hint": ("write `{name}`", "请写`{name}`"),
    "a-dimension": ("a dimension", "维度"),
    "a-node": ("a node", "节点"),
    "own-stage": (
        "every node says its own `{stage}`, so that none would change",
        "每个节点都各自写明了`{stage}`，因而没有节点会改变",
    ),
    "own-stage.hint": ("say which: `nodes: all`, or a list", "请写明是哪些：`nodes: all`，或列表"),
    "not-of-index": ("`{code}` is not {kind} of {index}", "`{code}`不是{index}的{kind}"),
    "which-years.hint": (
        "write each, all, scored, or some of {known}",
        "请写`each`、`all`、`scored`，或以下年份中的若干：{known}",
    ),
    "no-year": ("names no year", "没有写明年份"),
    "no-data-of-year": ("there are no data of {year}", "没有{year}年的数据"),
    "scenario-column": (
        "`{name}` is another column where scenarios stand side by side",
        "`{name}`是情景并列表中另一列的名称",
    ),
    "another-name.hint": ("choose another name", "请另取名称"),
    "known-years.hint": ("known: {years}", "已有：{years}"),
    "nodes-without-method": (
        "`nodes` are those that take a method, and none is named",
        "`nodes`是采用某方法的节点，而未指定方法",
    ),
    "nodes-without-method.hint": (
        "name one ({stages}), or leave `nodes` out",
        "请指定其一（{stages}），或去掉`nodes`",
    ),
    "no-such-unit": ("`{unit}` is not a {what}", "`{unit}`不是已有的{what}"),
    "no-unit-left": ("leaves no unit", "没有剩下任何评价对象"),
    "no-unit-left.hint": ("name fewer units, or another group", "请少列评价对象，或改用另一组"),
    "give-weight.hint": ("give one of them a weight", "请给其中之一赋权"),
    "all-weigh-0": ("the children of `{parent}` all weigh 0", "`{parent}`的下级权重全为0"),
    "scheme-file": (
        "the scheme is called `{scheme}`, its file `{name}`",
        "权重方案名为`{scheme}`，文件名为`{name}`",
    ),
    "scheme-file.hint": (
        "write `scheme: {name}`, or rename the file",
        "请写`scheme: {name}`，或给文件改名",
    ),
    "mixed-weights": (
        "percents and plain numbers are mixed: `{odd}` has no %",
        "百分数与普通数字混用：`{odd}`没有%",
    ),
    "mixed-weights.hint": (
        "write all as percents, which make 100% below each parent, or all as plain numbers, of "
        "which only the proportions count (in a workbook, the format of the cells decides)",
        "请全部写成百分数（同一上级之下合计100%），或全部写成普通数字（只看比例）；工作簿中以单元格"
        "格式为准",
    ),
    "not-a-node": ("`{code}` is not a node of {index}", "`{code}`不是{index}的节点"),
    "no-weight-uncounted": (
        "`{code}` is published but not counted, so it has no weight",
        "`{code}`只公布、不计入指数，因而没有权重",
    ),
    "no-weight-uncounted.hint": (
        "leave it out here, or let it count: without `counts: false`",
        "请在此处删去，或去掉`counts: false`使其计入",
    ),
    "nothing-counts": (
        "nothing below `{code}` counts, so it has no value",
        "`{code}`之下没有计入的节点，因而没有数值",
    ),
    "nothing-counts.hint": (
        "let a child count, or put `counts: false` at the dimension itself",
        "请至少让一个下级节点计入，或在该维度本身写`counts: false`",
    ),
    "index-itself": (
        "`{code}` is the index itself, which has no weight",
        "`{code}`是综合指数本身，没有权重",
    ),
    "percent.hint": ("a percent is a share of the parent", "百分数是占上级的比重"),
    "more-than-whole": ("{value} is more than the whole", "{value}超过了整体"),
    "weight.hint": (
        "write a percent (44.1%) or a plain number (2.5), with a decimal point",
        "请写百分数（44.1%）或普通数字（2.5），用小数点",
    ),
    "no-weight": ("`{value}` is not a weight", "`{value}`不是权重"),
    "no-weights": (
        "weights are a scheme's name or file, or node -> weight, not a {kind}",
        "权重应为方案的名称或文件，或“节点→权重”的映射，而非{kind}",
    ),
    "said-twice": (
        "`{step}` is said by itself and otherwise in `defaults`",
        "`{step}`单独给出，又在`defaults`中另有规定",
    ),
    "no-shares": (
        "shares are node -> share, not a {kind}",
        "占比应为“节点→占比”的映射，而非{kind}",
    ),
    "mapping.hint": ('write {{"trade": 0.4}}', '请写`{{"trade": 0.4}}`'),
    "negative-weight": (
        "{value} is not a weight: a weight is 0 or more",
        "{value}不是权重：权重须大于或等于0",
    ),
    "negative-weight.hint": (
        "turn the `direction` of the node instead",
        "请改为调转该节点的`direction`",
    ),
    "siblings-without": (
        ("`{others}` below `{parent}` has no weight", "`{others}` below `{parent}` have no weight"),
        "`{parent}`下的`{others}`没有权重",
    ),
    "siblings-without.hint": (
        "name all siblings, or say `remaining: equal` or `remaining: proportional`",
        "请列出全部同级节点，或写`remaining: equal`或`remaining: proportional`",
    ),
    "shares-beyond": (
        "the shares named below `{parent}` make {shown}, more than the whole",
        "`{parent}`下所列占比合计{shown}，超过整体",
    ),
    "shares-beyond.hint": (
        "write percents, or shares between 0 and 1, of at most 100% together; the siblings that "
        "are not named share the rest",
        "请写百分数，或0与1之间的占比，合计不超过100%；未列出的同级节点分余下的部分",
    ),
    "nothing-shared": ("so that nothing can be shared out among them", "因而无从分配"),
    "others-weigh-0": ("`{others}` all weigh 0, {nothing}", "`{others}`权重全为0，{nothing}"),
    "remaining-equal.hint": ("say `remaining: equal`", "请写`remaining: equal`"),
    "percents-sum": (
        "the percents below `{parent}` make {shown}, not 100%",
        "`{parent}`下各百分数合计{shown}，而非100%",
    ),
    "percents-sum.hint": (
        "correct them, or write plain numbers, which are relative",
        "请更正，或写普通数字（表示相对大小）",
    ),
    "set-share": ("{share} is not a share between 0 and 1", "{share}不是0与1之间的占比"),
    "set-share.hint": (
        "write a share of its parent, such as 0.4 or 40%",
        "请写占上级的比重，如0.4或40%",
    ),
    "only-child": ("`{child}` is the only child of `{node}`", "`{child}`是`{node}`唯一的下级"),
    "only-child.hint": ("an only child always has the share 1", "唯一的下级占比恒为1"),
    "set-sum": (
        "the shares below `{node}` make {sum:.10g}, not 1",
        "`{node}`下的占比合计{sum:.10g}，而非1",
    ),
    "set-percent.hint": ("if it is a percent, write {share}%", "若为百分数，请写{share}%"),
    "set-sum.hint": ("lower or raise one of them", "请调低或调高其中之一"),
    "around-asked": (
        "{first} under the weights asked for",
        "按所要求的权重，{first}",
    ),
    "around-asked.hint": (
        "ask for other weights (`-w`, `--set`), or change the scenario",
        "请改用其他权重（`-w`、`--set`），或修改该情景",
    ),
    "others-of-set": ("the other children of `{node}` all weigh 0", "`{node}`的其他下级权重全为0"),
    "others-of-set.hint": ("override one of them too", "请同时设定其中之一"),
    "index-file": (
        "the index is called `{index}`, its file `{name}`",
        "指标体系名为`{index}`，文件名为`{name}`",
    ),
    "index-file.hint": (
        "write `index: {name}`, or rename the file",
        "请写`index: {name}`，或给文件改名",
    ),
    "no-code": ("`{code}` cannot be a code", "`{code}`不能作为代码"),
    "first-on-line": (", first on line {first}", "，首次在第{first}行"),
    "code-twice": (
        "the code `{code}` stands twice in the tree{where}",
        "代码`{code}`在指标体系中出现两次{where}",
    ),
    "own-code.hint": ("give each node a code of its own", "请给每个节点各自的代码"),
    "an-indicator": ("an indicator", "指标"),
    "move-key.hint": ("move it to the indicators below", "请移到下面的指标处"),
    "leave-key.hint": ("leave it out, or add `children`", "请去掉，或加上`children`"),
    "key-of-other": (
        "`{key}` belongs to {other}, and `{node}` is {kind}",
        "`{key}`属于{other}，而`{node}`是{kind}",
    ),
    "minimum-present": (
        "asks for more children present, {minimum_present}, than there are, {children}",
        "要求{children}个下级中有{minimum_present}个",
    ),
    "minimum-present.hint": (
        "a whole number counts children; write a share as 2/3 or 60%",
        "整数指下级个数；占比请写2/3或60%",
    ),
    "distinct": (
        "`distinct` needs the `field` whose different values are counted; no other method "
        "takes one",
        "`distinct`需要`field`，即要数不同取值的那一列；其他方法不用它",
    ),
    "distinct.hint": (
        "write {{method: distinct, field: partner}}",
        "请写`{{method: distinct, field: partner}}`",
    ),
    "bounds": (
        "the lowest possible value {low:.15g} is not below the highest {high:.15g}",
        "最低可能值{low:.15g}不低于最高可能值{high:.15g}",
    ),
    "bounds.hint": ("write [lowest, highest]", "请写`[lowest, highest]`"),
    "add-variable.hint": (
        "add `variables: {{{by}: {{measure: ...}}}}`",
        "请加上`variables: {{{by}: {{measure: ...}}}}`",
    ),
    "no-variable": ("`{by}` is not a variable of this index", "`{by}`不是本指数的变量"),
    "reference-twice": (
        "`reference` is stated for the index and in its `defaults`",
        "`reference`在指标体系处和`defaults`中各写了一次",
    ),
    "no-nested": (
        "`{name}` needs methods of {stage} that stand alone",
        "`{name}`需要{stage}中可单独使用的方法",
    ),
    "no-nested.hint": (
        "write `{name}: [equal, {{method: entropy, shift: 0.01}}]`",
        "请写`{name}: [equal, {{method: entropy, shift: 0.01}}]`",
    ),
    "ideal-of-dimension": (
        "`{method}` is for indicators; of `{code}`, which is put together from others, more is"
        " better",
        "`{method}`只用于指标；`{code}`由下级合成，越高越好",
    ),
    "ideal-of-dimension.hint": (
        "say it at the indicators below",
        "请写在其下的指标中",
    ),
    "bands-kind": (
        "is no list of tiers; a set of tiers is named by `preset`, one of {known}",
        "不是档次列表；用`preset`指明一套档次：{known}",
    ),
    "no-bands-preset": ("`{name}` is no set of tiers", "没有名为`{name}`的一套档次"),
    "bands-preset-keys": (
        "a set of tiers takes `preset` and `closed`, and not {keys}",
        "一套档次只接受`preset`和`closed`，不接受{keys}",
    ),
    "bands-preset-closed": (
        "`closed` is `right` or `left`, not `{closed}`",
        "`closed`应为`right`或`left`，而非`{closed}`",
    ),
    "bands-order": (
        "{threshold:.15g} is not below {above:.15g}, where the band before begins",
        "{threshold:.15g}不低于上一档次的起点{above:.15g}",
    ),
    "bands-order.hint": ("list the bands from the highest down", "请由高到低列出档次"),
    "check-needs": ("`{check}` needs `{key}`", "`{check}`需要`{key}`"),
    "add-key.hint": ("add `{key}: ...`", "请加上`{key}: ...`"),
    "no-column": ("`{code}` is neither an indicator nor a variable", "`{code}`既非指标，也非变量"),
    "value-or-table.hint": (
        "keep `value` for one figure; a `table` holds one for each unit",
        "单个数字请只保留`value`；`table`为每个评价对象各存一个",
    ),
    "table-here": ("`table` cannot stand here", "此处不能写`table`"),
    "node-mark.hint": (
        "`{{node}}` stands for every node that has a column",
        "`{{node}}`代表每个有列的节点",
    ),
    "table-key.hint": (
        "it belongs to a `table`; one figure is met or not",
        "此键用于`table`；单个数字只有一致与不一致",
    ),
    "table-blank.hint": (
        "it belongs to a `table`; one figure is no blank",
        "此键用于`table`；单个数字不会是空白",
    ),
    "key-here": ("`{key}` cannot stand here", "此处不能写`{key}`"),
    "figure-needs": ("a published {figure} needs `{key}`", "公布值（{figure}）需要`{key}`"),
    "not-a-node-here": ("`{node}` is not a node of this index", "`{node}`不是本指数的节点"),
    "tree-table-key": ("`{key}` is not a key of a table of nodes", "`{key}`不是节点表的键"),
    "columns.hint": (
        "write columns: {{code: their_code, parent: their_parent, title: their_name}}",
        "请写`columns: {{code: their_code, parent: their_parent, title: their_name}}`",
    ),
    "columns": ("`columns` names a column for each key", "`columns`为每个键指明一列"),
    "node-key": ("`{name}` is not a key of a node", "`{name}`不是节点的键"),
    "code-twice-first": (
        "the code `{code}` stands twice, {first}",
        "代码`{code}`出现两次，{first}",
    ),
    "not-in-table": ("`{node}` is not a node of this table", "`{node}`不是此表的节点"),
    "apex-not-in-table": (
        "`{apex}` (`below`) is not a node of this table",
        "`{apex}`（`below`）不是此表的节点",
    ),
    "below-itself": ("`{code}` lies below itself", "`{code}`位于自身之下"),
    "below-itself.hint": ("correct the parents", "请更正上级"),
    "no-scheme": ("`{scheme}` is not a scheme of {index}", "`{scheme}`不是{index}的权重方案"),
    "not-normalised.hint": (
        "name a `normalisation`; where they may stand as they are, state the `measure` or the "
        "`bounds` that they share, or why: `normalisation: {{method: none, reason: ...}}`",
        "请指定`normalisation`；若可照原值合成，请注明共同的计量单位（`measure`）或取值范围"
        "（`bounds`），或说明理由：`normalisation: {{method: none, reason: ...}}`",
    ),
    "unsaid-years.hint": (
        "write `reference: {{years: each}}` if so, else `all`, or a base period [{first}]",
        "确需如此请写`reference: {{years: each}}`，否则写`all`，或基期`[{first}]`",
    ),
    "years-scored.hint": (
        "write `all` for all {periods} of the data, `each`, or name the {periods}",
        "请写`all`（数据的全部{periods}）、`each`，或列出{periods}",
    ),
    "no-such-file": ("there is no such file", "没有此文件"),
    "name-yaml.hint": ("name a .yaml file", "请给出`.yaml`文件"),
    "a-table.hint": (
        "this is a file, and an index is described in YAML: `coopindex init NAME` writes one to "
        "begin with, which names its table by `file:` under `data:`",
        "这是数据文件，而指数须用YAML描述：`coopindex init 名称`可生成样例，"
        "在其中`data:`下以`file:`指明该表",
    ),
    "closed-folder.hint": (
        "you may not list the files of the folder {folder}: ask its owner for the permission to "
        "read it",
        "没有列出文件夹{folder}中文件的权限：请向其所有者申请读取权限",
    ),
    "no-index": ("there is no index called `{name}`", "没有名为`{name}`的指数"),
    "overwritten": (
        "is read for this answer, and would be overwritten by it",
        "此文件是本次结果的输入，会被覆盖",
    ),
    "overwritten.hint": ("name another file to write to", "请写入另一个文件"),
    "sought.hint": (
        "it was sought from {folders}; {found}",
        "已从{folders}寻找；{found}",
    ),
    "folder-holds": ("{folder} holds: {names}", "{folder}中有：{names}"),
    "empty-folder": ("{folder} is empty", "{folder}是空的"),
    "no-folder": ("{folder} does not exist", "{folder}不存在"),
    "no-minimum": (
        "`{value}` is neither a share of the children (2/3, 0.5, 60%) nor a number of them",
        "`{value}`既不是下级的占比（2/3、0.5、60%），也不是下级的个数",
    ),
    "no-share": ("`{value}` is no share (2/3, 0.5, 60%)", "`{value}`不是占比（2/3、0.5、60%）"),
    "no-divisor": (
        "`{value}` is neither a variable nor a number to divide by",
        "`{value}`既不是变量，也不是可作除数的数字",
    ),
    "no-agreement": (
        "`{value}` is neither a share above 0 (0.99, 99%) nor `all but 6`",
        "`{value}`既不是大于0的占比（0.99、99%），也不是`all but 6`",
    ),
    "no-tolerance": (
        "`{value}` is no tolerance: write a number above 0, as 0.01 or 0.5%",
        "`{value}`不是容差：请写大于0的数字，如0.01或0.5%",
    ),
    "encodings": (
        "such as utf-8, gb18030, cp1252 or cp1250",
        "如`utf-8`、`gb18030`、`cp1252`或`cp1250`",
    ),
    "no-encoding": ("`{value}` is no encoding of text, {known}", "`{value}`不是文本编码，{known}"),
    "no-status": ("`{value}` is no status", "`{value}`不是数据状态"),
    "names-nothing": (
        "names nothing: write `en`, `zh` or both",
        "没有写名称：请写`en`、`zh`或两者",
    ),
    "weight-infinite": (
        "{weight} is infinite, or too large to reckon with",
        "{weight}为无穷大，或大到无法计算",
    ),
    "weight-infinite.hint": (
        "write a smaller number: only proportions count",
        "请写较小的数字：只看比例",
    ),
    "weight-tiny": ("{weight} is too small to reckon with", "{weight}小到无法计算"),
    "weight-tiny.hint": (
        "write a larger number: only proportions count; 0 leaves it out",
        "请写较大的数字：只看比例；0表示不计",
    ),
    "no-plan-share": (
        "`{value}` is no share: write 25% or 0.25",
        "`{value}`不是占比：请写25%或0.25",
    ),
    "not-json": ("is not JSON", "不是JSON"),
    "is-a-file": ("is a file", "是一个文件"),
    "new-folder.hint": ("name a new folder", "请写新文件夹的名称"),
    "not-empty": ("is not empty, and nothing is overwritten", "不是空文件夹，程序不覆盖任何文件"),
    "write-scale.hint": (
        "write one: coopindex score INDEX --scale -o FILE.json",
        "请写出一个：`coopindex score 指数 --scale -o 文件.json`",
    ),
    "codes.hint": (
        "codes are letters, digits, `_`, `-` and `.`, and begin with a letter or digit",
        "代码由字母、数字、`_`、`-`和`.`组成，以字母或数字开头",
    ),
    "codes-and-titles.hint": (
        "codes are letters, digits, `_`, `-` and `.`, and begin with a letter or digit; "
        "`title: ...` says what it is called",
        "代码由字母、数字、`_`、`-`和`.`组成，以字母或数字开头；名称写在`title`中",
    ),
    "codes-and-columns.hint": (
        "codes are letters, digits, `_`, `-` and `.`, and begin with a letter or digit, as `goods`;"
        " `title: ...` says what it is called, and `columns: {{goods: ...}}` of the observations "
        "under which header it stands",
        "代码由字母、数字、`_`、`-`和`.`组成，以字母或数字开头，如`goods`；名称写在`title`中，"
        "数据所在列的表头写在观测数据的`columns: {{goods: ……}}`中",
    ),
    "codes-and-frames.hint": (
        "codes are letters, digits, `_`, `-` and `.`, and begin with a letter or digit, as `goods`;"
        " `title` says what it is called, and `frame.rename(columns={{...: 'goods'}})` calls the "
        "column so",
        "代码由字母、数字、`_`、`-`和`.`组成，以字母或数字开头，如`goods`；名称写在`title`中，"
        "列名用`frame.rename(columns={{……: 'goods'}})`改为代码",
    ),
    "factor-says": (
        "`{name}` {said}",
        "`{name}`{said}",
    ),
    "column-said-twice": (
        "`{part}` and `columns: {{{part}: ...}}` say different things",
        "`{part}`与`columns: {{{part}: ……}}`所写不同",
    ),
    "column-needed": (
        "`columns: {{{part}: null}}` leaves the rows without one",
        "`columns: {{{part}: null}}`使各行没有此列",
    ),
}

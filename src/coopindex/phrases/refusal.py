"""Why a figure, a weight or a score cannot be reckoned; ends of the sentence "`code` ..."."""

PHRASES = {
    "no-such": ("there is no `{word}` in {index}", "{index}中没有`{word}`"),
    "methods.hint": ("see `coopindex methods`", "参见`coopindex methods`"),
    "after-treatment": (" (after treatment by {method})", "（经{method}处理后）"),
    "not-on-scale": ("{code} has no {step} on the scale", "标准化基准中没有{code}的{step}"),
    "not-on-scale.hint": (
        "write the scale of a scoring that has it, under the same weights",
        "请在相同权重下写出含有它的标准化基准",
    ),
    "scale-years": (
        "the scale has no statistics of {unknown}: each of {known} has its own",
        "标准化基准没有{unknown}的统计量：{known}各有其基准",
    ),
    "scale-years.hint": (
        "write the scale of one year alone, which then serves every year",
        "请写出单独一年的标准化基准，它可用于每一年",
    ),
    "fits-anew": (
        "{what} fits every scale anew, and this scoring holds one",
        "{what}每次都要重新求标准化基准，而本次计分沿用已有基准",
    ),
    "fits-anew.hint": (
        "ask it of the index scored on its own figures",
        "请对按自身数据计分的指数使用",
    ),
    "no-scale": ("this is no scale that can be read", "不是可读取的标准化基准"),
    "other-index": (
        "this is the scale of {whose}, not of {index}",
        "这是{whose}的标准化基准，而非{index}的",
    ),
    "more": ("; {number} more", "；另有{number}处"),
    "defined-otherwise": (
        "{index} is defined otherwise now: {differences}{more}",
        "{index}现在的定义已不同：{differences}{more}",
    ),
    "unfit-scale": ("this scale cannot be read: {why}", "无法读取此标准化基准：{why}"),
    "unfit-entry": ("{step} of {code}: {why}", "{code}的{step}：{why}"),
    "key-expected": ("`{key}` is missing, or not of its kind", "缺少`{key}`，或其类型不符"),
    "once-expected": ("it stands there twice", "重复出现"),
    "years-expected": ("`{key}` are no years of it", "`{key}`不是其年份"),
    "numbers-expected": ("numbers of its kind are expected", "应为相应类型的数值"),
    "shape-expected": (
        "as many numbers as it has columns are expected: {name}",
        "数值个数应与列数相同：{name}",
    ),
    "finite-expected": ("no number that it can have: {name}", "数值不可能出现：{name}"),
    "weights-expected": (
        "weights of 0 or more are expected, not all of them 0",
        "权重应不小于0，且不全为0",
    ),
    "order-expected": ("the {low} lies above the {high}", "{low}高于{high}"),
    "unlike-on-scale": (
        "{step} of {codes} was not fitted together on this scale",
        "此标准化基准中{codes}的{step}并非一同求得",
    ),
    "has-no-step": ("{code} has no {step}", "{code}没有{step}"),
    "gone": ("{code} is gone", "{code}已不存在"),
    "new": ("{code} is new", "{code}是新增的"),
    "was-and-is": ("{key} of {code} was {was}, and is {now}", "{code}的{key}原为{was}，现为{now}"),
    "no-data": ("there are no data for {year}", "没有{year}年的数据"),
    "known-years.hint": ("{periods} with data: {known}", "有数据的{periods}：{known}"),
    "of-its-parts.hint": (
        "the data are by {period}: write the {periods} of that year, {known}",
        "数据按{period}排列，请改写该年各{periods}：{known}",
    ),
    "undated.hint": (
        "the data name no year: ask for none, or give the rows a column `year`",
        "数据未注明年份：请不指定年份，或为各行补充`year`列",
    ),
    "divisor-0": ("is divided by {by}, which is 0", "除以{by}，而其值为0"),
    "beyond-target": (
        "{beyond:g}, stated at another step (goalposts, a limit or a target), {message}",
        "另一步骤所写的{beyond:g}（阈值、限值或目标）{message}",
    ),
    "nothing-left": (
        "weighs 0, as do all but {shares}: nothing can take what is left",
        "权重为0，除{shares}外的同级也都为0：剩余权重无处分配",
    ),
    "nothing-left.hint": ("name a share of one of them too", "请同时写明其中之一的占比"),
    "power-mean": (
        "has a value below 0, of which there is no power mean",
        "有低于0的值，没有幂平均",
    ),
    "geometric": ("geometric", "几何"),
    "harmonic": ("harmonic", "调和"),
    "power": ("power", "幂"),
    "mean-at-0": (
        "has a value at or below 0, of which there is no {name} mean",
        "有小于或等于0的值，没有{name}平均",
    ),
    "mean-below-0": (
        "has a value below 0, of which there is no {name} mean",
        "有低于0的值，没有{name}平均",
    ),
    "by-0": ("is 0, and nothing can be divided by 0", "为0，不能作除数"),
    "by-0.hint": (
        "normalise it above 0, or say `zero: missing`",
        "请标准化到0以上，或写`zero: missing`",
    ),
    "two-children": (
        "needs exactly two children, not {number}",
        "恰好需要两个下级，而非{number}个",
    ),
    "two-children.hint": ("put them in one node", "请放在同一节点下"),
    "owa-one": (
        "is aggregated by `owa`, which needs exactly one of `lowest`, `highest`, `order`",
        "按`owa`合成，恰好需要`lowest`、`highest`、`order`之一",
    ),
    "owa-many": (
        "has {children} children, of which `owa` cannot take {many}",
        "共有{children}个下级，`owa`不能取{many}个",
    ),
    "owa-order": (
        "`order` needs as many numbers, none negative, not all 0",
        "`order`需要同样多的数字，不得为负，不得全为0",
    ),
    "one-of-and": ("has {children} children, and {needs}", "共有{children}个下级，{needs}"),
    "siblings-mean-at-0": (
        "has children with a mean at or below 0, of which there is no Mazziotta-Pareto index",
        "下级的平均值小于或等于0，没有马佐塔—帕累托指数",
    ),
    "below-0-bod": (
        "has a value below 0 in the benefit of the doubt",
        "最优权重法中有低于0的值",
    ),
    "bod-few": (
        "has too few or too many children present for shares from {lowest:g} to {highest:g}",
        "可用的下级过少或过多，占比无法都在{lowest:g}至{highest:g}之间",
    ),
    "bod-bounds.hint": (
        "widen `lowest_share` and `highest_share`",
        "请放宽`lowest_share`和`highest_share`",
    ),
    "bod-none": ("has no benefit of the doubt: {message}", "没有最优权重解：{message}"),
    "bod-below-0": ("has a value below 0 in the benefit of the doubt", "最优权重法中有低于0的值"),
    "bod-no-bounds": (
        "has children weighed by shares between bounds that are none",
        "下级占比的上下限不成立",
    ),
    "bod-no-bounds.hint": (
        "0 <= lowest_share <= highest_share <= 1",
        "`0 <= lowest_share <= highest_share <= 1`",
    ),
    "from-to": (
        "from {lowest_share:g} to {highest_share:g}",
        "{lowest_share:g}至{highest_share:g}",
    ),
    "bod-shares": (
        "has {children} children, whose shares cannot all lie {bounds}",
        "共有{children}个下级，占比无法都在{bounds}之间",
    ),
    "bod-all-0": (
        "is 0 in every row that has all children: any weight would be as favourable",
        "在下级齐全的各行中均为0：任何权重都同样有利",
    ),
    "take-out.hint": (
        "take it out of this node, or weigh the children by another method",
        "请从该节点中去掉，或改用其他赋权方法",
    ),
    "denomination": (
        "becomes infinite by its denomination: the divisor is too near 0",
        "折算后为无穷大：除数太接近0",
    ),
    "denomination.hint": ("correct the divisor, or `per`", "请更正除数或`per`"),
    "constant-weight": (
        "is constant: it cannot be weighed by how it varies",
        "取值全同：无法按离散程度赋权",
    ),
    "from-0.hint": (
        "normalise onto a scale that begins at 0, such as [0, 100]",
        "请标准化到从0开始的区间，如[0, 100]",
    ),
    "by-group": ("is imputed by group", "按组插补"),
    "not-settled": (
        "has not settled after {rounds} rounds of regression",
        "经{rounds}轮回归仍未收敛",
    ),
    "not-settled.hint": (
        "allow more `rounds`, or impute by another method",
        "请增加`rounds`，或改用其他插补方法",
    ),
    "renormalise": (
        "`renormalise: false` goes with {with_neutral} only; say `as: zero`, or ask for "
        "more children",
        "`renormalise: false`只能与{with_neutral}并用；请写`as: zero`，或要求更多下级有值",
    ),
    "same-post": (
        "`lower` and `upper` are the same post: nothing lies between them",
        "`lower`与`upper`相同：其间没有距离",
    ),
    "posts-order": (
        "`lower` {lower:g} lies above `upper` {upper:g}: exchange them, and where less is "
        "better say `direction: negative`",
        "`lower`（{lower:g}）高于`upper`（{upper:g}）：请对调；逆向指标请写`direction: negative`",
    ),
    "no-mad": (
        "has no median absolute deviation: at least half of its values are equal",
        "没有中位数绝对离差：至少半数取值相同",
    ),
    "no-mad-z.hint": (
        "normalise it another way, such as `z_score`",
        "请改用其他标准化方法，如`z_score`",
    ),
    "steepness": ("`steepness` must lie above 0", "`steepness`须大于0"),
    "not-in-reference": (
        "is compared with `{unit}`, which is not a unit of the reference",
        "与`{unit}`相比，而它不在参照范围之中",
    ),
    "reference-missing": (
        "is missing for `{unit}`, the unit of reference",
        "缺少参照对象`{unit}`的值",
    ),
    "reference-missing.hint": (
        "choose another unit, or fill the gap",
        "请改选其他评价对象，或补上空缺",
    ),
    "reference-lowest": (
        "is nowhere lower than for `{unit}`, the unit of reference",
        "没有任何评价对象低于参照对象`{unit}`",
    ),
    "reference-lowest.hint": ("choose another unit", "请改选其他评价对象"),
    "target-met": (
        "has a target that even the lowest of the reference meets",
        "目标过低，参照范围中最低者也已达到",
    ),
    "target-met.hint": ("set a more demanding `target`", "请把`target`设得更高"),
    "no-maximum": (
        "has no value above 0 once oriented: there is no maximum to be a share of",
        "定向后没有大于0的值：没有最大值可作占比的分母",
    ),
    "no-maximum.hint": (
        "for a negative direction say `negative: minimum_over`, or use `min_max`",
        "逆向指标请写`negative: minimum_over`，或用`min_max`",
    ),
    "minimum-over": (
        "has a value at or below 0, by which no minimum can be divided",
        "有小于或等于0的值，最小值不能除以它",
    ),
    "minimum-over.hint": (
        "normalise it another way, such as `min_max`",
        "请改用其他标准化方法，如`min_max`",
    ),
    "two-methods": (
        "`{name}` needs two or more methods, not {number}",
        "`{name}`需要两种或更多方法，而非{number}种",
    ),
    "two-methods.hint": (
        "name another, or take the one in the place of all",
        "请再写一种，或直接改用这一种",
    ),
    "entropy-shift": (
        "`shift` must not lie below 0; `squeeze` takes two ends from 0 upward, goes with"
        " `of: min_max`, and not with `shift`",
        "`shift`不得小于0；`squeeze`取由低到高的两端，不小于0，须与`of: min_max`并用，"
        "不与`shift`并用",
    ),
    "unrotated": (
        "`rotation: none` goes with `form: component_scores` alone",
        "`rotation: none`只能与`form: component_scores`并用",
    ),
    "one-component": (
        "`components` goes with `form: rotated` and `form: component_scores`; `{form}` takes the "
        "first alone",
        "`components`只能与`form: rotated`或`form: component_scores`并用；`{form}`只取第一主成分",
    ),
    "components-of": (
        "more `components` than the {count} that there are",
        "`components`多于现有的{count}个主成分",
    ),
    "ratio-weights": (
        "has values at 0 or on both sides of it, of which there are no ratios to weigh by",
        "有等于0或正负兼有的值，无法按比率赋权",
    ),
    "ratio-weights.hint": (
        "weigh raw figures above 0 (`normalisation: none`), or a scale such as [1, 100]",
        "请用大于0的原始数据（`normalisation: none`），或[1, 100]之类的标尺",
    ),
    "no-effect": (
        "has children of which none tells the units apart",
        "各下级都不能区分评价对象",
    ),
    "no-loss": (
        "has no single weights: where one child is at its highest, so are others",
        "权重不唯一：一项下级最优时，其他下级也最优",
    ),
    "another-weighting.hint": (
        "weigh the children by another method",
        "请改用其他赋权方法",
    ),
    "ranks": ("`ranks` needs as many numbers", "`ranks`需要同样多的数字"),
    "best-worst": (
        "`best_to_others` and `others_to_worst` need as many whole numbers",
        "`best_to_others`和`others_to_worst`需要同样多的整数",
    ),
    "best-worst-range": (
        "has comparisons that are not whole numbers from 1 to 9",
        "比较值不是1至9的整数",
    ),
    "best-worst-one": (
        "needs a 1 in `best_to_others`, for the most important child, and one in"
        " `others_to_worst`, for the least",
        "`best_to_others`中最优者须为1，`others_to_worst`中最劣者须为1",
    ),
    "best-worst-ends": (
        "has two comparisons of the most with the least important child that differ",
        "最优与最劣之间的两个比较值不同",
    ),
    "best-worst.hint": (
        "write how many times as important: [1, 2, 8] and [8, 4, 1], where the first is the most"
        " important",
        "请写重要程度的倍数：[1, 2, 8]和[8, 4, 1]，其中第一项最重要",
    ),
    "combined-shares": (
        "`shares` goes with `by: linear` and needs a number for each method, none negative, not"
        " all 0",
        "`shares`只能与`by: linear`并用，每种方法一个数字，不得为负，不得全为0",
    ),
    "combined-product": (
        "has no child to which all methods give a weight above 0",
        "没有一项下级在各方法下的权重都大于0",
    ),
    "combined-mix": (
        "has methods of which one gives a mix of what the others give: the game has no answer",
        "其中一种方法的权重是其他方法的混合：博弈无解",
    ),
    "combined-game": (
        "gives `{method}` a coefficient below 0 in the game: {each}",
        "博弈中`{method}`的系数小于0：{each}",
    ),
    "combined.hint": (
        "take `by: linear` and say `shares`, or leave a method out",
        "请用`by: linear`并写明`shares`，或去掉一种方法",
    ),
    "uncoupled": (
        "has one child alone, which is coupled with nothing",
        "只有一个下级，无从耦合",
    ),
    "outside-scale": (
        "lies outside the scale of its siblings, {low:g} to {high:g}",
        "超出各下级的标尺{low:g}至{high:g}",
    ),
    "outside-scale.hint": (
        "say `scale`, such as [0, 100], as the children have it; hold them to it with `clip`",
        "请按下级的标尺写`scale`，如[0, 100]；并以`clip`限于其内",
    ),
    "ideal-range": (
        "`ideal_range` needs either `ideal`, or both `lower` and `upper`",
        "`ideal_range`需要`ideal`，或同时需要`lower`和`upper`",
    ),
    "ideal-order": (
        "`lower` {lower:g} lies above `upper` {upper:g}: exchange them",
        "`lower`（{lower:g}）高于`upper`（{upper:g}）：请对调",
    ),
    "no-direction": (
        "has a negative direction and an ideal range, outside which it falls on both sides",
        "既是逆向指标，又有理想区间：在区间内才最优",
    ),
    "no-direction.hint": (
        "leave `direction` out: a moderate indicator has none",
        "请去掉`direction`：适度指标没有方向",
    ),
    "thresholds-points": (
        "thresholds: {number}, which make steps: {steps}; but points: {points}",
        "{number}个阈值分成{steps}档，而有{points}个分值",
    ),
    "thresholds": ("thresholds must ascend", "阈值须由低到高"),
    "points": (
        "points must not fall where more is better, nor rise where less is better",
        "正向指标的分值不得下降，逆向指标的分值不得上升",
    ),
    "convention": (
        "convention: `{convention}` is none of {known}",
        "`convention`：`{convention}`不在{known}之中",
    ),
    "zeros": (
        "zeros: `{zeros}` is none of ranked, zero",
        "`zeros`：`{zeros}`不是`ranked`、`zero`之一",
    ),
    "targets": (
        "`targets` needs as many numbers, none negative, not all 0",
        "`targets`需要同样多的数字，不得为负，不得全为0",
    ),
    "one-of": ("has {children} children: {needs}", "共有{children}个下级：{needs}"),
    "any-weight": (
        "with any weight of 0 or more (nearest: {far:.3g} off)",
        "在任何大于或等于0的权重下（最接近时相差{far:.3g}）",
    ),
    "no-balance": (
        "cannot reach its share of the correlations {off}",
        "相关性的占比无法达到目标{off}",
    ),
    "no-balance.hint": (
        "check directions, set other `targets`, or say `accept_imbalance: true`",
        "请检查方向，另设`targets`，或写`accept_imbalance: true`",
    ),
    "cancel-out": (
        "has children that cannot reach their shares of the correlations: whatever the weights, "
        "they cancel out",
        "下级相关性的占比无法达到目标：无论权重如何，各下级都相互抵消",
    ),
    "cancel-out.hint": ("turn a child about with `direction`", "请用`direction`调转其中一个下级"),
    "no-single-best": (
        "has no single set of weights that tells most of the children: others tell equally much",
        "没有唯一的最优权重：别的权重同样能概括各下级",
    ),
    "no-single-best.hint": (
        "turn a child about with `direction`, or name weights yourself",
        "请用`direction`调转其中一个下级，或自行写明权重",
    ),
    "must-lie-above": (
        "`{name}` must lie above {limit:g}, not at {value:.15g}",
        "`{name}`须大于{limit:g}，而非{value:.15g}",
    ),
    "range": (
        "the {name} runs from {low:.15g} to {high:.15g}: its lower end must lie below its upper",
        "区间{name}由{low:.15g}至{high:.15g}：下端须低于上端",
    ),
    "ties4": (
        "ties: `{ties}` is none of min, max, average, dense",
        "`ties`：`{ties}`不是`min`、`max`、`average`、`dense`之一",
    ),
    "ties3": (
        "ties: `{ties}` is none of min, max, average",
        "`ties`：`{ties}`不是`min`、`max`、`average`之一",
    ),
    "no-finite-weight": ("has no finite weight by the {way}", "按{way}没有有限的权重"),
    "no-finite-siblings": (
        "and its siblings come to no finite number by the {way}",
        "及其同级按{way}得不出有限的数",
    ),
    "no-finite": ("comes to no finite number by the {way}", "按{way}得不出有限的数"),
    "usual-size.hint": (
        "bring the figures, the options and the weights to a usual size",
        "请将数据、选项和权重调整到通常的大小",
    ),
    "no-method": (
        "`{name}` is not a method of {stage}: {nearest}",
        "`{name}`不是{stage}的方法：{nearest}",
    ),
    "no-reference-row": (
        "has no value among the rows that {stage} `{method}` refers to: {reference}",
        "在{stage}`{method}`的参照范围内没有值：{reference}",
    ),
    "no-reference-row.hint": (
        "name other rows under `reference`, or leave units and years in that have values",
        "请在`reference`下另写参照范围，或保留其中有值的评价对象和年份",
    ),
    "no-base": (
        "`{method}` measures from a base period, and `reference` names none",
        "`{method}`须有基期，而`reference`未指明",
    ),
    "no-base.hint": (
        "write `reference: {{years: [{first}]}}` beside it, with the base period or periods",
        "请在其旁写明基期，如`reference: {{years: [{first}]}}`，可写多期取平均",
    ),
    "no-base-undated.hint": (
        "the data name no periods: give the observations a column `year`",
        "数据未注明时期：请在观测数据中加上`year`列",
    ),
    "no-base-of.hint": (
        "an index number needs a value in every base period, and none of 0",
        "计算指数值须各基期均有数据，且不为0",
    ),
    "ranked-units": ("ranked units", "参与排名者"),
    "all-rows": ("all rows", "全部数据行"),
    "constant": (
        "is constant among the reference rows: it cannot rank anybody",
        "在参照范围内取值全同：无法区分位次",
    ),
    "constant.hint": (
        "leave it out of the index, or widen the reference",
        "请从指数中去掉，或扩大参照范围",
    ),
    "far-apart": (
        "has values too far apart, or too near one another, to be reckoned with",
        "取值相差过大或过小，无法计算",
    ),
    "far-apart.hint": ("state them in another unit of measurement", "请改用其他计量单位"),
    "no-logarithm": (
        "has no logarithm: the value plus `offset` must lie above 0",
        "没有对数：值加`offset`须大于0",
    ),
    "no-logarithm.hint": ("set `offset`, or use `shifted_log`", "请设`offset`，或用`shifted_log`"),
    "add": ("add: `{add}` is none of range, one", "`add`：`{add}`不是`range`、`one`之一"),
    "log-outside": (
        "has no logarithm: it lies too far outside the reference",
        "没有对数：超出参照范围太远",
    ),
    "widen.hint": ("widen the reference", "请扩大参照范围"),
    "no-root": ("has no square root: it lies below 0", "没有平方根：低于0"),
    "yeo.hint": ("use `yeo_johnson`, which allows any value", "请用`yeo_johnson`，它适用于任何值"),
    "no-exponent": (
        "has no fitted exponent: its values lie too near to each other, or too far apart",
        "求不出指数：各值太接近或相差太大",
    ),
    "no-exponent.hint": (
        "state `exponent`, or take another transform",
        "请写明`exponent`，或改用其他变换",
    ),
    "exponent": (
        "exponent: `{exponent}` is neither a number nor `fitted`",
        "`exponent`：`{exponent}`既非数字，也非`fitted`",
    ),
    "no-power": ("cannot be raised to a power: it must lie above 0", "不能作幂变换：须大于0"),
    "no-power.hint": (
        "set `shift: true`, or use `yeo_johnson`",
        "请设`shift: true`，或用`yeo_johnson`",
    ),
    "no-reciprocal": ("has no reciprocal: it is 0", "没有倒数：为0"),
    "no-reciprocal.hint": (
        "treat zeros first, or take another transform",
        "请先处理0值，或改用其他变换",
    ),
    "constant-option": ("`constant` must lie above 0", "`constant`须大于0"),
    "no-rank": (
        "is no rank among the reference: ranks run from 1 to their number",
        "不是参照范围内的位次：位次由1到其个数",
    ),
    "no-rank.hint": ("set `column: scores`", "请设`column: scores`"),
    "scores-ranks": (
        "column: `{column}` is none of scores, ranks",
        "`column`：`{column}`不是`scores`、`ranks`之一",
    ),
    "when": (
        "`when` names limits of `skewness` and `kurtosis`, or is null to winsorise in any case",
        "`when`写明`skewness`和`kurtosis`的限值，或写`null`表示一律缩尾",
    ),
    "otherwise": (
        "otherwise: `{otherwise}` is none of none, log, mirrored_log",
        "`otherwise`：`{otherwise}`不是`none`、`log`、`mirrored_log`之一",
    ),
    "percentiles": (
        "`lower` and `upper` are percentiles: 0 <= lower < upper <= 100",
        "`lower`和`upper`是百分位数：`0 <= lower < upper <= 100`",
    ),
    "no-iqr": (
        "has no interquartile range: at least half of its values are equal",
        "没有四分位距：至少半数取值相同",
    ),
    "another-treatment.hint": (
        "treat it another way, such as `winsorise`",
        "请改用其他处理方法，如`winsorise`",
    ),
    "entropy-below-0": ("has a value below 0, of which there is no entropy", "有低于0的值，没有熵"),
    "no-entropy": (
        "has no entropy: it is 0 everywhere or present in fewer than two rows",
        "没有熵：处处为0，或有值的不足两行",
    ),
    "entropy-constant": (
        "has children that are all constant: entropy cannot weigh them",
        "各下级取值全同：熵权法无法赋权",
    ),
    "same-as-siblings": (
        "has children that all say the same: CRITIC cannot weigh them",
        "各下级信息相同：CRITIC法无法赋权",
    ),
    "components.hint": (
        "weigh by another method, or rotate another number of `components`",
        "请改用其他赋权方法，或旋转其他数目的`components`",
    ),
    "negative-component.hint": (
        "check its direction, take it out of this node, or use `form: squared_loading`",
        "请检查其方向，从该节点中去掉，或用`form: squared_loading`",
    ),
    "negative-component": (
        "runs against its siblings: its weight from the components would be negative",
        "与同级方向相反：由主成分得出的权重会是负数",
    ),
    "equal-components": (
        "numbers {number} and {next} explain equally much",
        "第{number}与第{next}主成分的解释力相同",
    ),
    "no-components": ("has no weights from components: {same}", "由主成分得不出权重：{same}"),
    "no-rotation": (
        "has no weights from components: however these are rotated, they stay as simple",
        "由主成分得不出权重：无论怎样旋转，结构都同样简单",
    ),
    "ahp-matrix": (
        "has {children} children: `matrix` needs {children} rows of {children} numbers",
        "共有{children}个下级：`matrix`需要{children}行{children}列数字",
    ),
    "ahp-many": (
        "has {children} children: `ahp` compares at most {number}",
        "共有{children}个下级：`ahp`最多比较{number}个",
    ),
    "ahp-many.hint": ("group them in dimensions", "请分组成维度"),
    "ahp-counterparts.hint": (
        "entry (i, j) must be above 0 and 1 / entry (j, i), the diagonal 1",
        "第i行第j列须大于0，且为第j行第i列的倒数，对角线为1",
    ),
    "ahp-counterparts": (
        "has comparisons that contradict their counterparts",
        "两两比较的数字与其对应的倒数矛盾",
    ),
    "ahp-ratio": (
        "consistency ratio {ratio}, at most {most} is accepted",
        "一致性比率{ratio}，最多可接受{most}",
    ),
    "ahp-inconsistent": (
        "has children that are compared inconsistently: {found}",
        "下级的两两比较不一致：{found}",
    ),
    "ahp-inconsistent.hint": (
        "revise the comparisons, or say `accept_inconsistency: true`",
        "请修改比较，或写`accept_inconsistency: true`",
    ),
    "expert": (
        "expert {expert} needs as many points, none negative, not all 0",
        "专家{expert}需要同样多的分数，不得为负，不得全为0",
    ),
    "no-expert": (
        "has children weighted by experts, and none is named",
        "下级由专家赋权，而没有列出任何专家",
    ),
    "above-zero.hint": (
        "normalise onto a scale that begins above 0, such as [1, 100], or aggregate with "
        "`arithmetic`",
        "请标准化到从0以上开始的区间，如[1, 100]，或用`arithmetic`合成",
    ),
    "no-best": (
        "has children that are all the same in every unit: none is ahead",
        "各下级在所有评价对象中取值都相同：没有最优者",
    ),
    "siblings-mean-at-0.hint": (
        "normalise with `z_score` onto mean 100 and standard deviation 10, or goalposts "
        "onto [70, 130]",
        "请用`z_score`标准化到平均值100、标准差10，或用`goalposts`标准化到[70, 130]",
    ),
    "zero-meant.hint": (
        "normalise onto a scale that begins above 0, such as [1, 100], aggregate with "
        "`arithmetic`, or say with `zero:` what a 0 means",
        "请标准化到从0以上开始的区间，如[1, 100]，或用`arithmetic`合成，或以`zero:`说明0的含义",
    ),
    "turn.hint": (
        "where less is better say `direction: negative`",
        "逆向指标请写`direction: negative`",
    ),
    "ascending.hint": (
        "write [0, 100]; where less is better say `direction: negative`",
        "请写[0, 100]；逆向指标请写`direction: negative`",
    ),
    "at-0-bod": (
        "has a value at or below 0, which can take no share in the benefit of the doubt",
        "有小于或等于0的值，在最优权重法中不能占比重",
    ),
    "at": (
        "{node} {message}{after}",
        "{node}{message}{after}",
    ),
    "at-moment": (
        "{node} {message} ({moment})",
        "{node}{message}（{moment}）",
    ),
    "of-method": (
        "{stage} {method}: {why}",
        "{stage} {method}：{why}",
    ),
    "anew.hint": (
        "write the scale anew with `coopindex score INDEX --scale --json`",
        "请用`coopindex score 指数 --scale --json`重新写出标准化基准",
    ),
    "fields-expected": (
        "{fields} are expected",
        "应有{fields}",
    ),
    "mapping-expected": (
        "a mapping is expected",
        "应为映射",
    ),
    "parts-expected": (
        "parts expected: {number}",
        "应有{number}部分",
    ),
}

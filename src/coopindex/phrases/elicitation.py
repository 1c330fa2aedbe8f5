"""What experts judge the weights to be, and what is wrong with their answers."""

PHRASES = {
    "ending": (
        "a questionnaire is written as {known}, not as `{ending}`",
        "问卷可写成{known}，不能写成`{ending}`",
    ),
    "no-answer": (
        "a scheme is written of what `elicit` returned, not of a {kind}",
        "权重方案应由`elicit`的返回值写出，而非{kind}",
    ),
    "no-answer.hint": ("first `elicit(answers)`", "请先调用`elicit(answers)`"),
    "table-ending": (
        "answers are kept as {known}, not as `{ending}`",
        "回答可存为{known}，不能存为`{ending}`",
    ),
    "nothing-to-ask": (
        "no node of {index} has two children that could be weighed",
        "{index}中没有下级在两项以上的节点，无需赋权",
    ),
    "too-wide": (
        "`{family}` has too many children to be compared by pairs: {children}, at most {most}",
        "`{family}`有{children}项下级；两两比较最多{most}项",
    ),
    "too-wide.hint": (
        "put some of them below a node of their own, or ask by `bwm`, `rank` or `points`",
        "请将其中一部分归入新的节点，或改用`bwm`、`rank`、`points`",
    ),
    "a-date": (
        "{value} is a date: a spreadsheet took a fraction such as 1/3 for one",
        "{value}是日期：电子表格把1/3之类的分数误认为日期",
    ),
    "no-number": ("“{value}” is no number", "“{value}”不是数字"),
    "not-on-scale": ("{value} does not lie between 1/9 and 9", "{value}不在1/9至9之间"),
    "not-1-to-9": ("{value} is no whole number from 1 to 9", "{value}不是1至9的整数"),
    "no-rank": (
        "{value} is no rank: 1 is the most important, and there are no more than nodes",
        "{value}不是位次：1为最重要，且不大于指标个数",
    ),
    "below-0": ("the points {value} lie below 0", "分值{value}小于0"),
    "write-pairs.hint": (
        "write 1, 2 ... 9, or 1/2 ... 1/9 where the other is more important",
        "请填1、2……9；对方更重要时填1/2……1/9",
    ),
    "write-references.hint": ("write a whole number from 1 to 9", "请填1至9的整数"),
    "write-order.hint": ("write 1 for the most important, 2 for the next", "最重要的填1，其次填2"),
    "write-points.hint": ("write a number from 0 to 100", "请填0至100的数"),
    "no-choice": ("“{value}” is none of these", "“{value}”不在选项中"),
    "no-sheet": (
        "holds no sheet of a questionnaire that `elicit` wrote",
        "其中没有由`elicit`生成的问卷工作表",
    ),
    "no-sheet.hint": (
        "write one with `coopindex elicit INDEX --method ahp -o questionnaire.xlsx`; column A of "
        "its sheets must stay",
        "请用`coopindex elicit 指数 --method ahp -o questionnaire.xlsx`生成；工作表的第一列须保留",
    ),
    "other-index": (
        "this questionnaire is of the index `{found}`, not of `{wanted}`",
        "该问卷属于指数`{found}`，而非`{wanted}`",
    ),
    "other-method": (
        "asks by `{found}`, not by `{wanted}`",
        "采用的方法是`{found}`，而非`{wanted}`",
    ),
    "other-file.hint": ("name another file for these answers", "请为这些答案另指定一个文件"),
    "outdated": (
        "the questionnaire ({digest}) was made for another state of the tree; answers were read by "
        "the codes of the nodes",
        "问卷（{digest}）对应另一版本的指标体系；已按节点代码读取答案",
    ),
    "undated": (
        "the questionnaire does not say for which state of the tree it was made (the row of column "
        "A is lost); answers were read by the codes of the nodes",
        "问卷未说明对应哪一版本的指标体系（第一列缺少该行）；已按节点代码读取答案",
    ),
    "no-family": (
        "`{family}` is no node of {index} with children",
        "`{family}`不是{index}中含有下级的节点",
    ),
    "no-node": ("`{code}` is no node of {index}", "`{code}`不是{index}的节点"),
    "no-child": ("“{code}” is no child of `{family}`", "“{code}”不是`{family}`的下级"),
    "no-codes": (
        "the row of codes above the table of `{family}` is missing",
        "`{family}`的判断矩阵上方缺少代码行",
    ),
    "no-columns": ("lacks the columns {names}", "缺少{names}列"),
    "no-columns.hint": (
        "a table of answers has the columns expert, family, node, other, value; of ranks and "
        "points also node and a column an expert",
        "答案表须含`expert`、`family`、`node`、`other`、`value`各列；"
        "排序和打分也可用`node`列加每位专家一列",
    ),
    "which-method": (
        "does not say how the experts were asked",
        "未说明询问专家所用的方法",
    ),
    "two-methods": (
        "was answered by one method: {found} stand for it",
        "只能采用一种方法，而此处有{found}",
    ),
    "which-method.hint": (
        "name one with `--method`: ahp, bwm, rank or points",
        "请用`--method`指定其一：`ahp`、`bwm`、`rank`或`points`",
    ),
    "no-answers": ("nobody has answered anything", "没有任何专家作答"),
    "no-answers.hint": (
        "fill in the yellow cells of a sheet, one sheet an expert",
        "请填写工作表中的黄色单元格，每位专家一张工作表",
    ),
    "blank": (
        "the sheet {sheet} is blank, and counts as no expert",
        "工作表{sheet}为空白，不计为专家",
    ),
    "unanswered": (
        "{expert} has not answered for `{family}`",
        "{expert}未回答`{family}`",
    ),
    "unanswered.many": (
        "{many} groups of questions are not answered, such as `{family}` by {expert}",
        "{many}组问题未作答，例如{expert}的`{family}`",
    ),
    "incomplete": (
        "{expert} has not finished `{family}`: {missing}",
        "{expert}的`{family}`尚缺：{missing}",
    ),
    "incomplete.hint": (
        "complete the answers, or pass over such groups with `--allow-gaps`",
        "请补全答案，或用`--allow-gaps`跳过这些组",
    ),
    "the-best": ("the most important", "最重要的一项"),
    "the-worst": ("the least important", "最不重要的一项"),
    "itself": (
        "{node} compared with itself is 1, not {value}",
        "{node}与自身比较应为1，而非{value}",
    ),
    "twice": (
        "{a} against {b} is {value} here and {other} in {where}",
        "{a}对{b}在此处为{value}，在{where}为{other}",
    ),
    "alone-twice": (
        "{a} is {value} here and {other} in {where}",
        "{a}在此处为{value}，在{where}为{other}",
    ),
    "given-twice": (
        "holds the same answers as {other}: its experts would count twice",
        "与{other}的答案完全相同，其中的专家会被重复计入",
    ),
    "given-twice.hint": ("name each file once", "每个文件只须给出一次"),
    "not-read": (
        "the sheet {sheet} is none that `elicit` wrote, and is not read",
        "工作表{sheet}不是由`elicit`生成的，未被读取",
    ),
    "no-mark": (
        "the sheet {sheet} has lost the row `{mark}` of its column A, or what stands in it",
        "工作表{sheet}的第一列缺少“{mark}”一行，或该行为空",
    ),
    "no-mark.hint": (
        "put the row back as it is on the other sheets, or take the sheet out",
        "请照其他工作表补上该行，或删去此工作表",
    ),
    "not-reciprocal": (
        "{a} against {b} is {value}, but {b} against {a} is {other} in {where}",
        "{a}对{b}为{value}，而{where}中{b}对{a}为{other}，两者不互为倒数",
    ),
    "best-is-worst": (
        "{node} is both the most and the least important",
        "{node}既为最重要，又为最不重要",
    ),
    "no-reference": (
        "{a} against {b} is of neither {best}, the most important, nor {worst}, the least",
        "{a}对{b}的比较既不涉及最重要的{best}，也不涉及最不重要的{worst}",
    ),
    "beyond-ends": (
        "{a} against {b} is {value}, beyond {best} against {worst}, {largest}, which should be the "
        "largest",
        "{a}对{b}为{value}，超过了{best}对{worst}的{largest}，而后者应为最大",
    ),
    "not-100": (
        "the points of `{family}` add up to {total}, not to 100",
        "`{family}`的分值合计为{total}，而非100",
    ),
    "not-100.hint": ("let them add up to 100; 0 is allowed", "请使合计为100；可以填0"),
    "nearly-100": (
        "the points of `{family}` add up to {total}, and count as shares of that",
        "`{family}`的分值合计为{total}，按其占合计的比重计",
    ),
    "nobody": ("nobody has judged `{family}`", "没有专家判断`{family}`"),
    "nobody.hint": (
        "one expert at least must answer for each group",
        "每组至少须有一位专家作答",
    ),
    "inconsistent": (
        "the judgements of {expert} about `{family}` contradict one another: consistency ratio "
        "{ratio}, above {limit}",
        "{expert}对`{family}`的判断相互矛盾：一致性比率为{ratio}，大于{limit}",
    ),
    "mend": (
        "{a} against {b} is {given}, the others suggest {fits} ({where})",
        "{a}对{b}为{given}，其余判断表明宜为{fits}（{where}）",
    ),
    "next": ("{first}; {rest}", "{first}；{rest}"),
    "accept.hint": (
        "ask the expert to look at them again, or accept them with `--accept-inconsistency`",
        "请专家复核，或用`--accept-inconsistency`接受",
    ),
    "no-scheme-file": (
        "“{name}” is no name of a scheme",
        "“{name}”不能作为权重方案的文件名",
    ),
    "no-scheme-file.hint": (
        "name it as `experts.yaml`, of letters, digits, - and _",
        "请用字母、数字、-和_命名，如`experts.yaml`",
    ),
    "no-by": (
        "weights of {method} are read off by {choices}, not by {by}",
        "{method}可用的取值方式为{choices}，没有{by}",
    ),
    "no-way-by": (
        "points are weights as they are: there is no way to choose",
        "分值本身即为权重，无须选择取值方式",
    ),
    "pool-pairs": (
        "only comparisons by pairs (`ahp`) have a geometric mean of judgements",
        "只有两两比较（`ahp`）可以对判断取几何平均",
    ),
    "experts": ("must be a whole number from 1 to {most}", "须为1至{most}的整数"),
    "idle": (
        "`{field}` has no effect on `{method}`: leave it out",
        "`{field}`对`{method}`不起作用，请去掉",
    ),
    "no-power": ("the power must be above 0", "幂次须大于0"),
    "not-each": (
        "`{code}` has weights of {given} experts, and {experts} are named",
        "`{code}`有{given}位专家的权重，而列名的专家为{experts}位",
    ),
    "not-each.hint": (
        "give one weight for each of `experts`, in their order; null where an expert passed over",
        "请按`experts`的次序每位专家给一个权重；未作答者写`null`",
    ),
    "expert-twice.hint": (
        "call each expert by a name of their own; `group` is all of them together",
        "请为每位专家取不同的名称；`group`指全体专家",
    ),
    "expert-group": (
        "an expert is called `{name}`, as all of them together are",
        "专家名为`{name}`，与全体专家的名称相同",
    ),
    "no-expert": ("`{name}` is none of `experts`", "`{name}`不在`experts`之列"),
    "partly": (
        "{expert} weighs some children of `{family}` and not others, or all with 0",
        "{expert}只给出`{family}`部分下级的权重，或全部为0",
    ),
    "partly.hint": (
        "give a weight to each of them, or null to all",
        "请为其全部下级给出权重，或全部写`null`",
    ),
    "scheme-title": ("Experts: {method}", "专家赋权（{method}）"),
    "scheme-reason": (
        (
            "Elicited from {number} expert by {method}.",
            "Elicited from {number} experts by {method}.",
        ),
        "由{number}位专家按{method}给出。",
    ),
    # -- the page
    "head": (
        ("{title} · {method}, {number} expert", "{title} · {method}, {number} experts"),
        "{title} · {method}，{number}位专家",
    ),
    "pool-weights": (
        "The group's weights are the mean of the experts'; every expert counts the same.",
        "专家组权重为各位专家权重的算术平均，各位专家同等对待。",
    ),
    "pool-judgements": (
        "The group's weights are read off the geometric mean of the experts' comparisons.",
        "专家组权重由各位专家判断的几何平均求得。",
    ),
    "node": ("node", "节点"),
    "group": ("group", "专家组"),
    "rank": ("rank", "位次"),
    "weights": ("Weights inside each group of siblings", "同级权重"),
    "consistency": ("Consistency", "一致性"),
    "expert": ("expert", "专家"),
    "family": ("of", "节点组"),
    "figure-eigenvalue": ("largest eigenvalue", "最大特征根"),
    "figure-consistency_index": ("consistency index", "一致性指标"),
    "figure-consistency_ratio": ("consistency ratio", "一致性比率"),
    "figure-xi_linear": ("xi, linear", "ξ（线性）"),
    "figure-xi_nonlinear": ("xi, nonlinear", "ξ（非线性）"),
    "limit": ("at most", "上限"),
    "consistent": ("consistent", "通过检验"),
    "at_odds": ("Judgements that disagree most with the others", "与其余判断最不一致的判断"),
    "comparison": ("comparison", "比较"),
    "against": ("{a} against {b}", "{a}对{b}"),
    "given": ("given", "给出"),
    "fits": ("would fit", "宜为"),
    "place": ("where", "位置"),
    "agreement": ("Agreement of the experts", "专家意见协调程度"),
    "about-agreement": (
        "Kendall's W of the ranks of the weights, corrected for ties: 1 where all experts rank "
        "alike, 0 where they have nothing in common. The test by chi-squared is rough below eight "
        "items.",
        "Kendall协调系数W由权重的位次求得，已作同分校正：1表示完全一致，0表示毫无一致。"
        "项目少于8项时，χ²检验仅供参考。",
    ),
    "all": ("all indicators", "全部指标"),
    "judges": ("experts", "专家数"),
    "objects": ("items", "项目数"),
    "s": ("S", "S"),
    "w_uncorrected": ("W without correction", "未校正W"),
    "w": ("W", "W"),
    "chi2": ("chi-squared", "χ²"),
    "df": ("df", "自由度"),
    "p": ("p", "p值"),
    "distances": ("Distances between experts", "专家间的距离"),
    "about-distances": (
        "The share of all weight on the indicators that would have to move.",
        "使两者一致须移动的指标权重占全部权重的比重。",
    ),
    "a": ("between", "一方"),
    "b": ("and", "另一方"),
    "distance": ("distance", "距离"),
    "standings": ("Ranks of the units under each expert's weights", "按各位专家权重的排名"),
    "about-standings": (
        "Where an expert passed over a group, the weights of the experts together stand in.",
        "专家未作答的组以专家组权重代替。",
    ),
    "score": ("score", "得分"),
    "no-standings": (
        "Units are not ranked: the data cannot be scored yet.",
        "数据尚不能计分，故不列排名。",
    ),
}

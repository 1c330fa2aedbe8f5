"""What a questionnaire says to experts, on its sheets and on the terminal."""

PHRASES = {
    "sheet": ("Instructions", "说明"),
    "expert": ("Expert {number}", "专家{number}"),
    "title": ("{title}: questionnaire on weights", "{title}：权重问卷"),
    "method-pairs": ("analytic hierarchy process (AHP)", "层次分析法"),
    "method-references": ("best-worst method (BWM)", "最优最劣法"),
    "method-order": ("ranking by importance", "排序赋权"),
    "method-points": ("expert budget allocation", "专家打分法"),
    "how-pairs": (
        "Each table compares what stands in its rows with what stands in its columns. Choose in "
        "every yellow cell how many times as important the row is as the column, by the scale "
        "below: 3 where the row is moderately more important, 1/3 where the column is.\n"
        "Grey cells fill themselves in: 1 on the diagonal, and below it the reciprocal of what "
        "stands opposite.\n"
        "Once a table is complete, its weights and its consistency ratio appear. A ratio above "
        "0.1 says that some answers contradict each other: please look at them again.",
        "每张表将行中各项与列中各项两两比较。请在每个黄色单元格中按下方标度选择“行对列”的重要程度："
        "行比列稍微重要填3，列比行稍微重要填1/3。\n"
        "灰色单元格自动填写：对角线为1，对角线以下为对称位置的倒数。\n"
        "一张表填完后，右侧显示权重，下方显示一致性比率。"
        "比率大于0.1说明部分判断相互矛盾，请复核后修改。",
    ),
    "how-references": (
        "For each group, first choose the most important and the least important item.\n"
        "Then say in the first column how many times as important the most important one is as "
        "each item, and in the second how many times as important each item is as the least "
        "important one, from 1 (equally) to 9 (extremely more).\n"
        "The most important item against itself, and the least important one against itself, may "
        "stay blank.",
        "请先在每组中选出最重要和最不重要的一项。\n"
        "再在第一列填写最重要的一项相对于各项的重要程度，在第二列填写各项相对于最不重要的一项的重要程度，"
        "取1（同等重要）至9（极端重要）的整数。\n"
        "最重要的一项与其自身、最不重要的一项与其自身的比较可以不填。",
    ),
    "how-order": (
        "Rank the items of each group by their importance: 1 is the most important. Items that "
        "are equally important may share a rank.",
        "请在每组中按重要程度排序，1为最重要。同等重要的项目可以并列。",
    ),
    "how-points": (
        "Share out 100 points among the items of each group: the more important, the more points. "
        "Write 0 where an item should not count at all. The sum of each group stands below it.",
        "请将100分分配给每组中的各项，越重要分值越高。不应计入的项目请填0。每组下方显示合计。",
    ),
    "colours": (
        "Please fill in the yellow cells of your sheet alone.",
        "请只填写您的工作表中的黄色单元格。",
    ),
    "privacy": (
        "Your name is optional; it does not appear among the results unless that is agreed.",
        "姓名可以不填；未经同意，结果中不出现姓名。",
    ),
    "scale": ("Scale", "标度"),
    "step-1": ("equally important", "同等重要"),
    "step-3": ("moderately more important", "稍微重要"),
    "step-5": ("strongly more important", "明显重要"),
    "step-7": ("very strongly more important", "强烈重要"),
    "step-9": ("extremely more important", "极端重要"),
    "step-between": ("between its neighbours", "介于相邻两级之间"),
    "less": ("the reverse: {step}", "反向：{step}"),
    "name": ("name (optional)", "姓名（可不填）"),
    "date": ("date, as 2026-11-26", "日期，如2026-11-26"),
    "family-pairs": (
        "{title}: how many times as important is the row as the column?",
        "{title}：行相对于列的重要程度",
    ),
    "family-references": (
        "{title}: which matters most, which least, and by how much?",
        "{title}：何者最重要，何者最不重要，程度如何？",
    ),
    "family-order": ("{title}: rank by importance", "{title}：按重要程度排序"),
    "family-points": ("{title}: share out 100 points", "{title}：分配100分"),
    "weight": ("weight", "权重"),
    "ratio": ("consistency ratio (at most 0.1)", "一致性比率（应不大于0.1）"),
    "best": ("the most important", "最重要的一项"),
    "worst": ("the least important", "最不重要的一项"),
    "best-against": ("most important against it", "最重要项相对于该项"),
    "against-worst": ("it against least important", "该项相对于最不重要项"),
    "head-order": ("rank", "位次"),
    "head-points": ("points", "分值"),
    "sum": ("sum (should be 100)", "合计（应为100）"),
    "wrong": ("Not on the list", "输入有误"),
    "rule-pairs": ("Please choose from 1/9 to 9.", "请在1/9至9中选择。"),
    "rule-choice": ("Please choose an item of the group.", "请选择本组中的一项。"),
    "rule-references": ("Please choose from 1 to 9.", "请在1至9中选择。"),
    "rule-order": ("Please choose a rank.", "请选择位次。"),
    "rule-points": ("Please enter 0 to 100 points.", "请输入0至100之间的分值。"),
    # -- on the terminal
    "ask-pair": (
        "How many times as important is “{a}” as “{b}”?  [1/9 … 1 … 9]",
        "“{a}”相对于“{b}”的重要程度？［1/9…1…9］",
    ),
    "ask-best": ("Which is the most important?", "哪一项最重要？"),
    "ask-worst": ("Which is the least important?", "哪一项最不重要？"),
    "ask-times": (
        "How many times as important is “{a}” as “{b}”?  [1 … 9]",
        "“{a}”相对于“{b}”的重要程度？［1…9］",
    ),
    "ask-order": (
        "Which rank has “{a}” by importance?  [1 … {number}]",
        "“{a}”按重要程度排第几？［1…{number}］",
    ),
    "ask-points": (
        "How many of 100 points for “{a}”, among {number}?",
        "100分中分给“{a}”多少分（共{number}项）？",
    ),
    "welcome": (
        "{method}, {expert}: {begun} answers so far. b takes the last one back, q leaves; every "
        "answer is kept in {file}.",
        "{method}，{expert}：已有{begun}个答案。输入b撤回上一个答案，输入q退出；每个答案即时存入{file}。",
    ),
    "left": (
        "{expert} has answered {number} of {of}. The same command goes on from there.",
        "{expert}已回答{number}个问题，共{of}个。再次运行同一命令即可继续。",
    ),
    "complete": (
        "{expert} has answered everything. The same command asks the next expert.",
        "{expert}已全部答完。再次运行同一命令可由下一位专家作答。",
    ),
    "written": (
        (
            "A questionnaire for {number} expert: {file}",
            "A questionnaire for {number} experts: {file}",
        ),
        "已生成供{number}位专家填写的问卷：{file}",
    ),
}

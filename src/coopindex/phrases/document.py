"""What documents say of themselves."""

PHRASES = {
    "table": ("Table {number}. {title}", "表{number} {title}"),
    "unit": ("code", "代码"),
    "name": ("name", "名称"),
    "score": ("score", "得分"),
    "rank": ("rank as scored", "本次位次"),
    "rank_low": ("90% interval of the rank, from", "位次90%区间下端"),
    "rank_high": ("90% interval of the rank, to", "位次90%区间上端"),
    "figure": ("Figure {number}. {title}", "图{number} {title}"),
    "file": ("file", "文件"),
    "holds": ("what it holds", "内容"),
    "writing": ("writing {format}", "正在写入{format}"),
    "drawn": ("chart: {title}", "图：{title}"),
    "data": ("figures of the chart: {title}", "图中数据：{title}"),
    "manifest": (
        "manifest.json says what all of this was computed from, and the SHA-256 of every file. "
        "The same inputs give the same folder.",
        "manifest.json记录计算所依据的全部输入及各文件的SHA-256值；输入相同，所得文件夹即相同。",
    ),
    "about report.html": (
        "the report, to be opened in a browser: weights can be moved, no network is needed",
        "网页版报告，用浏览器打开，可调整权重，无需联网",
    ),
    "about report.pdf": ("the report, to be printed and archived", "PDF版报告，供打印与存档"),
    "about report.xlsx": (
        "the workbook: change a weight, and scores and ranks follow",
        "工作簿：改动权重，得分与位次随之更新",
    ),
    "about report.docx": ("the report, to be edited and copied from", "Word版报告，供编辑与摘录"),
    "about report.md": ("the report as plain text", "纯文本报告"),
    "about scores": ("scores and ranks", "得分与位次"),
    "about scores.json": (
        "scores, ranks, weights and all nodes as JSON",
        "得分、位次、权重及各节点（JSON）",
    ),
    "about scores.dta": ("scores, ranks and all nodes for Stata", "得分、位次及各节点（Stata）"),
    "about scores.sav": ("scores, ranks and all nodes for SPSS", "得分、位次及各节点（SPSS）"),
    "about nodes": ("points of every unit in every node", "各评价对象在各节点的得分"),
    "about weights": ("weights of all nodes", "各节点权重"),
    "about observations": (
        "every figure with its status and source",
        "每项数据及其状态与来源",
    ),
    "about definition": ("the definition of the index", "指数定义"),
    "about changes": (
        "every cell that was imputed, treated or clipped, before and after",
        "经插补、处理或截断的每项数据，处理前后对照",
    ),
    "about treatments": ("what the treatment of outliers did", "离群值处理结果"),
    "about rank_intervals": ("ranks when weights alone vary", "仅变动权重时的位次"),
    "about rank_probabilities": (
        "the chance of each rank when weights alone vary",
        "仅变动权重时居各位次的概率",
    ),
    "about swaps": ("weights at which neighbours swap", "相邻者换位的权重"),
    "about uncertainty": ("ranks when all choices vary at once", "各项选择同时变动时的位次"),
    "about factors": ("which choice causes how much", "各项选择的影响大小"),
    "about scenarios": ("ranks in named scenarios", "各情景下的位次"),
    "about guarantee": ("what holds whatever the weights", "任意权重下恒成立的结论"),
    "about comparison": ("the ranking under other weights", "其他权重方案下的排名"),
    "about robustness": (
        "the answers on varied weights as JSON",
        "变动权重所得结果（JSON）",
    ),
    "about published": ("published figures beside ours", "已公布数值与本次结果对照"),
    "word table": ("Table", "表"),
    "word figure": ("Figure", "图"),
    "edition": ("{year} edition", "{year}年版"),
    "cite": (
        "Cite: {title}, {edition}, coopindex {version}, index {digest}.",
        "引用：{title}，{edition}，coopindex {version}，指数{digest}。",
    ),
    "digests": (
        "index {index} · weights {weights} · data {data} · coopindex {version}",
        "指数{index} · 权重{weights} · 数据{data} · coopindex {version}",
    ),
    "weights_alone": ("{title}: weights alone vary", "{title}（仅变动权重）"),
    "start": (
        "Points come on top of a starting level, {level}, so that together they are the score.",
        "各项贡献之外另有起点{level}，二者合计为得分。",
    ),
    "not_ranked": ("Not ranked", "未参与排名"),
    "pdf contents": ("Contents", "目录"),
    "pdf ranking": ("Ranking", "排名"),
    "pdf robustness": ("Robustness", "稳健性"),
    "pdf units": ("Profiles", "概况"),
    "pdf method": ("Data and method", "数据与方法"),
    "pdf rank": ("Rank", "位次"),
    "pdf interval": ("90% interval", "90%区间"),
    "pdf score": ("Score", "得分"),
    "pdf strip": ("Rank in 90% of recalculations", "90%重新计算所得位次"),
    "pdf indicator": ("Indicator", "指标"),
    "pdf value": ("Value", "数值"),
    "pdf caption": (
        "Rank, 90% interval of the rank, score and points by dimension, {some}",
        "位次、位次90%区间、得分与各维度贡献（{some}）",
    ),
    "pdf note": (
        "Points are rounded and may not add up. Bar: 5th to 95th percentile of the rank; dot: rank "
        "as scored.",
        "各项经四舍五入，合计可能略有出入。横条：位次的第5至第95百分位；圆点：本次位次。",
    ),
    "pdf indicators": (
        (
            "The one indicator, its value and what it rests on",
            "All {count} indicators, values and what they rest on",
        ),
        "全部{count}项指标的数值及其依据",
    ),
    "pdf legend": (
        "= shared rank. ◆ strength, ◇ weakness, by the rank among all units. Square: observed; "
        "half: derived; hatched: illustrative; ring: estimated; dotted ring: imputed; ×: missing.",
        "=为并列。◆为优势，◇为劣势，按在全部评价对象中的位次判定。实心方块为实际数据，半实心为推算，"
        "斜线为示意，圆环为估计，虚线圆环为插补，×为缺失。",
    ),
}

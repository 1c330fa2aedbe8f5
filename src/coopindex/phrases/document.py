"""What documents say of themselves."""

PHRASES = {
    "table": ("Table {number}. {title}", "表{number} {title}"),
    "unit": ("code", "代码"),
    "name": ("name", "名称"),
    "score": ("score", "得分"),
    "rank": ("rank as scored", "本次名次"),
    "rank_low": ("90% interval of the rank, from", "名次90%区间下端"),
    "rank_high": ("90% interval of the rank, to", "名次90%区间上端"),
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
        "工作簿：改动权重，得分与名次随之更新",
    ),
    "about report.docx": ("the report, to be edited and copied from", "Word版报告，供编辑与摘录"),
    "about report.md": ("the report as plain text", "纯文本报告"),
    "about scores": ("scores and ranks", "得分与名次"),
    "about scores.json": (
        "scores, ranks, weights and all nodes as JSON",
        "得分、名次、权重及各节点（JSON）",
    ),
    "about scores.dta": ("scores, ranks and all nodes for Stata", "得分、名次及各节点（Stata）"),
    "about scores.sav": ("scores, ranks and all nodes for SPSS", "得分、名次及各节点（SPSS）"),
    "about nodes": ("points of every unit in every node", "各评价对象在各节点的得分"),
    "about weights": ("weights of all nodes", "各节点权重"),
    "about observations": (
        "every figure with its status and source",
        "每项数据及其状态与来源",
    ),
    "about changes": (
        "every cell that was imputed, treated or clipped, before and after",
        "经插补、处理或截断的每项数据，处理前后对照",
    ),
    "about treatments": ("what the treatment of outliers did", "离群值处理结果"),
    "about rank_intervals": ("ranks when weights alone vary", "仅变动权重时的名次"),
    "about rank_probabilities": (
        "the chance of each rank when weights alone vary",
        "仅变动权重时居各名次的概率",
    ),
    "about swaps": ("weights at which neighbours swap", "相邻者换位的权重"),
    "about uncertainty": ("ranks when all choices vary at once", "各项选择同时变动时的名次"),
    "about factors": ("which choice causes how much", "各项选择的影响大小"),
    "about scenarios": ("ranks in named scenarios", "各情景下的名次"),
    "about guarantee": ("what holds whatever the weights", "任意权重下恒成立的结论"),
    "about comparison": ("the ranking under other weights", "其他权重方案下的排名"),
    "about robustness": (
        "the answers on varied weights as JSON",
        "变动权重所得结果（JSON）",
    ),
    "about published": ("published figures beside ours", "已公布数值与本次结果对照"),
}

"""The audit as reports show it."""

PHRASES = {
    "jrc_read": (
        "The sentence is that of the JRC's audit of the WJP Rule of Law Index 2014 (there 96%); "
        "the cases are the units whose rank as scored lies within ±{places} places of the "
        "simulated median.",
        "此句出自欧盟联合研究中心（JRC）对世界正义工程2014年法治指数的审查（该处为96%）；此处的“情形”指本次位次与模拟中位数相差不超过{places}位的{units}。",
    ),
    "line": (
        "{title} ({count} of {cases}): {found}. {advice}",
        "{title}（{count}/{cases}）：{found}。{advice}",
    ),
    "further": ("{count} more", "另有{count}项"),
    "kind": ("Verdict", "结论"),
    "wrong": ("Wrong", "有误"),
    "look": ("To look at", "须关注"),
    "holds": ("Holds", "通过"),
    "untested": ("Not testable here", "无法检验"),
    "asked": ("Rule", "规则"),
    "of": ("Found", "发现"),
    "found": ("What", "内容"),
    "advice": ("What to do", "建议"),
    "holds_title": ("What holds", "通过的规则"),
    "untested_title": ("What could not be tested here", "在此无法检验的规则"),
    "findings": ("What was found", "发现"),
    "figure": ("Figure", "数值"),
    "threshold": ("Threshold", "界限"),
    "source": ("Source", "出处"),
    "cases": ("Tested", "检验数"),
    "rules": ("Every rule", "全部规则"),
    "count": ("{count} of {cases}", "{count}/{cases}"),
    "more": (
        "Every finding, with its source: `{command}`; `audit_*.csv` beside the whole report.",
        "各项发现及其数值、界限与出处：`{command}`；完整报告文件夹中另有`audit_*.csv`。",
    ),
    "rest": (
        "{holds} rules hold, {untested} could not be tested here",
        "{holds}条通过，{untested}条在此无法检验",
    ),
}

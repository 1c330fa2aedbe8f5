"""What is being worked out for a report."""

PHRASES = {
    "weights": ("varying the weights alone", "正单独变动权重"),
    "uncertainty": ("varying every choice at once", "正同时变动各项设定"),
    "factors": ("splitting the variance over its causes", "正分解差异的来源"),
    "scenarios": ("scoring the scenarios", "正计算各情景"),
    "guarantee": ("proving what holds whatever the weights", "正证明任意权重下的结论"),
    "grid": ("trying other methods", "正试用其他方法"),
    "compared": ("scoring under other weights", "正按其他权重计分"),
    "elicited": ("scoring under each expert's weights", "正按各位专家的权重计分"),
    "checks": ("checking published figures", "正复核公布值"),
    "history": ("scoring all years", "正计算各年得分"),
    "audit": ("testing the statistics", "正进行统计审查"),
    "obstacles": ("splitting the gaps to the ideal", "正分解与理想状态的差距"),
    "grouped": ("holding units against their groups", "正与各自组别对照"),
    "disparity": ("measuring disparity", "正计算差异程度"),
    "growth": ("working out growth", "正计算增长"),
}

"""Strengths and weaknesses of every unit."""

PHRASES = {
    "title": ("{index}: strengths and weaknesses", "{index}：优势与短板"),
    "said": (
        "Among all units: indicators whose percentile rank is among the unit's own highest or "
        "lowest; the highest ranks are strengths all the same.",
        "在全部评价对象中比较：百分位排名处于该对象自身最高或最低之列的指标；位次最靠前的指标一律视为优势。",
    ),
    "grouped": (
        "Within its group ({by}): more than a standard deviation above or below the group's mean.",
        "在组内（{by}）比较：高于或低于组均值一个标准差以上。",
    ),
    "those strength": ("strengths", "优势"),
    "cuts": (
        "Percentile ranks over each unit's own indicators: strengths from its {number} highest "
        "on, weaknesses up to its {number} lowest.",
        "各评价对象自身指标的百分位排名：不低于其第{number}高者为优势，不高于其第{number}低者为短板。",
    ),
    "cut high": ("strengths from", "优势下限"),
    "cut low": ("weaknesses up to", "短板上限"),
    "those weakness": ("weaknesses", "短板"),
}

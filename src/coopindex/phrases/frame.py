"""What stands around every answer: heading, honesty about the data, flags, weights."""

PHRASES = {
    "cells": (("{count} cell: {listed}", "{count} cells: {listed}"), "共{count}个数据：{listed}"),
    "cells_of": ("{count} {status}", "{count}个{status}"),
    "flags": ("Flags ({number})", "提示（{number}条）"),
    "scale": ("scale: {rows}", "标准化基准：{rows}"),
    "weights": ("Weights: {listed}", "权重：{listed}"),
    "weights_in": ("Weights {year}: {listed}", "{year}年权重：{listed}"),
    "not_published": (
        "* assumed: these weights were not published",
        "* 假定权重：这些权重未公布",
    ),
    "no_own_weight": (
        "* assumed: the scheme gives no weight of its own",
        "* 假定权重：权重方案未给出",
    ),
    "note_elsewhere": (
        "For what the illustrative cells are good, see `coopindex validate {index}`.",
        "示意性数据的用途说明见`coopindex validate {index}`。",
    ),
    "no_room": ("Not shown for want of room: {titles}.", "屏幕较窄，未显示：{titles}。"),
    "asked": (
        (
            "Weights asked of one expert ({method})",
            "Weights asked of {number} experts ({method})",
        ),
        "权重由{number}位专家判断得出（{method}）",
    ),
    "asked_w": ("Kendall's W {figure}", "Kendall协调系数W为{figure}"),
    "asked_ratio": ("largest consistency ratio {figure}", "一致性比率最大为{figure}"),
    "asked_accepted": ("accepted although it is above the limit", "超出限值仍予采纳"),
    "asked_between": ("; ", "；"),
    "asked_all": ("{listed}.", "{listed}。"),
    "uncounted": (
        "Published beside the index, not counted: {listed}.",
        "随指数公布但不计入：{listed}。",
    ),
    "more_rows": (
        (
            "… and one more row; `--format csv` has all",
            "… and {number:,} more rows; `--format csv` has them all",
        ),
        "……另有{number:,}行；用`--format csv`可得全部",
    ),
    "source_line": ("{code}: {about}", "{code}：{about}"),
    "and": (
        "{first} and {rest}",
        "{first}和{rest}",
    ),
    "open": ("to read it, open {file}", "查阅报告请打开：{file}"),
    "written": ("written: {file}", "已写入：{file}"),
    "started": (
        "its index is {index}: cd {folder}, then coopindex validate {index}",
        "其指数为{index}：请先`cd {folder}`，再`coopindex validate {index}`",
    ),
    "programmes": ("integer programmes", "整数规划"),
    "drawing": ("drawing", "重新计算"),
    "drawn-so-far": (
        "after {seconds:.0f} s: {done:,} of {of:,} draws done, some {minutes:,} min to go",
        "{seconds:.0f}秒：{of:,}次重新计算已完成{done:,}次，约需再等{minutes:,}分钟",
    ),
    "at-work": ("after {seconds:.0f} s: {what}", "{seconds:.0f}秒：{what}"),
    "both": ("{first} and {last}", "{first}和{last}"),
    "name": ("name", "名称"),
    "hint": ("hint: {hint}", "建议：{hint}"),
    "problems": (("{number} problem", "{number} problems"), "共{number}处问题"),
    "did-you-mean": ("did you mean `{meant}`?", "是否应为`{meant}`？"),
    "known": ("known: {known}", "可用：{known}"),
    "nearest": ("the nearest of {number}: {close}", "共{number}个，最接近的有：{close}"),
    "verbatim": (
        "{text}",
        "{text}",
    ),
    "few": (
        "{names}",
        "{names}",
    ),
    "few-and-more": (
        "{names} and {number:,} more",
        "{names}等，另有{number:,}个",
    ),
    "then": (
        "{first}; {rest}",
        "{first}；{rest}",
    ),
    "after-colon": (
        "{first}: {rest}",
        "{first}：{rest}",
    ),
    "beside": (
        "{first}{rest}",
        "{first}{rest}",
    ),
    "in-brackets": (
        "{first} ({rest})",
        "{first}（{rest}）",
    ),
    "scoring-under": (
        ("scoring under one set of weights", "scoring under {number:,} sets of weights"),
        "按{number:,}组权重计分",
    ),
    "ranks-proved": (
        "highest and lowest ranks proved",
        "已证明的可达位次",
    ),
    "proved-so-far": (
        (
            "after {seconds:.0f} s: {proved:,} of {of:,} highest and lowest ranks proved, "
            "the others to within one place",
            "after {seconds:.0f} s: {proved:,} of {of:,} highest and lowest ranks proved, "
            "the others to within {widest:,} places",
        ),
        "{seconds:.0f}秒：{of:,}个可达位次已证明{proved:,}个，其余至多相差{widest:,}位",
    ),
    "interrupted": (
        "coopindex: interrupted",
        "`coopindex`：已中断",
    ),
}

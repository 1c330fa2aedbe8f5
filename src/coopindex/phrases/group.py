"""What is said of many problems of one kind, told as one, and of those that are not shown."""

PHRASES = {
    "same": ("{message}, {number:,} times{where}", "{message}，共{number:,}处{where}"),
    "others": (
        "{message}; {number:,} more of this kind{where}",
        "{message}；另有同类问题{number:,}处{where}",
    ),
    "lines": ((" (line {lines})", " (lines {lines})"), "（第{lines}行）"),
    "rows": (" (rows {names})", "（行：{names}）"),
    "fields": (" ({names})", "（{names}）"),
    "on-line": (" on line {line}", "第{line}行的"),
    "in-row": (" in row {row}", "“{row}”行的"),
    "more": (
        "and {count:,} more: `--all` shows them",
        "另有{count:,}处：用`--all`可全部列出",
    ),
    "more-problems": (
        "and {count:,} more: `problems` holds them all",
        "另有{count:,}处：全部见`problems`",
    ),
}

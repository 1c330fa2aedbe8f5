"""What is on the site, in order, in both languages: the one list from which navigation is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from made import commands, methods

DOCS = Path(__file__).resolve().parents[3] / "docs"

# pages of the repository that the site makes anew, or has in other places
LEFT_OUT = ("methods.md", "tutorial.zh.md")
# a page's file -> what it is called; a section's title -> its pages
Entry = tuple[str, str, Any]

CONTENTS: tuple[Entry, ...] = (
    ("Home", "首页", "index.md"),
    (
        "Start",
        "上手",
        (
            ("On the command line", "命令行", "start/cli.md"),
            ("In Excel or WPS", "Excel或WPS", "start/excel.md"),
            ("In a notebook", "笔记本", "start/notebook.md"),
            ("Installing", "安装", "installing.md"),
            ("From a table to a ranking", "从表格到排名", "tutorial.md"),
            ("Coming from other tools", "从其他工具转来", "coming-from.md"),
        ),
    ),
    ("How to", "怎么做", commands.entries),
    (
        "Guides",
        "指南",
        (
            ("What analysts write", "内容文件的写法", "content.md"),
            ("A workbook is a project", "一个工作簿就是一个项目", "workbook.md"),
            ("Import from other tools", "导入其他工具的文件", "import.md"),
            ("Notebooks and scikit-learn", "笔记本与scikit-learn", "notebook.md"),
            ("Recipes", "示例", "recipes.md"),
            ("Published indices", "已发布的指数", "published.md"),
            ("Robustness", "稳健性", "robustness.md"),
            ("Weights from experts", "专家定权", "elicitation.md"),
            ("Audit", "统计审查", "audit.md"),
            ("Disparity", "差异", "disparity.md"),
            ("Reports", "报告", "reports.md"),
            ("Charts", "图", "charts.md"),
        ),
    ),
    (
        "Understand",
        "理解",
        (
            ("Weights are not importances", "权重不等于重要性", "explain/weights.md"),
            ("What a rank interval means", "位次区间的含义", "explain/intervals.md"),
            ("When good makes up for bad", "长能补短吗", "explain/compensability.md"),
            ("Which normalisation", "怎样选标准化", "explain/normalisation.md"),
            ("Missing values", "缺失值", "explain/missing.md"),
        ),
    ),
    ("Methods", "方法", methods.entries),
    (
        "Reference",
        "参考",
        (
            ("Command line", "命令行", "reference/cli.md"),
            ("YAML", "YAML", "reference/yaml.md"),
            ("Python", "Python", "reference/python.md"),
            ("Answers and JSON", "答案与JSON", "answers.md"),
            ("Laws", "恒成立的规律", "laws.md"),
            ("How it is built", "内部结构", "architecture.md"),
            ("Performance", "性能", "performance.md"),
            ("Fuzzing", "模糊测试", "fuzzing.md"),
            ("Releasing", "发布流程", "releasing.md"),
        ),
    ),
    ("Gallery", "指数长廊", "gallery.md"),
)


def navigation(lang: str, there: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the navigation as mkdocs reads it, of the pages that are there."""
    return list(_of(CONTENTS, lang, there))


def titles(lang: str) -> dict[str, str]:
    """Return what every page is called, by its file."""
    return dict(_titles(CONTENTS, lang))


def _titles(entries: Any, lang: str) -> Iterator[tuple[str, str]]:
    for english, chinese, found in entries() if callable(entries) else entries:
        if isinstance(found, str):
            yield found, chinese if lang == "zh" else english
        else:
            yield from _titles(found, lang)


def _of(entries: Any, lang: str, there: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for english, chinese, found in entries() if callable(entries) else entries:
        title = chinese if lang == "zh" else english
        if not isinstance(found, str):
            yield {title: list(_of(found, lang, there))}
        elif found in there:
            yield {title: found}

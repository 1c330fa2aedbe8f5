"""A page a stage: every method with its example, formula, options and source, as the code says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coopindex.methods.stages import STAGES
from coopindex.phrases import say
from coopindex.report.pages.methods import FORMS, documented, registered, summary
from coopindex.report.table import Section, Table
from coopindex.report.written import written
from made.picture import picture

STAGE = {stage.name: stage for stage in STAGES}
LEAD = {
    "en": (
        "Methods",
        "What a definition can name at each stage, made from the code. `coopindex methods STAGE"
        " NAME` says the same on a terminal.\n\nThe *reference* are the units and years whose"
        " figures fix a step: all units of the year, unless the index says otherwise. *Children*"
        " are the nodes directly below a node.",
        ("stage", "what it does", "methods"),
        ("method", "what it does"),
    ),
    "zh": (
        "方法",
        "指数定义在每一步可以写的方法，由程序生成；`coopindex methods STAGE NAME --lang zh`"
        "在终端给出同样的说明。\n\n**参照**是确定某一步参数所用的评价对象与年份：未另作说明时，"
        "为当年全部评价对象。**下级**指某一节点的直接下级。",
        ("步骤", "作用", "方法数"),
        ("方法", "作用"),
    ),
}


# what each stage is for, where the phrases have its name alone
ABOUT = {
    "denomination": "除以规模（如人口），使大小不同的对象可比。",
    "transform": "在比较之前改变一列的形状，如取对数。",
    "imputation": "填补缺失的数据，并始终标明。",
    "treatment": "约束异常值，以免个别极端值左右标尺。",
    "normalisation": "把各列化到同一标尺上。",
    "rounding": "规定保留几位小数。",
    "weighting": "由数据或专家判断得出权重。",
    "missing": "下级缺失时，上级如何得分。",
    "aggregation": "把下级合成为上级。",
    "ranking": "按得分排出位次。",
}


def entries() -> Iterator[tuple[str, str, str]]:
    """Yield the pages for navigation."""
    yield "All stages", "全部步骤", "methods/index.md"
    for stage in registered():
        yield stage.capitalize(), _stage_named(stage), f"methods/{stage}.md"


def _stage_named(stage: str) -> str:
    return say(f"stage.{stage}", "zh").partition("：")[0].rstrip("。")


def pages(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the page of every stage, and the overview."""
    title, lead, heads, _ = LEAD[lang]
    lines = [f"# {title}", "", lead, "", _row(heads), "|:--|:--|--:|"]
    for stage, found in registered().items():
        named = stage if lang == "en" else _stage_named(stage)
        number = str(len(found)) if stage not in FORMS else ""
        lines.append(_row((f"[{named}]({stage}.md)", _about(stage, lang), number)))
    yield "methods/index.md", "\n".join([*lines, ""])
    for stage in registered():
        yield f"methods/{stage}.md", "\n".join(_stage_page(stage, lang))


def _about(stage: str, lang: str) -> str:
    if lang == "zh":
        return ABOUT[stage]
    what = STAGE[stage].what
    return f"{what[0].upper()}{what[1:]}."


def _stage_page(stage: str, lang: str) -> Iterator[str]:
    found = registered()[stage]
    named = stage.capitalize() if lang == "en" else _stage_named(stage)
    yield from (f"# {named}", "", _about(stage, lang), "")
    if len(found) > 1:
        yield from (_row(LEAD[lang][3]), "|:--|:--|")
        for name, method in found.items():
            yield _row((f"[`{name}`](#{name})", _sentence(summary(method, lang))))
        yield ""
    for name, method in found.items():
        titled, *rest = documented(method, lang)
        if stage not in FORMS:
            chinese = titled.title.partition("（")[0] if lang == "zh" else ""
            yield from (f"## {chinese} `{name}` {{#{name}}}".replace("  ", " "), "")
        yield from _body(titled, lang, picture(method, lang))
        for section in rest:
            yield from _section(section, lang)


def _body(section: Section, lang: str, drawn: str) -> Iterator[str]:
    """Yield the first section: its sentences, and after the example a picture of it."""
    formula = say("methods.formula", lang, formula="")
    in_full = say("methods.in_full", lang, method="").partition("`")[0]
    for number, sentence in enumerate(section.sentences):
        if formula and sentence.startswith(formula):
            yield from ("```text {.formula}", sentence.removeprefix(formula), "```", "")
        elif lang == "en" or not sentence.startswith(in_full):
            yield from (_ended(_sentence(sentence), lang), "")
        if number == 1 and drawn:
            yield from (drawn, "")
    yield from _table(section.table, lang)


def _ended(sentence: str, lang: str) -> str:
    """End a Chinese sentence that stands for itself."""
    whole = lang == "en" or sentence.endswith(("。", "：", ".", ">"))
    return sentence if whole else f"{sentence}。"


def _section(section: Section, lang: str) -> Iterator[str]:
    said = {key: say(f"methods.{key}", lang) for key in ("in_yaml", "formula_title", "programmers")}
    if section.title == said["programmers"]:
        body = "\n".join(f"    {line}" for line in section.sentences)
        yield from (f'??? note "{section.title}"', "    ```text", body, "    ```", "")
    elif section.title in (said["formula_title"], said["in_yaml"]):
        kind = "yaml" if section.title == said["in_yaml"] else "text {.formula}"
        yield from (f"**{section.title}**", "", f"```{kind}", *section.sentences, "```", "")
    elif section.sentences or section.table:
        yield from ((f"**{section.title}**", "") if section.title else ())
        for sentence in section.sentences:
            yield from (_sentence(sentence), "")
        yield from _table(section.table, lang)


def _table(table: Table | None, lang: str) -> Iterator[str]:
    if table is None:
        return
    yield _row([column.title for column in table.columns])
    yield _row([":--" for _ in table.columns])
    for row in zip(*written(table, lang), strict=True):
        yield _row([f"`{row[0]}`", *map(_sentence, row[1:])])
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| {} |".format(" | ".join(map(_cell, cells)))


def _cell(text: str) -> str:
    """Let no stroke end a cell; between backticks none does."""
    parts = re.split(r"(`[^`]+`)", text)
    parts[::2] = [part.replace("|", r"\|") for part in parts[::2]]
    return "".join(parts)


ADDRESS = re.compile(r"(https?://[^\s；，。,;]*[^\s；，。,;.)])")


def _sentence(text: str) -> str:
    """Let addresses be links, and nothing else be markup that is none."""
    parts = re.split(r"(`[^`]+`)", text)
    for at in range(0, len(parts), 2):
        kept = re.sub(r"([*_\[])", r"\\\1", parts[at]).replace("<", "&lt;").replace("\n", "  \n")
        parts[at] = ADDRESS.sub(lambda found: "<" + found[1].replace("\\", "") + ">", kept)
    return "".join(parts)

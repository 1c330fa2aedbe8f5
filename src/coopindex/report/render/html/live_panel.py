"""The section "Your weights" of a page: complete without a script, alive with one.

What it returns is text in its final form: the page takes digests of the scripts for its policy of
what may run, so not a character of them may change.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coopindex.phrases import LANGUAGES, say
from coopindex.phrases.live import PHRASES
from coopindex.report.edition import Edition
from coopindex.report.live import payload, unit_word
from coopindex.report.pages.frame import assumption
from coopindex.report.render.html.markup import isolated, text
from coopindex.report.written import percent

HERE = Path(__file__).parent
SCRIPTS = "rankcore.js", "carry.js", "live.js"
# of one script that stands for all: what they take from and give to each other is there
IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)
# what readers of the sources need and a page does not: comments, which stand on their own lines
# or end them, and indentation
COMMENT = re.compile(r"^\s*(?://.*|/\*\*(?:.|\n)*?\*/)$|^\s+| // .*$", re.MULTILINE)
EMPTY = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class LivePanel:
    """The section and its scripts.

    html : the section. data : what `<script type="application/json" id="data">` holds. script :
    what `<script type="module">` holds. style : what the page's style sheet takes in.
    """

    html: str
    data: str
    script: str
    style: str

    @property
    def scripts(self) -> str:
        """Both scripts as elements, to stand behind the section."""
        data = f'<script type="application/json" id="data">{self.data}</script>'
        return f'{data}\n<script type="module">{self.script}</script>'


def live_panel(edition: Edition) -> LivePanel:
    """Return the section of weights that move, for a page in the edition's language."""
    found = payload(edition) | {"texts": texts(edition)}
    for node in found["nodes"]:
        node |= {"why": isolated(node["why"])} if "why" in node else {}
    style = (HERE / "live.css").read_text("utf-8")
    return LivePanel(_section(edition, found["nodes"]), as_data(found), module(), style)


def texts(edition: Edition) -> dict[str, Any]:
    """Return what the section says, by its meaning: one form, or one for 1 and one for others."""
    lang, unit = edition.lang, unit_word(edition.result, edition.lang)
    # what the table and the head say is not said by the script once more
    script = module()
    used = (key for key in PHRASES if f'"{key}"' in script or f"texts.{key}" in script)
    said = {key: PHRASES[key][LANGUAGES.index(lang)] for key in used}
    assumed = say("ranks.sentence", lang, said=assumption(edition.result, lang))
    return said | {
        "assumption": assumed,
        "unit": unit[:1].upper() + unit[1:],
        "blank": " " if lang == "en" else "",
    }


def as_data(value: Any) -> str:
    r"""Write plain values as JSON that can stand inside a script of a page.

    >>> as_data({"title": "</script>", "number": 0.1})
    '{"title":"\\u003c/script>","number":0.1}'
    """
    text = json.dumps(_whole(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _whole(value: Any) -> Any:
    """Write numbers without the .0 that scripts do not need."""
    if isinstance(value, Mapping):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def module() -> str:
    """Return the scripts as one module, which takes nothing from anywhere."""
    read = ((HERE / name).read_text("utf-8") for name in SCRIPTS)
    together = "\n".join(EXPORT.sub("", IMPORT.sub("", text)) for text in read)
    return EMPTY.sub("\n", COMMENT.sub("", together)).strip()


def _section(edition: Edition, nodes: Sequence[Mapping[str, Any]]) -> str:
    lang = edition.lang

    def told(key: str, **values: Any) -> str:
        return text(say(f"live.{key}", lang, **values))

    families = Counter(node["parent"] for node in nodes)
    moves = any("mean" in node and families[node["node"]] > 1 for node in nodes)
    why = "" if moves else text(nodes[0].get("why", ""))
    deck = told("deck") if moves else (" " if lang == "en" else "").join((told("nothing"), why))
    return "\n".join(
        (
            '<section id="weights" class="live" aria-labelledby="weights-title">',
            f'<p class="kick">{told("kicker")}</p>',
            f'<h2 id="weights-title">{told("title" if moves else "table")}</h2>',
            f'<p class="sub">{deck.strip()}</p>',
            f'<p class="fs noscript">{told("no_script")}</p>' if moves else "",
            '<div class="lw" id="live"></div>',
            f'<details class="published" open><summary>{told("table")}</summary>',
            _table(edition, nodes),
            "</details>",
            "</section>",
        )
    )


def _table(edition: Edition, nodes: Sequence[Mapping[str, Any]]) -> str:
    """Return the table of all weights: a row a node below the index, indented by its depth."""
    index, lang = edition.result.index, edition.lang
    effective = edition.result.effective_in(edition.year)
    depth = {node.code: depth for node, depth in index.depth_first()}
    heads = (say(f"live.{key}", lang) for key in ("node", "share", "effective"))
    head = "".join(f'<th scope="col">{text(title)}</th>' for title in heads)
    rows = [
        _row(node, depth[node["node"]], effective[index.position[node["node"]]])
        for node in nodes
        if node["parent"] is not None or "why" in node
    ]
    body = "\n".join(rows)
    starred = any(node.get("assumed") for node in nodes)
    note = text(assumption(edition.result, lang)) if starred else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    return f'{table}\n<p class="src">{note}</p>' if note else table


def _row(node: Mapping[str, Any], depth: int, effective: float) -> str:
    star = "*" if node.get("assumed") else ""
    why = f'<small class="why">{text(node["why"])}</small>' if "why" in node else ""
    shares = "" if node["parent"] is None else percent([node["share"]])[0] + star
    return (
        f'<tr><th scope="row" class="l{min(depth, 5)}">{text(node["title"])}{why}</th>'
        f"<td>{shares}<td>{percent([effective])[0]}</tr>"
    )

"""What mkdocs calls: pages that are made, links that leave docs/, the languages' own files."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.structure.files import File, Files

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from made import (  # noqa: E402
    commands,
    contents,
    forms,
    gallery,
    look,
    methods,
    python,
    running,
)

# it tells of its dictionary as of something to look at
logging.getLogger("jieba").setLevel(logging.WARNING)
DOCS = contents.DOCS
# whether commands are run and every report is made; `SITE=quick` leaves that out
WHOLE = os.environ.get("SITE") != "quick"
# what an English page says of itself on the Chinese site
ENGLISH = (
    '!!! note "本页为英文"\n    “参考”之中，内部结构、性能、模糊测试、发布流程四页只有英文；'
    "本站其余各页均为中文。命令、方法与答案都有中文：命令后加 `--lang zh` 即可。\n\n"
)
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|#|mailto:)([^)\s#]*)(#[^)\s]*)?\)")
# a page of the repository -> where it is on the site; links to others outside docs/ are text
LEADS = {
    "methods.md": "methods/index.md",
    "tutorial.zh.md": "tutorial.md",
    "zh/content.md": "content.md",
    "zh/recipes.md": "recipes.md",
    "../README.md": "index.md",
}
MORE = {"en": "…", "zh": "……"}


def _lang(config: Any) -> str:
    return str(config.extra["lang"])


def on_files(files: Files, *, config: Any) -> Files:
    """Choose the language's own files, and add the pages that are made."""
    lang = _lang(config)
    for file in list(files):
        if file.src_uri.startswith("zh/") or file.src_uri in contents.LEFT_OUT:
            files.remove(file)
    for uri, made in _made(lang):
        _put(files, File.generated(config, uri, **made))
    config.nav = contents.navigation(lang, files.src_uris)
    return files


def _put(files: Files, file: File) -> None:
    """Add a file, in another's place if it has the same address."""
    known = files.get_file_from_path(file.src_uri)
    if known is not None:
        files.remove(known)
    files.append(file)


def _made(lang: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the addresses of further files, with their text or where they lie."""
    if lang == "zh":
        for path in sorted((DOCS / "zh").rglob("*.md")):
            yield path.relative_to(DOCS / "zh").as_posix(), {"abs_src_path": str(path)}
        yield "tutorial.md", {"abs_src_path": str(DOCS / "tutorial.zh.md")}
    pages = (
        *commands.pages(lang, run=WHOLE),
        *methods.pages(lang),
        *forms.pages(lang),
        *python.pages(lang),
        *gallery.pages(lang, whole=WHOLE),
    )
    for uri, content in (*pages, ("assets/stylesheets/tones.css", look.stylesheet(lang))):
        yield uri, {"content": content}


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """Run a page's command lines, lead its links somewhere, and say which pages are English."""
    lang, uri = _lang(config), page.file.src_uri
    if page.file.abs_src_path is None:  # made, and finished
        return markdown
    if uri.startswith(("start/", "explain/")):
        markdown = running.answered(markdown, MORE[lang], run=WHOLE)
    markdown = _led(markdown, Path(uri), lang)
    markdown = re.sub(r"^```(\w+) (\S+\.\w+)$", r'```\1 title="\2"', markdown, flags=re.MULTILINE)
    own = Path(page.file.abs_src_path)
    if lang == "en":
        return markdown
    if "zh" in own.relative_to(DOCS).as_posix():
        return _anchored(markdown, (DOCS / uri).read_text("utf-8"), config)
    head, _, rest = markdown.partition("\n")
    return f"{head}\n\n{ENGLISH}{rest}"


def _led(markdown: str, own: Path, lang: str) -> str:
    """Lead links that leave docs/, or whose page the site has elsewhere; others are text.

    A link that is called by its file takes the page's title.
    """
    folder, titles = own.parent, contents.titles(lang)

    def led(found: re.Match[str]) -> str:
        text, target, anchor = found[1], found[2], found[3] or ""
        if not target:
            return found[0]
        place = Path(os.path.normpath(folder / target)).as_posix()
        place = LEADS.get(place, place)
        if place.startswith("..") or place == own.as_posix():
            return text
        if text.removeprefix("docs/") == target:
            text = titles.get(place, text)
        return f"[{text}]({os.path.relpath(place, folder)}{anchor})"

    parts = re.split(r"(^```.*?^```$|`[^`\n]+`)", markdown, flags=re.MULTILINE | re.DOTALL)
    parts[::2] = [LINK.sub(led, part) for part in parts[::2]]
    return "".join(parts)


# a block, in which nothing is a heading, or a heading
HEADING = re.compile(r"^```.*?^```$|^(#+ [^\n]+?)$", re.MULTILINE | re.DOTALL)


def _anchored(markdown: str, english: str, config: Any) -> str:
    """Give headings the anchors that they have in English: a link leads there in both languages."""
    page = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    headings = "\n\n".join(filter(None, HEADING.findall(english)))
    anchors = iter(re.findall(r'<h\d[^>]* id="([^"]+)"', page.convert(headings)))
    return HEADING.sub(
        lambda found: f"{found[0]} {{#{next(anchors)}}}" if found[1] else found[0], markdown
    )


# code of more letters may break at the end of a line, and else would at every hyphen
LONG = re.compile(r"<code>(?=[^<]{25})")


def on_page_content(html: str, **_: Any) -> str:
    """Say which words in code are long."""
    return LONG.sub('<code class="long">', html)


SECTION = re.compile(
    r'(<nav class="md-nav" data-md-level="\d" )aria-labelledby="(__nav_[\d_]+)_label"'
)


def on_post_page(output: str, *, config: Any, **_: Any) -> str:
    """Name the landmarks that the theme leaves without a name."""
    search, within = ("搜索", "本栏目") if _lang(config) == "zh" else ("Search", "In this section")
    output = output.replace('role="dialog">', f'role="dialog" aria-label="{search}">', 1)

    def named(found: re.Match[str]) -> str:
        label = re.search(rf'id="{found[2]}_label"[^>]*>(.*?)</label>', output, re.DOTALL)
        title = " ".join(re.sub("<[^>]+>", " ", label[1]).split()) if label else ""
        return f'{found[1]}aria-label="{within}: {title}"'

    return SECTION.sub(named, output)

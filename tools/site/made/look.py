"""The visual language of the reports as custom properties of the site."""

from __future__ import annotations

from coopindex.report.look import CHINESE, LATIN, MONO, TONES

GENERIC = ("-apple-system", "BlinkMacSystemFont", "ui-monospace")


def stylesheet(lang: str) -> str:
    """Return the colours on light and dark pages, and the faces, as custom properties."""
    light = "".join(f"--{name}:{tone.light};" for name, tone in TONES.items())
    dark = "".join(f"--{name}:{tone.dark};" for name, tone in TONES.items())
    # a Chinese quotation mark must not come from a Latin face
    faces = _named((*CHINESE, *LATIN) if lang == "zh" else (*LATIN, *CHINESE))
    return (
        f"[data-md-color-scheme=default]{{{light}}}\n"
        f"[data-md-color-scheme=slate]{{{dark}}}\n"
        f":root{{--faces:{faces},sans-serif;--mono:{_named(MONO)},monospace}}\n"
    )


def _named(faces: tuple[str, ...]) -> str:
    return ",".join(face if face in GENERIC else f'"{face}"' for face in faces)

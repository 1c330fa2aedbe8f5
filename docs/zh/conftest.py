"""Code of a Chinese guide is that of the English one, where it is run.

That it is the same: tests/docs/test_translations.py.
"""

from pathlib import Path

collect_ignore = [path.name for path in Path(__file__).parent.glob("*.md")]

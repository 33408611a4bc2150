"""Makes of the icon font one that has the icons in use, and puts it into the style sheet.

The font has two thousand icons and weighs as much as 25 pages. A dozen weigh what one picture does;
inside the style sheet they need no request, come with the first paint, and show from a disk too,
where some browsers load no fonts.
"""

from __future__ import annotations

import base64
import io
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from .faults import DietError

if TYPE_CHECKING:
    from .names import Files
    from .pages import Used

FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FAMILY = re.compile(r"font-family:\s*[\"']?([^\"';}]+)")
SOURCE = re.compile(r"src:[^;}]+")
WOFF2 = re.compile(r"url\([\"']?([^\"')]+\.woff2)[\"']?\)")
ICON_CLASS = re.compile(r"fa-[\w-]+")
# The icon of a class, and those that rules draw: `.fa-sun{--fa:"…"}`, `--pst-icon-…:"…"`.
ICON = re.compile(r'(?:\.([\w-]+)\{)?--[\w-]+:"(\\[0-9a-f]+ ?|\\?[^"\\])"')
# It tells each table of each font.
logging.getLogger("fontTools").setLevel(logging.WARNING)
PRIVATE = range(0xE000, 0xF900)  # code points that only an icon font has


def light_icons(css: str, source: str, used: Used, files: Files) -> str:
    """Return a style sheet with its icon fonts in it, cut down to the icons that it has.

    *source* has all rules, and *used* the classes of pages. Raises DietError where a class has no
    rule, or an icon is not in the fonts.
    """
    for name in sorted(used.classes):
        if ICON_CLASS.fullmatch(name) and not re.search(rf"\.{name}(?![\w-])", source):
            raise DietError(
                f"The pages have the icon class {name!r}, which no style sheet has a rule for. "
                "Mend: take one that the theme's version of Font Awesome has."
            )
    rules = FACE.sub("", css)
    icons = {code_point(found[1]): found[0] for found in ICON.findall(rules)}
    drawn = {point for point in icons if point in PRIVATE or icons[point]}
    left = {point for point in drawn if point in PRIVATE}

    def light_face(found: re.Match[str]) -> str:
        face = found[0]
        family, file = FAMILY.search(face), WOFF2.search(face)
        if family and family[1].replace("\\", "") not in rules.replace("\\", ""):
            return ""
        if not file or not Path(file[1]).name.startswith("fa-"):
            return face  # no icons
        style = Path(file[1]).stem.rpartition("-")[0]  # fa-solid-900.woff2 has the class fa-solid
        if style not in used.classes:
            return ""
        content, having = subset(files.read(file[1], "an icon font"), drawn)
        left.difference_update(having)
        data = base64.b64encode(content).decode()
        return SOURCE.sub(f'src:url(data:font/woff2;base64,{data})format("woff2")', face)

    css = FACE.sub(light_face, css)
    for point in sorted(left):
        raise DietError(
            f"The icon {icons[point] or chr(point)!r} (U+{point:04X}) is in no font that the pages use. "
            "Mend: take one that the theme's version of Font Awesome has, in a style that pages use."
        )
    return css


def code_point(text: str) -> int:
    """Return the code point that a text of CSS has, written as it is or as an escape."""
    escape = text.removeprefix("\\").strip()
    return int(escape, 16) if text.startswith("\\") and len(escape) > 1 else ord(escape)


def subset(font: bytes, points: set[int]) -> tuple[bytes, set[int]]:
    """Return a font with the icons at these code points, and which of them it has."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font), recalcTimestamp=False) as cut:
        having = points & set(cut.getBestCmap())
        options = Options(
            hinting=False, layout_features=[], name_IDs=[], notdef_outline=False, glyph_names=False
        )
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(having))
        subsetter.subset(cut)
        cut.flavor = "woff2"
        out = io.BytesIO()
        cut.save(out)
    return out.getvalue(), having

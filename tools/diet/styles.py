"""Makes one style sheet out of all that pages link: the rules in use, with the icons in it.

The theme's icon font has two thousand icons and weighs as much as 25 pages. The dozen in use weigh
as much as one picture; inside the style sheet they need no request and also show from a disk.
"""

import base64
import hashlib
import io
import json
import logging
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tools.node import BuildError, run_node

Used = dict[str, list[str]]  # attributes, tags, classes, ids, and words of scripts

STYLES = Path(__file__).with_name("styles.mjs")
STATIC = "_static"
IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)[\"']?\)?\s*;")
ADDRESS = re.compile(r"url\(\s*([\"']?)(?!data:|#)([^\"')]+)\1\s*\)")
FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FAMILY = re.compile(r"font-family:\s*[\"']?([^\"';}]+)")
ICON_FONT = re.compile(r"url\([\"']?([^\"')]*\b(fa-\w+)[\w-]*\.woff2)[\"']?\)")
# The icon of a class, and those that rules draw: `.fa-sun{--fa:"…"}`, `--pst-icon-…:"…"`.
ICON = re.compile(r'(?:\.([\w-]+)\{)?--[\w-]+:"(.)"')
PRIVATE = range(0xE000, 0xF900)  # code points that only an icon font has

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it names each table of each font


@dataclass(frozen=True)
class Files:
    """The files of ``_static``, copied from one folder to another under names of their content."""

    source: Path
    target: Path
    names: dict[str, str] = field(default_factory=dict)

    def read(self, path: str, asked_by: str) -> bytes:
        """Return the content of a file. Raises BuildError if it does not exist."""
        if not (self.source / path).is_file():
            raise BuildError(
                f"{asked_by} asks for {STATIC}/{path}, which is not there. "
                "Fix: name a file of conference/theme/static/, or one that the theme has."
            )
        return (self.source / path).read_bytes()

    def name(self, path: str, asked_by: str) -> str:
        """Copy a file if that was not done before; return its new name."""
        if path not in self.names:
            self.names[path] = self.add(path, self.read(path, asked_by))
        return self.names[path]

    def add(self, path: str, content: bytes) -> str:
        """Write a file under a name made from its content; return that name."""
        digest = hashlib.sha256(content).hexdigest()[:8]
        name = f".{digest}.".join(path.rsplit(".", 1))
        (self.target / name).parent.mkdir(parents=True, exist_ok=True)
        (self.target / name).write_bytes(content)
        self.names[name] = name
        return name


def one_sheet(paths: Iterable[str], page: str, used: Used, files: Files, cache: Path) -> str:
    """Write one style sheet in place of those that a *page* links; return its name.

    The folder *cache* keeps what takes half a second to make. Raises BuildError if a file or an icon
    is not there.
    """
    source = "\n".join(with_imports(path, page, files) for path in paths)
    question = json.dumps({"css": source, "used": used}).encode()
    made = cache / f"{hashlib.sha256(question).hexdigest()}.css"
    if not made.is_file():
        css = run_node([str(STYLES)], question).decode()
        cache.mkdir(parents=True, exist_ok=True)
        made.write_text(with_icons(css, used, files), encoding="utf-8")
    css = made.read_text("utf-8")
    css = ADDRESS.sub(lambda found: f"url({files.name(found[2], 'a style sheet')})", css)
    return files.add("styles.css", css.encode())


def with_imports(path: str, asked_by: str, files: Files) -> str:
    """Return a style sheet with those that it imports, and addresses as seen from ``_static``."""

    def inside(address: str) -> str:
        if "//" in address:
            raise BuildError(f"{path} asks another host for {address}. Fix: have it in _static/.")
        folder = posixpath.dirname(path)
        return posixpath.normpath(posixpath.join(folder, re.sub(r"[?#].*", "", address.strip())))

    css = re.sub(r'@charset "[^"]*";', "", files.read(path, asked_by).decode())
    imported = [with_imports(inside(address), path, files) for address in IMPORT.findall(css)]
    rest = iter(imported)
    css = IMPORT.sub("@import;", css)
    css = ADDRESS.sub(lambda found: f'url("{inside(found[2])}")', css)
    return re.sub("@import;", lambda _: next(rest), css)


def with_icons(css: str, used: Used, files: Files) -> str:
    """Return a style sheet that contains its icon fonts, cut down to the icons in its rules.

    Raises BuildError if no font has an icon.
    """
    rules = FACE.sub("", css)
    icons = {ord(text): name for name, text in ICON.findall(rules)}
    drawn = {point for point in icons if point in PRIVATE or icons[point]}
    missing = {point for point in drawn if point in PRIVATE}

    def light_face(face: re.Match[str]) -> str:
        font, family = ICON_FONT.search(face[0]), FAMILY.search(face[0])
        if family and family[1].replace("\\", "") not in rules.replace("\\", ""):
            return ""
        if not font:
            return face[0]
        if font[2] not in used["classes"]:  # fa-solid-900.woff2 has the class fa-solid
            return ""
        content, having = subset(files.read(font[1], "an icon font"), drawn)
        missing.difference_update(having)
        data = base64.b64encode(content).decode()
        source = f'src:url(data:font/woff2;base64,{data})format("woff2")'
        return re.sub(r"src:[^;}]+", source, face[0])

    css = FACE.sub(light_face, css)
    for point in sorted(missing):
        raise BuildError(
            f"The icon {icons[point] or chr(point)!r} (U+{point:04X}) is in no font that pages use. "
            "Fix: take one that the theme's version of Font Awesome has, in a style that pages use."
        )
    return css


def subset(font: bytes, points: set[int]) -> tuple[bytes, set[int]]:
    """Return a font with only the icons at these code points, and which of them it has."""
    from fontTools.subset import Options, Subsetter  # slow to import
    from fontTools.ttLib import TTFont

    out = io.BytesIO()
    with TTFont(io.BytesIO(font), recalcTimestamp=False) as cut:
        having = points & set(cut.getBestCmap())
        options = Options(hinting=False, layout_features=[], name_IDs=[], notdef_outline=False)
        options.glyph_names = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(having))
        subsetter.subset(cut)
        cut.flavor = "woff2"
        cut.save(out)
    return out.getvalue(), having

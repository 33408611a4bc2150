"""Makes one style sheet of all that pages link, with the rules that pages and scripts use."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from .faults import DietError
from .icons import light_icons
from .pages import CLASSES

if TYPE_CHECKING:
    from .names import Files
    from .pages import Used

HERE = Path(__file__).parent
OURS = HERE.parent.parent / "conference"
IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)[\"']?\)?\s*;")
ADDRESS = re.compile(r"url\(\s*([\"']?)(?!data:|#)([^\"')]+)\1\s*\)")
ID = re.compile(r"#([\w-]+)")
ATTRIBUTE = re.compile(r"\[([\w-]+)")
TEMPLATE_CODE = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
SET_BY_SCRIPT = re.compile(r'(?:className = |\bclass: )"([^"]+)"')


class Styles:
    """The style sheets of a site, each made once for all pages that link the same ones.

    *memory* is a folder that keeps what was made the last time, since that takes half a second.
    """

    def __init__(self, files: Files, used: Used, memory: Path) -> None:
        self.files = files
        self.used = used
        self.memory = memory
        self.source = ""  # all rules that there are
        self.asked_by: dict[str, str] = {}  # which style sheet asks for a file
        self.made: dict[tuple[str, ...], str] = {}

    def combine(self, paths: tuple[str, ...], asked_by: str) -> str:
        """Return the name of one style sheet in place of these.

        Raises DietError where one is not there, or a page uses an icon that is not.
        """
        if paths not in self.made:
            source = "\n".join(self.read(path, asked_by) for path in paths)
            self.source += source
            css = ADDRESS.sub(self.publish, self.lightened(source))
            self.made[paths] = self.files.add("styles.css", css.encode())
        return self.made[paths]

    def read(self, path: str, asked_by: str) -> str:
        """Return a style sheet with those that it imports, and addresses from ``_static`` on."""
        folder = posixpath.dirname(path)

        def absolute(found: re.Match[str]) -> str:
            address = found[2].strip()
            if "//" in address:
                raise DietError(
                    f"{path} asks another host for {address}. Mend: have it in _static/."
                )
            inside = posixpath.normpath(posixpath.join(folder, re.sub(r"[?#].*", "", address)))
            self.asked_by[inside] = path
            return f'url("{inside}")'

        css = self.files.read(path, asked_by).decode()
        css = re.sub(r'@charset "[^"]*";', "", css)
        css = IMPORT.sub(lambda found: f'@import "{absolute_path(folder, found[1])}";', css)
        css = ADDRESS.sub(absolute, css)
        return IMPORT.sub(lambda found: self.read(found[1], path), css)

    def lightened(self, source: str) -> str:
        """Return what is used of a style sheet, as it was made the last time if that was the same."""
        # What no rule names is left out, so that other notes are no other question.
        ids = self.used.ids & set(ID.findall(source))
        attributes = self.used.attributes & set(ATTRIBUTE.findall(source))
        lists = {
            "attributes": sorted(attributes),
            "tags": sorted(self.used.tags),
            "classes": sorted(self.used.classes),
            "ids": sorted(ids),
            "words": sorted(self.used.words),
        }
        question = json.dumps({"css": source, "used": lists}).encode()
        fonts = sorted(self.files.folder.rglob("*.woff2"))
        digest = hashlib.sha256(question)
        for file in [*fonts, *sorted(HERE.iterdir())]:
            if file.is_file():
                digest.update(file.read_bytes())
        remembered = self.memory / f"{digest.hexdigest()}.css"
        if not remembered.is_file():
            css = light_icons(ask_node(question), source, self.used, self.files)
            self.memory.mkdir(parents=True, exist_ok=True)
            remembered.write_text(css, encoding="utf-8")
        return remembered.read_text(encoding="utf-8")

    def publish(self, found: re.Match[str]) -> str:
        """Return the address of a file that a rule asks for."""
        return f"url({self.files.name(found[2], self.asked_by[found[2]])})"


def absolute_path(folder: str, address: str) -> str:
    """Return where in ``_static`` a style sheet is that another in *folder* imports."""
    return posixpath.normpath(posixpath.join(folder, address))


def ask_node(question: bytes) -> str:
    """Return the style sheet that styles.mjs makes. Raises DietError where it cannot."""
    try:
        done = subprocess.run(
            ["node", str(HERE / "styles.mjs")], input=question, check=False, capture_output=True
        )
    except FileNotFoundError as error:
        raise DietError(
            "Node.js is not on PATH. Mend: build with `nox -s docs`, which installs it."
        ) from error
    if done.returncode:
        raise DietError(
            f"{done.stderr.decode().strip()}\nThe style sheets could not be made. "
            "Mend: build with `nox -s docs`, which installs what this needs."
        )
    answer = json.loads(done.stdout)
    if answer["wrong"]:
        raise DietError(
            f"Rules were dropped that pages use: {', '.join(answer['wrong'][:5])}. "
            "Mend: see what tools/diet/styles.mjs makes of them."
        )
    css: str = answer["css"]
    return css


def check_classes(source: str) -> None:
    """Raise DietError where a template or script of ours uses a class that has no rule any more.

    A class that a script looks for needs none.
    """
    scripts = {
        file: file.read_text(encoding="utf-8")
        for file in sorted((OURS / "browser").rglob("*.js"))
    }
    wanted = {file: SET_BY_SCRIPT.findall(text) for file, text in scripts.items()}
    for file in sorted((OURS / "theme").rglob("*.html")):
        wanted[file] = CLASSES.findall(TEMPLATE_CODE.sub("", file.read_text(encoding="utf-8")))
    ruled = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", "\n".join([source, *scripts.values()])))
    for file, classes in wanted.items():
        for name in sorted({name for names in classes for name in names.split()} - ruled):
            raise DietError(
                f"{file.relative_to(OURS.parent).as_posix()} uses the class {name!r}, which no style "
                "sheet has a rule for. Mend: the theme may have renamed it; see what it has instead, "
                "or give it a rule in conference/theme/static/site.css."
            )

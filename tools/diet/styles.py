"""Makes one style sheet out of all that pages link, with the rules that a kind of page uses."""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.node import BuildError, run_node

Used = dict[str, list[str]]  # attributes, tags, classes, ids, and words of scripts

STYLES = Path(__file__).with_name("styles.mjs")
STATIC = "_static"
IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)[\"']?\)?\s*;")
ADDRESS = re.compile(r"url\(\s*([\"']?)(?!data:|#)([^\"')]+)\1\s*\)")
# The theme's only fonts are of icons, two thousand that weigh as much as 25 pages; site.css draws ours.
FACE = re.compile(r"@font-face\s*\{[^}]*\}")


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


def light_sheets(
    paths: Iterable[str], page: str, used: Sequence[Used], files: Files, cache: Path
) -> list[str]:
    """Write a style sheet for each kind of page in place of those that a *page* links; return names.

    *used* has what each kind uses. The folder *cache* keeps what takes half a second to make. Raises
    BuildError if a file is not there.
    """
    source = FACE.sub("", "\n".join(with_imports(path, page, files) for path in paths))
    question = json.dumps({"css": source, "used": used}).encode()
    made = cache / f"{hashlib.sha256(question).hexdigest()}.json"
    if not made.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        made.write_bytes(run_node([str(STYLES)], question))
    names = []
    for sheet in json.loads(made.read_bytes()):
        css = ADDRESS.sub(lambda found: f"url({files.name(found[2], 'a style sheet')})", sheet)
        names.append(files.add("styles.css", css.encode()))
    return names


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

"""A copy of the sources in a temporary folder: the whole project's, or a mini site's."""

import contextlib
import hashlib
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from conference.pages.domain import domain_of
from tools.build import ROOT, Folders, build


@dataclass(frozen=True)
class Project:
    """Sources in a folder of their own, to be changed and built."""

    root: Path

    @property
    def folders(self) -> Folders:
        return Folders(self.root / "docs", self.root / "_build", self.root / "_site")

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert text.count(old) == 1, f"{path} has {text.count(old)} times {old!r}"
        self.write(path, text.replace(old, new))

    def rename(self, path: str, new: str) -> None:
        (self.root / path).rename(self.root / new)

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def redirects(self) -> dict[str, str]:
        """Return the addresses that moved, each with its new one."""
        file = self.root / "docs/_data/redirects.yaml"
        moved = yaml.safe_load(file.read_text("utf-8")) if file.is_file() else {}
        return {f"{old}/": f"{new}/" for old, new in moved.items()}

    def build(self, *options: str) -> int:
        return build(self.folders, ["--quiet", "--no-color", *options])

    def files(self, site: Path | None = None) -> dict[str, str]:
        """Return the digest of each file of the built site, or of another, by its path."""
        site = site or self.folders.site
        return {
            file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(site.rglob("*"))
            if file.is_file()
        }

    def faults(self) -> list[str]:
        """Return the faults of the sources, sorted, of which Sphinx reads only what changed."""
        with docutils_namespace():
            docs, out = str(self.folders.docs), str(self.root / "_read")
            app = Sphinx(docs, docs, out, out, "dummy", status=None, warning=io.StringIO())
            with contextlib.suppress(SystemExit):
                app.build()
        found = domain_of(app.env).faults
        return sorted(f"{fault.path}:{fault.line}: {fault.message}" for fault in found)


def mini_project(root: Path) -> Project:
    shutil.copytree(ROOT / "tests" / "mini", root, dirs_exist_ok=True)
    return Project(root)


# What the real site may lack at times: items that are read, an editor's note that cites, a redirect.
STATUSES = """
@online{seen, title = {Seen}, shorttitle = {Seen}, url = {https://example.org/seen},
  keywords = {book}, abstract = {It was seen.}, readstatus = {skimmed}, readdate = {2023-08-01}}
@online{done, title = {Done}, shorttitle = {Done}, url = {https://example.org/done},
  keywords = {book}, abstract = {It is done.}, readstatus = {read}, readdate = {2023-07-31},
  annotation = {Don't "miss" it.}}
"""


def other_project(root: Path) -> Project:
    project = mini_project(root)
    project.write("docs/conf.py", (ROOT / "docs/conf.py").read_text("utf-8"))
    shutil.copytree(ROOT / "docs/_extra", root / "docs/_extra")
    project.write("docs/_data/redirects.yaml", "talks/old: talks/first\n")
    for name, content in {
        "about/index": "[Home](/index.md)",
        "search": "```{search}\nText.\n```",
        "404": "[Home](/index.md)\n\n```{search}\nText.\n```",
    }.items():
        project.write(f"docs/{name}.md", f"---\norphan: true\n---\n\n# A page\n\n{content}\n")
    project.write("docs/references.bib", project.read("docs/references.bib") + STATUSES)
    project.replace("docs/talks/second.md", "They are two.", "They are in `it` {cite:p}`book`.")
    progress = "```{reading-progress}\n```\n\n```{reading-filter}\n```\n\n## Books"
    project.replace("docs/reading-list.md", "## Books", progress)
    return project


def whole_project(root: Path) -> Project:
    for name in ("docs", "notes"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "addresses.txt", root / "tests")
    return Project(root)

"""Every way to arrive at a site gives the same bytes: clean, incremental, parallel."""

import os
import shutil
from pathlib import Path

import tools.build
from tests.project import Project, mini_project
from tools.build import build

DAY = "docs/days/day-1.md"
FIRST, SECOND = "docs/talks/first.md", "docs/talks/second.md"
PROJECTS = "docs/_data/projects.yaml"
PEOPLE = "docs/_data/people.yaml"
BIB = "docs/references.bib"

NEW_TALK = """\
---
kind: lightning
---

# A talk without notes
"""
LEFT_OUT = """\
left_out:
  - raw_line: 9
    reason: no news
"""

MINI_EDITS = {
    "nothing": lambda project: os.utime(project.root / FIRST),
    "a note": lambda project: project.replace(FIRST, "on trees", "on trees!"),
    "a title": lambda project: project.replace(FIRST, "# First things", "# First things!"),
    "a name": lambda project: (
        project.replace(PEOPLE, "name: Ada Lovelace", "name: Ada L."),
        project.replace(FIRST, "Ada Lovelace", "Ada L."),
    ),
    "a spelling": lambda project: project.replace(PROJECTS, "[OMP_NUM_THREADS]", "[numbers]"),
    "an item": lambda project: project.replace(BIB, "{{Book}}", "{{The book}}"),
    "a citation": lambda project: project.replace(SECOND, " {cite:p}`book`", ""),
    "an addition": lambda project: project.replace(SECOND, "They are two.", "They are three."),
    "a line left out": lambda project: (
        project.replace(FIRST, "    - and leaves\n", ""),
        project.replace(FIRST, "kind: keynote\n", f"kind: keynote\n{LEFT_OUT}"),
    ),
    "a reason": lambda project: project.replace(FIRST, "no news", "old news"),
    "another day": lambda project: project.replace(DAY, "2023-07-12", "2023-07-13"),
    "a new talk": lambda project: (
        project.write("docs/talks/new.md", NEW_TALK),
        project.replace(DAY, "../talks/first\n", "../talks/first\n../talks/new\n"),
    ),
    "a new name": lambda project: (
        project.rename(FIRST, "docs/talks/renamed.md"),
        project.replace(DAY, "../talks/first\n", "../talks/renamed\n"),
    ),
}
AT_ONCE = (  # none of which hides what another leaves behind
    ("nothing",),
    ("a note", "an item", "another day"),
    ("a title", "a spelling", "a citation"),
    ("a name", "an addition", "a line left out"),
    ("a new talk", "a reason"),
    ("a new name",),
)
# What the real home page has, too.
ON_HOME = "".join(f"\n```{{{name}}}\n```\n" for name in ("all-talks", "picture", "topics"))


def built(project: Project) -> dict[str, str]:
    """Build, and return the files that Sphinx wrote: the diet depends on nothing else."""
    assert build(project.folders, ["--quiet", "--jobs", "2"], light=False) == 0
    return project.files(project.folders.work / "html")


def built_clean(project: Project, root: Path) -> dict[str, str]:
    """Build the same sources somewhere else, and return the files."""
    for name in ("docs", "notes"):
        shutil.copytree(project.root / name, root / name)
    return built(Project(root))


def test_incremental_builds_equal_clean_ones(tmp_path):
    """One project goes through all edits, as an author's does, and is compared on the way.

    Each time a build fails in between, and the next works on several cores.
    """
    assert {kind for kinds in AT_ONCE for kind in kinds} == set(MINI_EDITS)
    project = mini_project(tmp_path / "edited")
    project.write("docs/index.md", project.read("docs/index.md") + ON_HOME)
    built(project)
    for number, kinds in enumerate(AT_ONCE):
        for kind in kinds:
            MINI_EDITS[kind](project)
        project.replace(SECOND, "kind: talk", "kind: tolk")
        assert project.build() == 1
        project.replace(SECOND, "kind: tolk", "kind: talk")
        one, other = built(project), built_clean(project, tmp_path / f"clean-{number}")
        differ = [name for name in one.keys() | other if one.get(name) != other.get(name)]
        assert differ == [], f"after {kinds}"


def test_a_build_with_other_code_starts_afresh(tmp_path, monkeypatch):
    project = mini_project(tmp_path)
    assert project.build() == 0
    html = project.folders.work / "html" / "people" / "index.html"
    before = html.stat().st_mtime_ns
    assert project.build() == 0
    assert html.stat().st_mtime_ns == before
    monkeypatch.setattr(tools.build, "digest_of_code", lambda: "other")
    assert project.build() == 0
    assert html.stat().st_mtime_ns != before


def test_an_edited_note_changes_no_other_talk(tmp_path):
    project = mini_project(tmp_path)
    assert project.build() == 0
    before = project.files()
    MINI_EDITS["a note"](project)
    assert project.build() == 0
    after = project.files()
    changed = {name for name in after if after[name] != before[name]}
    assert "talks/first/index.html" in changed
    assert "talks/second/index.html" not in changed

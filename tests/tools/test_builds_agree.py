"""Every way to arrive at a site gives the same bytes: clean, incremental, parallel."""

import os
import shutil
from collections.abc import Iterator

import tools.build
from tests.project import Project, mini_project
from tools.build import build

DAY = "docs/days/day-1.md"
FIRST, SECOND = "docs/talks/first.md", "docs/talks/second.md"
PROJECTS = "docs/_data/projects.yaml"
PEOPLE = "docs/_data/people.yaml"
BIB = "docs/references.bib"
GLOSSARY = "docs/glossary.md"


def edit(project: Project) -> Iterator[str]:
    """Change a few things at a time, none of which hides what another leaves behind; say what."""
    os.utime(project.root / FIRST)
    yield "nothing"
    for note, more in {
        "`OMP_NUM_THREADS`": "!",
        "`MKL_NUM_THREADS`": " Ada Lovelace",
        "`book`": "!",
    }.items():
        project.replace(SECOND, note, f"{note}{more}")
    yield "notes that name a person, a project and an item"
    project.replace(BIB, "{{Book}}", "{{The book}}")
    project.replace(DAY, "2023-07-12", "2023-07-13")
    yield "an item, another day"
    project.replace(FIRST, "# First things", "# First things!")
    project.replace(FIRST, "on trees", "on trees!")
    project.replace(PROJECTS, "[OMP_NUM_THREADS]", "[numbers]")
    project.replace(SECOND, " {cite:p}`book`", "")
    yield "a title, a spelling, a citation"
    project.replace(GLOSSARY, "bush", "tree")
    yield "a term"
    for path in (PEOPLE, FIRST):
        project.replace(path, " Ada Lovelace", " Ada L.")
    project.replace(SECOND, "They are two.", "They are three.")
    project.replace(FIRST, "    - and leaves\n", "")
    left_out = "left_out: [{raw_line: 9, reason: no news}]\n"
    project.replace(FIRST, "kind: keynote\n", f"kind: keynote\n{left_out}")
    yield "a name, an addition, a line left out"
    project.write("docs/talks/new.md", "---\nkind: lightning\n---\n\n# A talk without notes\n")
    project.replace(DAY, "../talks/first\n", "../talks/first\n../talks/new\n")
    project.replace(FIRST, "no news", "old news")
    yield "a new talk, a reason"
    project.rename(FIRST, "docs/talks/renamed.md")
    project.replace(DAY, "../talks/first\n", "../talks/renamed\n")
    yield "a new name"


# What the real site has, too.
TERMS = "---\norphan: true\n---\n\n# Glossary\n\n```{glossary}\nbush\n  It has leaves.\n```\n"
ON_HOME = "".join(f"\n```{{{name}}}\n```\n" for name in ("all-talks", "picture", "topics"))


def built(project: Project) -> dict[str, str]:
    """Build, and return the files that Sphinx wrote: the diet depends on nothing else."""
    assert build(project.folders, ["--quiet", "--jobs", "2"], light=False) == 0
    return project.files(project.folders.work / "html")


def test_incremental_builds_equal_clean_ones(tmp_path):
    """One project goes through all edits, as an author's does, and is compared on the way.

    Each time a build fails in between, and the next works on several cores.
    """
    project = mini_project(tmp_path / "edited")
    project.write("docs/index.md", project.read("docs/index.md") + ON_HOME)
    project.write(GLOSSARY, TERMS)
    built(project)
    for number, what in enumerate(edit(project)):
        project.replace(SECOND, "kind: talk", "kind: tolk")
        assert project.build() == 1
        project.replace(SECOND, "kind: tolk", "kind: talk")
        clean = Project(tmp_path / f"clean-{number}")
        for name in ("docs", "notes"):
            shutil.copytree(project.root / name, clean.root / name)
        one, other = built(project), built(clean)
        differ = [name for name in one.keys() | other if one.get(name) != other.get(name)]
        assert differ == [], f"after {what}"


def test_other_code_starts_afresh_and_an_edited_note_changes_no_other_talk(tmp_path, monkeypatch):
    project = mini_project(tmp_path)
    assert project.build() == 0
    html = project.folders.work / "html" / "people" / "index.html"
    written = html.stat().st_mtime_ns
    assert project.build() == 0
    assert html.stat().st_mtime_ns == written
    monkeypatch.setattr(tools.build, "digest_of_code", lambda: "other")
    assert project.build() == 0
    assert html.stat().st_mtime_ns != written
    before = project.files()
    project.replace(FIRST, "on trees", "on trees!")
    assert project.build() == 0
    after = project.files()
    page = "talks/{}/index.html"
    assert after[page.format("first")] != before[page.format("first")]
    assert after[page.format("second")] == before[page.format("second")]

"""Every way to arrive at a site gives the same bytes: clean, incremental, parallel, another day."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.project import Project, mini_project, whole_project
from tools.build import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

DAY_2 = "docs/days/day-2.md"
COILED = "docs/talks/coiled.md"
PEOPLE = "docs/_data/people.yaml"
BIB = "docs/references.bib"

NEW_TALK = """\
---
kind: lightning
---

# A talk without notes
"""


def touch(project: Project) -> None:
    os.utime(project.root / COILED)


def edit_a_title(project: Project) -> None:
    project.replace(COILED, "# Coiled\n", "# Coiled!\n")


def edit_a_speaker(project: Project) -> None:
    project.replace(PEOPLE, "name: Dan Allan\n", "name: Daniel Allan\n")


def edit_a_note(project: Project) -> None:
    project.replace("docs/talks/metpy.md", "plaintext password", "plain-text password")


def add_a_talk(project: Project) -> None:
    project.write("docs/talks/new-talk.md", NEW_TALK)
    project.replace(DAY_2, "../talks/coiled\n", "../talks/coiled\n../talks/new-talk\n")


def remove_the_new_talk(project: Project) -> None:
    project.remove("docs/talks/new-talk.md")
    project.replace(DAY_2, "../talks/new-talk\n", "")


def rename_a_slug(project: Project) -> None:
    project.rename(COILED, "docs/talks/coiled-renamed.md")
    project.replace(DAY_2, "../talks/coiled\n", "../talks/coiled-renamed\n")


def edit_a_reading_item(project: Project) -> None:
    project.replace(BIB, "shorttitle = {{Zulip}}", "shorttitle = {{Zulip chat}}")


def read_an_item(project: Project) -> None:
    project.replace(
        BIB,
        "  shorttitle = {{Slidev}},\n",
        "  shorttitle = {{Slidev}},\n  readstatus = {read},\n  readdate = {2023-08-01},\n",
    )


def remove_a_citation(project: Project) -> None:
    project.replace("docs/talks/pyscript.md", " {cite:p}`micropython`", "")


def add_a_citation(project: Project) -> None:
    project.replace(
        "docs/talks/pyscript.md", "- MicroPython", "- MicroPython {cite:p}`micropython`"
    )


def add_a_spelling(project: Project) -> None:
    path = "docs/_data/projects.yaml"
    project.replace(
        path,
        "\nnumba:\n  name: Numba\n",
        "\nnumba:\n  name: Numba\n  spellings: [learning curve]\n",
    )


def add_a_redirect(project: Project) -> None:
    project.write("docs/_data/redirects.yaml", "talks/old-name: talks/metpy\n")


def remove_the_redirect(project: Project) -> None:
    project.remove("docs/_data/redirects.yaml")


def correct_a_note(project: Project) -> None:
    project.replace("docs/talks/works-on-my-machine.md", "Docker images", "Docker image")


EDITS: list[Callable[[Project], None]] = [
    touch,
    edit_a_title,
    edit_a_speaker,
    edit_a_note,
    add_a_talk,
    remove_the_new_talk,
    rename_a_slug,
    edit_a_reading_item,
    read_an_item,
    remove_a_citation,
    add_a_citation,
    add_a_spelling,
    add_a_redirect,
    remove_the_redirect,
    correct_a_note,
]


def built_clean(project: Project, root) -> dict[str, str]:
    """Return the files of a clean build of the same sources somewhere else."""
    import shutil

    for name in ("docs", "notes"):
        shutil.copytree(project.root / name, root / name)
    clean = Project(root)
    assert clean.build() == 0
    return clean.files()


def test_incremental_builds_equal_clean_ones(tmp_path):
    """One project goes through all edits, as an author's does, and is compared after each."""
    project = whole_project(tmp_path / "edited")
    assert project.build() == 0
    for number, edit in enumerate(EDITS):
        edit(project)
        assert project.build() == 0
        clean = built_clean(project, tmp_path / f"clean-{number}")
        files = project.files()
        differ = sorted(name for name in files.keys() | clean if files.get(name) != clean.get(name))
        assert differ == [], f"after {edit.__name__}"


def test_a_parallel_build_equals_a_serial_one(tmp_path, real_site):
    project = whole_project(tmp_path)
    assert project.build("-j", "2") == 0
    assert project.files() == real_site.files()


def test_another_day_and_place_give_the_same_bytes(tmp_path, real_site):
    project = whole_project(tmp_path / "somewhere else")
    environment = dict(os.environ)
    environment |= {
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "HOME": "/nowhere",
    }
    environment |= {"SOURCE_DATE_EPOCH": "0", "PYTHONPATH": str(ROOT)}
    folders = project.folders
    subprocess.run(
        [
            *(sys.executable, "-m", "tools.build", "--quiet"),
            *("--docs", folders.docs, "--work", folders.work, "--site", folders.site),
        ],
        env=environment,
        check=True,
        cwd=tmp_path,
        timeout=120,
    )
    assert project.files() == real_site.files()


def test_a_build_with_other_code_starts_afresh(tmp_path):
    project = mini_project(tmp_path)
    project.write("docs/_templates/footer.html", "one")
    assert project.build() == 0
    html = project.folders.work / "html" / "people" / "index.html"
    before = html.stat().st_mtime_ns
    assert project.build() == 0
    assert html.stat().st_mtime_ns == before
    project.write("docs/_templates/footer.html", "other")
    assert project.build() == 0
    assert html.stat().st_mtime_ns != before


@pytest.mark.parametrize("killed_after", ["new", "old"])
def test_a_publication_cut_short_is_mended_by_the_next(tmp_path, killed_after):
    from tools.publishing import publish

    html = tmp_path / "html"
    html.mkdir()
    (html / "index.html").write_text("new")
    site = tmp_path / "_site"
    (tmp_path / "_site.new").mkdir()
    (tmp_path / "_site.new" / "half.html").write_text("half written")
    kept = site if killed_after == "new" else tmp_path / "_site.old"
    kept.mkdir()
    (kept / "index.html").write_text("the last good site")
    publish(html, site)
    assert [file.name for file in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_site", "html"]


def test_an_edited_note_changes_no_other_talk(tmp_path):
    project = whole_project(tmp_path)
    assert project.build() == 0
    before = project.files()
    edit_a_note(project)
    assert project.build() == 0
    after = project.files()
    changed = {name for name in after if after[name] != before[name]}
    assert "search-records.js" in changed
    talks = [name for name in changed if name.startswith("talks/")]
    assert talks == ["talks/metpy/index.html"]


def test_a_folder_gives_way_to_a_file_and_a_file_to_a_folder(tmp_path):
    from tools.publishing import publish

    pages, site = tmp_path / "pages", tmp_path / "_site"
    for name in ("a/deep/one.html", "b"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("old")
    site.rename(tmp_path / "spare")
    for name in ("a", "b/two.html"):
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text("new")
    publish(pages, site, tmp_path / "spare")
    assert (site / "a").read_text() == "new"
    assert (site / "b/two.html").read_text() == "new"

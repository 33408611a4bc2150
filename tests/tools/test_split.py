"""Raw notes become pages, each bullet on one of them; or the line that cannot is told."""

import re

import pytest

from conference.model.raw_notes import parse_raw_notes
from tests.project import MINI, whole_project
from tools.build import ROOT
from tools.split import existing_pages, main, slugify

RAW = ROOT / "notes" / "scipy-2023.md"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Can there be too much parallelism?", "can-there-be-too-much-parallelism"),
        ("it doesn't work on my machine", "it-doesnt-work-on-my-machine"),
        ("Diátaxis & friends", "diataxis-friends"),
        ("", "untitled"),
        ("one two three four five six seven", "one-two-three-four-five-six"),
    ],
)
def test_slugs(title, slug):
    assert slugify(title) == slug


def test_splitting_accounts_for_every_line_of_the_raw_notes(tmp_path):
    """Each heading and bullet stands on one page, in its order; everything else is blank."""
    assert main([str(RAW), str(tmp_path)]) == 0
    notes, _ = parse_raw_notes(RAW.read_text("utf-8"), "raw.md")
    lines = RAW.read_text("utf-8").splitlines()
    pages = existing_pages(tmp_path)
    assert sum(path.startswith("talks/") for path in pages.values()) == 36
    seen = []
    for number, path in pages.items():
        section = notes.sections[number]
        written = (tmp_path / path).read_text("utf-8")
        (title,) = re.findall(r"^# (.*)$", written, re.MULTILINE)
        assert title in (section.title, "Untitled")
        typed = [line for line in written.splitlines() if re.match(r"\s*-(?!--)", line)]
        assert typed == [lines[bullet.number - 1] for bullet in section.bullets]
        seen += [number, *(bullet.number for bullet in section.bullets)]
    assert sorted([*seen, *notes.blank, 1]) == list(range(1, len(lines) + 1))  # 1 is the home page


def test_splitting_writes_only_the_page_that_is_missing(tmp_path, capsys):
    project = whole_project(tmp_path)
    project.remove("docs/talks/metpy.md")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.md")}
    assert main([str(tmp_path / "notes/scipy-2023.md"), str(project.folders.docs)]) == 0
    assert "wrote talks/metpy.md" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in before} == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"caf\xe9", "raw.md: cannot be read"),
        (b"no heading\n", "raw.md:1: "),
        (b"", "raw.md: has no heading"),
        (None, "raw.md: cannot be read"),
        (MINI["notes/raw.md"].replace("# Mini\n", "# Mini\n\n- lost\n").encode(), "raw.md:3: "),
        (MINI["notes/raw.md"].replace("Day 1\n", "Day 1\n\n- lost\n").encode(), "raw.md:5: "),
    ],
)
def test_what_cannot_be_split_is_a_message(tmp_path, capsys, content, message):
    file = tmp_path / "raw.md"
    if content is not None:
        file.write_bytes(content)
    assert main([str(file), str(tmp_path / "docs")]) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()

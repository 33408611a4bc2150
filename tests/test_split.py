"""Splitting raw notes: each bullet gets exactly one page, or a message says which does not."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin

from tests.project import mini_project, whole_project
from tools.build import ROOT
from tools.split import escaped, existing_pages, main, slugify

RAW = ROOT / "notes" / "scipy-2023.md"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Can there be too much parallelism?", "can-there-be-too-much-parallelism"),
        ("Über naïve Käse", "uber-naive-kase"),
        ("don't", "dont"),
        ("", "untitled"),
        ("one two three four five six seven", "one-two-three-four-five-six"),
    ],
)
def test_a_title_gives_a_slug(title, slug):
    assert slugify(title) == slug


def test_each_line_of_the_raw_notes_is_on_one_page(tmp_path, capsys):
    assert main([str(RAW), str(tmp_path)]) == 0
    assert "271 bullets, each on one page" in capsys.readouterr().out
    typed = [line.rstrip() for line in RAW.read_text("utf-8").splitlines() if "- " in line[:20]]
    pages = [file.read_text("utf-8").splitlines() for file in tmp_path.rglob("*.md")]
    written = [line for page in pages for line in page if line.lstrip().startswith("-")]
    bullets = [line for line in written if line.strip("-")]
    assert sorted(bullets) == sorted(line for line in typed if not line.startswith("#"))


def test_what_is_split_is_a_site_that_tells_what_is_left_to_do(tmp_path):
    """Pages of a mini site are written again: only what an editor adds is missing."""
    project = mini_project(tmp_path)
    for path in ("docs/talks/first.md", "docs/talks/second.md", "docs/days/day-1.md"):
        project.remove(path)
    assert main([str(tmp_path / "notes/raw.md"), str(project.folders.docs)]) == 0
    assert "# First thngs\n\n- speaker: ada lovelce\n" in project.read("docs/talks/first-thngs.md")
    assert "../talks/first-thngs\n../talks/second-things\n" in project.read("docs/days/day-1.md")


def test_splitting_again_changes_nothing(tmp_path, capsys):
    project = whole_project(tmp_path)
    project.rename("docs/talks/duckdb.md", "docs/talks/renamed.md")
    before = {file: file.read_bytes() for file in project.folders.docs.rglob("*.md")}
    assert main([str(RAW), str(project.folders.docs)]) == 0
    assert "\n0 written, 41 kept; " in capsys.readouterr().out
    assert {file: file.read_bytes() for file in project.folders.docs.rglob("*.md")} == before


def test_only_the_page_that_is_missing_is_written(tmp_path, capsys):
    project = whole_project(tmp_path)
    project.remove("docs/talks/metpy.md")
    assert main([str(RAW), str(project.folders.docs)]) == 0
    assert "1 written, 40 kept" in capsys.readouterr().out
    assert existing_pages(project.folders.docs)[255] == "talks/metpy.md"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("# T\n- a\n## Day 1\n### X\n", ":2: this bullet is below no talk"),
        ("# T\n## Day 1\n- a\n    - b\n### X\n", ":4: this bullet is below no talk"),
        ("# T\n### X\n- a\n", ":2: this talk is below no day"),
        ("# T\n## Tutorials\n### X\n- a\n", ":3: this talk is below no day"),
        ("# T\n## Day 1\n### X\n## Read\n- a\n## More\n- b\n", ":6: a second heading for reading-"),
        ("# T\n## Day 1\n### X\n## Day 1\n### Y\n", ":4: a second heading for days/day-1.md"),
        ("# T\n\nprose\n", ':3: raw line 3 is neither a heading nor a bullet below one: "prose"'),
        ("# T\n## Day 1\n### X\n* a\n", ":4: raw line 4 is neither a heading"),
        ("", "has no heading"),
        (b"# T\n\xff\n", "cannot be read"),
    ],
)
def test_what_would_be_lost_is_refused_with_its_line(tmp_path, capsys, raw, message):
    file = tmp_path / "raw.md"
    file.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
    assert main([str(file), str(tmp_path / "docs")]) == 1
    said = capsys.readouterr().err
    assert message in said
    assert not (tmp_path / "docs").exists()


def test_pages_of_other_raw_notes_are_refused(tmp_path, capsys):
    project = whole_project(tmp_path)
    other = tmp_path / "other.md"
    other.write_text("# Other\n\n## Day 1\n\n### A talk\n\n- a note\n")
    assert main([str(other), str(project.folders.docs)]) == 1
    assert "has no heading on line 57" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["# x", "1. x", "- x", "---", "```", "::: x", "> x", "2) x"])
def test_a_text_that_begins_a_block_stays_a_text(text):
    parser = MarkdownIt().use(colon_fence_plugin)
    kinds = [token.type for token in parser.parse(f"- {escaped(text)}\n")]
    assert kinds == [
        *("bullet_list_open", "list_item_open", "paragraph_open", "inline"),
        *("paragraph_close", "list_item_close", "bullet_list_close"),
    ]


def test_without_arguments_its_use_is_shown_as_nox_has_it(capsys):
    with pytest.raises(SystemExit):
        main([])
    assert "usage: nox -s split -- [-h] raw_notes docs" in capsys.readouterr().err

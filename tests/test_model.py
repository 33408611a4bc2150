"""The model as plain functions: raw notes, pages, YAML, alignment, names, splitting."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest
from conference.sources import checked_yaml as yaml_source
from conference.model.alignment import THRESHOLD, align, similarity
from conference.model.faults import Fault, nearest
from conference.model.raw_notes import parse_raw_notes
from conference.sources.written_pages import parse_page, plain_text

from tests.project import MINI, whole_project
from tools.build import ROOT
from tools.split_notes import existing_pages, main, slugify, split, write

RAW = (ROOT / "notes" / "scipy-2023.md").read_text("ascii")


def test_the_model_imports_no_sphinx():
    code = "import sys, conference.catalogue; sys.exit(any('sphinx' == m for m in sys.modules))"
    path = str(ROOT / "docs" / "_ext")
    assert subprocess.run([sys.executable, "-c", code], cwd=path, check=False).returncode == 0


# -- Raw notes ------------------------------------------------------------------


def test_raw_notes_are_headings_with_bullets():
    notes, faults = parse_raw_notes("# A\n\n## B\n\n- one\n    - two\n-\n", "raw.md")
    assert faults == []
    assert [(s.heading.number, s.heading.level) for s in notes.sections.values()] == [
        (1, 1),
        (3, 2),
    ]
    bullets = notes.sections[3].bullets
    assert [(b.number, b.depth, b.text) for b in bullets] == [
        (5, 0, "one"),
        (6, 1, "two"),
        (7, 0, ""),
    ]
    assert notes.blank == [2, 4]


@pytest.mark.parametrize("line", ["text", "#heading", "  - two spaces", "* star", "#### four"])
def test_a_raw_line_of_no_known_form_is_a_fault(line):
    _, faults = parse_raw_notes(f"# A\n\n{line}\n", "raw.md")
    assert [(fault.path, fault.line) for fault in faults] == [("raw.md", 3)]
    assert f'"{line}"' in faults[0].message


@pytest.mark.parametrize(
    ("heading", "title", "kind"),
    [
        ("A. Keynote - Open Source", "Open Source", "keynote"),
        ("A. Keynote", "", "keynote"),
        ("B. SciPy Tools Plenary", "SciPy Tools Plenary", "plenary"),
        ("M. Lightninng Talks - xarray", "xarray", "lightning"),
        ("A. tools - numpy", "numpy", "plenary"),
        ("F.", "", "talk"),
        ("G. MetPy", "MetPy", "talk"),
        ("PyData", "PyData", "talk"),
    ],
)
def test_a_raw_heading_gives_title_and_kind(heading, title, kind):
    notes, _ = parse_raw_notes(f"### {heading}\n", "raw.md")
    assert (notes.sections[1].title, notes.sections[1].kind) == (title, kind)


# -- Pages ----------------------------------------------------------------------


def test_a_page_is_read_with_lines():
    page, faults = parse_page(MINI["docs/talks/second.md"], "talks/second", "second.md")
    assert faults == []
    assert (page.title, page.title_line) == ("Second things", 6)
    assert [(n.line, n.depth, n.text, n.cites) for n in page.notes] == [
        (8, 0, "numbers", ("book",)),
        (9, 0, "OMP_NUM_THREADS", ()),
        (10, 0, "MKL_NUM_THREADS", ()),
    ]
    (addition,) = page.directives
    assert (addition.name, addition.argument, addition.line) == ("addition", "both", 12)
    assert addition.options == {"lines": "14", "source": "https://example.org/threads"}
    assert page.stray == []


def test_toctree_entries_have_lines():
    page, _ = parse_page(MINI["docs/days/day-1.md"], "days/day-1", "day-1.md")
    assert page.toctree() == [(18, "../talks/first"), (19, "../talks/second")]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("`a_b` and *c*", "a_b and c"),
        ("[words](https://example.org) {cite:p}`key`", "words"),
        ("<https://example.org>", "https://example.org"),
        ('`{{ compiler("cuda") }}`', '{{ compiler("cuda") }}'),
    ],
)
def test_plain_text(markdown, text):
    assert plain_text(markdown) == text


# -- YAML -----------------------------------------------------------------------


def test_yaml_nodes_have_lines():
    root, faults = yaml_source.compose("a: 1\nb:\n  - x\n  - 2023-07-12\n", "f.yaml", first_line=10)
    assert root
    assert faults == []
    assert root.key_lines == {"a": 10, "b": 11}
    assert [item.line for item in root.value["b"].value] == [12, 13]
    assert root.value["a"].value == 1
    assert [item.value for item in root.value["b"].value] == ["x", datetime.date(2023, 7, 12)]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: [1\nb: 2", 1),
        ("a: 'x\nb: 2", 1),
        ("a: 1\n b: 2", 2),
        ("a: 1\nb: 2023-13-45", 1),
        ("a: @", 1),
    ],
)
def test_broken_yaml_is_a_fault(source, line):
    root, faults = yaml_source.compose(source, "f.yaml")
    assert root is None
    assert [fault.line for fault in faults] == [line]
    assert faults[0].message.startswith("the YAML is broken: ")


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        (yaml_source.text(), "x", "[]"),
        (yaml_source.text(), "'1'", "1"),
        (yaml_source.number(), "1", "0"),
        (yaml_source.number(), "7", "true"),
        (yaml_source.date(), "2023-07-12", "2023-07-12 10:00:00"),
        (yaml_source.address(), "https://example.org", "example.org"),
        (yaml_source.address(), "http://example.org", "https://example.org with words"),
        (yaml_source.texts(), "[a, b]", "[a, 1]"),
        (yaml_source.mapping(), "{a: 1}", "[a]"),
        (yaml_source.mappings(), "[{a: 1}]", "[a]"),
    ],
)
def test_fields(field, good, bad):
    for value, count in ((good, 0), (bad, 1)):
        root, _ = yaml_source.compose(f"key: {value}\n", "f.yaml")
        assert root
        assert len(list(yaml_source.check(root, {"key": field}, "f.yaml", "it"))) == count


# -- Alignment ------------------------------------------------------------------


def test_similarity_is_that_of_spelling_not_of_case():
    assert similarity("numpy", "NumPy") == 1
    assert similarity("PY03", "PyO3") == pytest.approx(0.75)
    assert similarity("WASM", "runs in browsers") < THRESHOLD
    assert similarity("abc", "abd", at_least=0.9) == 0


def test_corrected_notes_align_one_to_one():
    found = align(["on treees", "numbres"], ["on trees", "numbers"])
    assert found.pairs == [(0, 0), (1, 1)]
    assert (found.missing, found.extra, found.misplaced) == ([], [], {})


def test_what_is_left_over_is_told():
    found = align(["one thing", "another matter", "the end"], ["one thing", "new", "the end"])
    assert found.pairs == [(0, 0), (2, 2)]
    assert (found.missing, found.extra) == ([1], [1])


def test_a_swap_of_much_alike_notes_is_told():
    found = align(
        ["MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"], ["OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]
    )
    assert found.misplaced == {0: 1, 1: 0}


def test_empty_pages_align():
    assert align([], []).pairs == []
    assert align(["a"], []).missing == [0]
    assert align([], ["a"]).extra == [0]


# -- Faults ---------------------------------------------------------------------


def test_a_fault_says_how_to_mend():
    assert str(Fault("f.md", 3, "it is wrong", "put it right")) == "it is wrong. Fix: put it right."


def test_the_nearest_word_is_offered_if_it_is_near():
    assert nearest("speeker", ["speakers", "kind"]) == " (did you mean 'speakers'?)"
    assert nearest("xyz", ["speakers", "kind"]) == ""


# -- Splitting ------------------------------------------------------------------


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
    notes, _ = parse_raw_notes(RAW, "raw.md")
    report = write(split(notes, {}), tmp_path, {})
    assert len(list((tmp_path / "talks").iterdir())) == 36
    assert len(list((tmp_path / "days").iterdir())) == 3
    assert len(report.written) == 40
    assert report.kept == []
    seen = []
    for file in tmp_path.rglob("*.md"):
        page, faults = parse_page(file.read_text("utf-8"), file.stem, file.name)
        assert faults == []
        section = notes.sections[page.front_matter.value["raw_line"].value]
        seen.append(section.heading.number)
        assert page.title in (section.title, "Untitled")
        typed = [
            line for line in file.read_text("utf-8").splitlines() if line.lstrip().startswith("-")
        ]
        typed = [line for line in typed if line != "---"]
        lines = RAW.splitlines()
        assert typed == [lines[bullet.number - 1] for bullet in section.bullets]
        seen += [bullet.number for bullet in section.bullets]
    seen += notes.blank
    assert sorted([*seen, 1]) == list(range(1, 389))  # line 1 is the title of the home page


def test_splitting_again_changes_nothing(tmp_path, capsys):
    raw = str(ROOT / "notes" / "scipy-2023.md")
    assert main([raw, str(tmp_path)]) == 0
    assert "40 written, 0 kept" in capsys.readouterr().out
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.md")}
    assert main([raw, str(tmp_path)]) == 0
    assert "0 written, 40 kept" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.md")} == before


def test_splitting_leaves_edited_and_renamed_pages_alone(tmp_path, capsys):
    project = whole_project(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.md")}
    assert main([str(tmp_path / "notes/scipy-2023.md"), str(project.folders.docs)]) == 0
    assert "0 written, 40 kept" in capsys.readouterr().out
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.md")} == before


def test_splitting_writes_only_the_page_that_is_missing(tmp_path, capsys):
    project = whole_project(tmp_path)
    project.remove("docs/talks/metpy.md")
    assert main([str(tmp_path / "notes/scipy-2023.md"), str(project.folders.docs)]) == 0
    assert "wrote talks/metpy.md" in capsys.readouterr().out
    assert existing_pages(project.folders.docs)[255] == "talks/metpy.md"


@pytest.mark.parametrize("content", [b"caf\xe9", b"no heading\n", None])
def test_splitting_what_is_no_raw_file_is_a_message(tmp_path, capsys, content):
    file = tmp_path / "raw.md"
    if content is not None:
        file.write_bytes(content)
    assert main([str(file), str(tmp_path / "docs")]) == 1
    assert "raw.md" in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()

"""Nothing is lost: the real pages, mutated in every way that could lose, repeat or move a note."""

from __future__ import annotations

import pytest

from tests.project import Project, whole_project

PARALLELISM = "docs/talks/too-much-parallelism.md"
RAW = "notes/scipy-2023.md"


@pytest.fixture
def project(tmp_path) -> Project:
    return whole_project(tmp_path)


def line_of(project: Project, path: str, text: str) -> int:
    return next(n for n, line in enumerate(project.read(path).splitlines(), 1) if text in line)


def test_the_pages_as_they_are_have_no_fault(project):
    assert project.faults() == []


def test_a_dropped_note(project):
    at = line_of(project, PARALLELISM, "- `MKL_NUM_THREADS`")
    project.replace(PARALLELISM, "    - `MKL_NUM_THREADS`\n", "")
    assert project.faults() == [
        f'{PARALLELISM}:{at - 1}: raw line 68 has no note: "MKL_NUM_THREADS"'
    ]


def test_two_swapped_notes_that_are_much_alike(project):
    mkl, openblas = "    - `MKL_NUM_THREADS`\n", "    - `OPENBLAS_NUM_THREADS`\n"
    at = line_of(project, PARALLELISM, mkl.strip())
    project.replace(PARALLELISM, mkl + openblas, openblas + mkl)
    assert project.faults() == [
        f'{PARALLELISM}:{at}: the note of raw line 69 is out of order: "OPENBLAS_NUM_THREADS"'
    ]


def test_two_swapped_notes_that_are_unlike(project):
    one = '- "consistent APIs is a social issue"\n'
    other = "- `threadpoolctl` is just one file\n"
    at = line_of(project, PARALLELISM, other.strip())
    project.replace(PARALLELISM, other + one, one + other)
    assert project.faults() == [
        f"{PARALLELISM}:{at + 1}: the note of raw line 75 is out of order: "
        '"`threadpoolctl` is just one file"'
    ]


def test_a_note_that_stands_twice(project):
    at = line_of(project, PARALLELISM, "- `MKL_NUM_THREADS`")
    project.replace(PARALLELISM, "    - `MKL_NUM_THREADS`\n", "    - `MKL_NUM_THREADS`\n" * 2)
    (fault,) = project.faults()
    assert fault in {
        f'{PARALLELISM}:{n}: raw line 68 is used twice: "MKL_NUM_THREADS"' for n in (at, at + 1)
    }


def test_a_note_of_another_page_that_stands_twice(project):
    project.write(
        "docs/talks/coiled.md", project.read("docs/talks/coiled.md") + "- yay dataframes\n"
    )
    at = line_of(project, "docs/talks/coiled.md", "yay")
    assert project.faults() == [
        f"docs/talks/coiled.md:{at}: raw line 291 is used twice, "
        'first in docs/talks/scikit-learn-pandas-out.md: "yay dataframes"'
    ]


def test_a_note_moved_to_another_talk(project):
    project.replace("docs/talks/scikit-learn-pandas-out.md", "- yay dataframes\n", "")
    project.write(
        "docs/talks/coiled.md", project.read("docs/talks/coiled.md") + "- yay dataframes\n"
    )
    at = line_of(project, "docs/talks/coiled.md", "yay")
    assert project.faults() == [
        f"docs/talks/coiled.md:{at}: raw line 291 stands here but belongs to "
        'docs/talks/scikit-learn-pandas-out.md: "yay dataframes"'
    ]


def test_a_page_without_its_notes(project):
    path = "docs/talks/pyscript.md"
    head, title, _ = project.read(path).partition("# PyScript\n")
    project.write(path, head + title)
    at = line_of(project, path, "# PyScript")
    assert project.faults() == [
        f'{path}:{at}: raw line 268 has no note: "WASM"',
        f'{path}:{at}: raw line 269 has no note: "MicroPython"',
    ]


def test_an_empty_page(project):
    project.write("docs/talks/pyscript.md", "")
    assert project.faults() == ["docs/talks/pyscript.md:1: the front matter is missing"]


def test_a_missing_page(project):
    project.remove("docs/talks/pyscript.md")
    at = line_of(project, "docs/days/day-2.md", "../talks/pyscript")
    assert project.faults() == [
        f"docs/days/day-2.md:{at}: '../talks/pyscript' is listed but there is no such page "
        "(did you mean 'talks/pyvista'?)",
        "notes/scipy-2023.md:266: raw line 266 and the 2 notes below it are on no page: "
        '"### I. Lightning Talks - pyscript"',
    ]


def test_a_note_that_nobody_took(project):
    path = "docs/talks/coiled.md"
    project.write(path, project.read(path) + "- clusters are nice\n")
    at = line_of(project, path, "clusters")
    assert project.faults() == [f'{path}:{at}: the note "clusters are nice" has no raw line']


def test_a_note_that_says_something_else(project):
    path = "docs/talks/pyscript.md"
    at = line_of(project, path, "- WASM")
    project.replace(path, "- WASM", "- runs in browsers")
    assert project.faults() == [
        f'{path}:{at - 2}: raw line 268 has no note: "WASM"',
        f'{path}:{at}: the note "runs in browsers" has no raw line',
    ]


def test_a_note_at_another_depth(project):
    at = line_of(project, PARALLELISM, "    - wut")
    project.replace(PARALLELISM, "    - wut\n", "- wut\n")
    assert project.faults() == [
        f'{PARALLELISM}:{at}: the note of raw line 89 is nested 0 deep, the raw line 1: "wut"'
    ]


def test_an_edited_raw_file(project):
    project.replace(RAW, "- Mojo\n", "- Mojo\n- Julia\n")
    faults = project.faults()
    assert 'raw line 375 has no note: "Julia"' in "\n".join(faults)


def test_a_removed_raw_line(project):
    """Every raw line below moves up, so that every heading below is somewhere else."""
    project.replace(RAW, "- yay dataframes\n", "")
    faults = project.faults()
    assert any(
        "raw line 291 is used twice" in fault
        or 'the note "yay dataframes" has no raw line' in fault
        for fault in faults
    )
    assert "docs/talks/numpy.md:3: raw line 295 is no heading of notes/scipy-2023.md" in faults


def test_a_dropped_reading_item(project):
    project.replace("docs/reading-list.md", "- Mojo {cite:p}`mojo`\n", "")
    (fault,) = project.faults()
    assert fault.endswith('raw line 374 has no note: "Mojo"')


def test_a_title_made_from_no_heading(project):
    path = "docs/talks/metpy.md"
    at = line_of(project, path, "# MetPy")
    project.replace(path, "# MetPy\n", "# Weather in Python\n")
    assert project.faults() == [
        f'{path}:{at}: the title "Weather in Python" was not made from raw line 255: "G. MetPy"'
    ]


def test_an_untitled_heading_takes_the_title_of_the_programme(project):
    path = "docs/talks/thar-be-dragons.md"
    at = line_of(project, path, "# Thar Be Dragons")
    project.replace(path, "# Thar Be Dragons: Ethical", "# Here Be Dragons: Ethical")
    assert project.faults() == [
        f"{path}:{at}: raw line 98 has no title, so the page's title must be the programme's, not "
        '"Here Be Dragons: Ethical, Legal, and Policy Challenges When Measuring Open Source"'
    ]


def test_one_raw_heading_for_two_pages(project):
    project.replace("docs/talks/metpy.md", "raw_line: 255", "raw_line: 260")
    faults = project.faults()
    assert (
        "docs/talks/works-on-my-machine.md:3: raw line 260 is used twice, "
        "first by docs/talks/metpy.md"
    ) in faults


def test_a_line_is_left_out_by_name_only(project):
    path = "docs/talks/espaloma-sake.md"
    project.replace(path, "left_out:\n  - raw_line: 353\n    reason: an empty bullet\n", "")
    (fault,) = project.faults()
    assert fault.endswith('raw line 353 has no note: ""')


def test_every_raw_line_is_accounted_for(project):
    """388 of 388: headings claimed by pages, bullets with notes, one left out, the rest blank."""
    from conference.sources.load import Sources, load

    docs = project.root / "docs"
    sources = Sources(docs, project.root / RAW, docs / "references.bib")
    catalogue, _ = load(sources)
    notes = [note.raw_line for _, note in catalogue.notes() if note.raw_line]
    headings = [number for number, line in catalogue.raw.lines.items() if line.level]
    left_out = [353]
    numbers = [*notes, *headings, *left_out, *catalogue.raw.blank]
    assert sorted(numbers) == list(range(1, 389))

"""Nothing is lost: the real pages, mutated in every way that could lose, repeat or move a note."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

from conference.model.alignment import THRESHOLD, similarity
from tests.helpers import text
from tests.project import Project, whole_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

    from conference.model.catalogue import Catalogue
    from conference.model.raw_notes import RawNotes

PARALLELISM = "docs/talks/too-much-parallelism.md"
RAW = "notes/scipy-2023.md"


@pytest.fixture(scope="module")
def read_project(tmp_path_factory) -> Project:
    project = whole_project(tmp_path_factory.mktemp("read"))
    assert project.faults() == []
    return project


@pytest.fixture
def project(read_project) -> Iterator[Project]:
    """Return the real sources, of which Sphinx reads only what a test changed."""
    before = {file: file.read_bytes() for file in read_project.root.glob("[dn]o*/**/*.*")}
    yield read_project
    for file, content in before.items():
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)


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
        f"docs/days/day-2.md:{at}: 'talks/pyscript' is listed but there is no such page "
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
    catalogue = project.read_all().catalogue
    notes = [note.raw_line for _, note in catalogue.notes() if note.raw_line]
    headings = [number for number, line in catalogue.raw.lines.items() if line.level]
    left_out = [353]
    numbers = [*notes, *headings, *left_out, *catalogue.raw.blank]
    assert sorted(numbers) == list(range(1, 389))


# -- Bullets where no note can be ------------------------------------------------

NOTE = "- oversubscription:\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- speaker: Thomas", ":::{note}\n- mine\n:::\n\n- speaker: Thomas", "mine"),
        (NOTE, "\n> - oversubscription:\n\n", "oversubscription:"),
        (NOTE, "\n1. oversubscription:\n\n", "oversubscription:"),
        (NOTE, "\n| a |\n|---|\n| - oversubscription: |\n\n", "a"),
        (NOTE, "\n## More\n\n- oversubscription:\n", "More"),
        (NOTE, "\n```{danger}\n- oversubscription:\n```\n\n", "oversubscription:"),
        (NOTE, "\n:::{addition} mine\n:source: https://x.org/\n\n- oversubscription:\n:::\n\n", ""),
        ("    - wut\n", "    - wut\n    - > quoted\n", "quoted"),
    ],
)
def test_a_bullet_that_is_not_a_note(project, old, new, message):
    """Each is a fault: no bullet can take the address of another."""
    project.replace(PARALLELISM, old, new)
    faults = "\n".join(project.faults())
    if message:
        assert f'"{message}" is neither a note nor an addition' in faults
    else:
        assert 'raw line 77 has no note: "oversubscription:"' in faults


def test_an_unknown_directive_on_a_talk_page(project, tmp_path, capsys):
    project.replace(PARALLELISM, "- speaker:", ":::{nothing}\n- mine\n:::\n\n- speaker:")
    assert project.build() == 1
    said = capsys.readouterr().err
    assert f"{PARALLELISM}:" in said
    assert "Unknown directive type: 'nothing'. Fix: correct the name of the directive." in said


@pytest.mark.parametrize("line", [2, 4])
def test_a_raw_bullet_above_all_talks_is_not_lost(project, line):
    """It has to stand on the page of its heading: home, or the day."""
    lines = project.read(RAW).splitlines()
    lines[line - 1] = "- coffee was bad"
    project.write(RAW, "\n".join([*lines, ""]))
    page = {2: "docs/index.md", 4: "docs/days/day-1.md"}[line]
    (fault,) = project.faults()
    assert fault.startswith(f"{page}:")
    assert fault.endswith(f'raw line {line} has no note: "coffee was bad"')
    project.write(page, project.read(page) + "\n- coffee was bad\n")
    assert project.faults() == []


def test_a_page_cannot_claim_a_heading_without_its_bullets(project):
    project.write(RAW, project.read(RAW) + "\n## More\n\n- a book\n")
    project.replace("docs/index.md", "about/index\n```", "about/index\nmore\n```")
    project.write("docs/more.md", "---\nraw_line: 390\n---\n\n# More\n")
    assert project.faults() == ['docs/more.md:5: raw line 392 has no note: "a book"']
    project.write("docs/more.md", "---\nraw_line: 390\n---\n\n# More\n\n- a book\n")
    assert project.faults() == []
    (project.root / "docs/more.md").unlink()


# -- The proof on the built pages -------------------------------------------------


def wrong_addresses(page: BeautifulSoup, raw: RawNotes, numbers: list[int]) -> list[str]:
    """Return what is wrong with the ids of a page whose notes are made from these raw lines."""
    found = page.select("[id^=line-]")
    ids = [int(item["id"].removeprefix("line-")) for item in found]
    wrong = [f"{item['id']} is not a note" for item in found if "note" not in item["class"]]
    for number, item in zip(ids, found, strict=True):
        own = copy.copy(item.find(["p", "a"], recursive=False))
        for link in own.select('a[href*="#ref-"], .see-addition'):  # citations, editor's notes
            link.decompose()
        line = raw.lines.get(number)
        if not line or similarity(line.text, text(own).replace("’", "'")) < THRESHOLD:
            wrong.append(f"line-{number} is {text(own)!r}")
        elif len(item.find_parents("li", class_="note")) != line.depth:
            wrong.append(f"line-{number} is nested otherwise")
    return wrong if ids == numbers else [*wrong, f"{ids} are not {numbers}"]


def notes_of_pages(catalogue: Catalogue) -> dict[str, list[int]]:
    """Return for each page the raw lines that stand below its raw heading."""
    return {
        f"{docname}/": [
            line.number
            for line in catalogue.raw.sections[heading].bullets
            if line.number not in catalogue.left_out
        ]
        for heading, docname in catalogue.headings.items()
        if docname != "index"
    }


def test_each_address_of_the_built_pages_has_the_note_of_its_raw_line(site, catalogue):
    expected = notes_of_pages(catalogue)
    assert sum(map(len, expected.values())) == len(list(catalogue.notes()))
    for path, numbers in expected.items():
        assert wrong_addresses(site.pages[path], catalogue.raw, numbers) == [], path
    elsewhere = set(site.pages) - expected.keys() - {"about/raw-notes/"}
    assert [path for path in elsewhere if site.pages[path].select("[id^=line-]")] == []


@pytest.mark.parametrize("change", ["rotate", "shift", "swap"])
def test_the_proof_notices_wrong_addresses(site, catalogue, change):
    path, numbers = max(notes_of_pages(catalogue).items(), key=lambda found: len(found[1]))
    page = copy.copy(site.pages[path])
    items = page.select("[id^=line-]")
    ids = [item["id"] for item in items]
    match change:
        case "rotate":
            ids = ids[1:] + ids[:1]
        case "shift":
            ids = [f"line-{int(id_.removeprefix('line-')) + 1}" for id_ in ids]
        case "swap":
            ids[3], ids[4] = ids[4], ids[3]
    for item, id_ in zip(items, ids, strict=True):
        item["id"] = id_
    assert wrong_addresses(page, catalogue.raw, numbers)


def test_additions_stand_where_they_say(site, catalogue):
    for docname, talk in catalogue.talks.items():
        page = site.pages[f"{docname}/"]
        assert [node["id"] for node in page.select(".addition")] == [a.id for a in talk.additions]
        for addition in talk.additions:
            assert addition.text.split()[-2] in text(page.find(id=addition.id)).replace("’", "'")
            for line in addition.raw_lines:
                assert page.select_one(f'#line-{line} > p a[href="#{addition.id}"]')

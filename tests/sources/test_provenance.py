"""Nothing is lost: pages, changed in every way that could lose, repeat or move a note."""

from collections.abc import Callable, Iterator

import pytest

from tests.project import Project, mini_project, whole_project

COILED = "docs/talks/coiled.md"
DRAGONS = "docs/talks/thar-be-dragons.md"
DUCKDB = "docs/talks/duckdb.md"
MACHINE = "docs/talks/works-on-my-machine.md"
METPY = "docs/talks/metpy.md"
NUMPY = "docs/talks/numpy.md"
PANDAS_OUT = "docs/talks/scikit-learn-pandas-out.md"
PARALLELISM = "docs/talks/too-much-parallelism.md"
PYSCRIPT = "docs/talks/pyscript.md"
READING = "docs/reading-list.md"
ADDITION = """\
:::{addition} own-words
:source: https://example.org/

- `intel-openmp` wheels are available on PyPI
:::

:::{addition} openblas-issue
:lines: 80
"""


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


@pytest.fixture
def at(project) -> Callable[[str, str], str]:
    return project.at


def test_notes_that_are_lost_repeated_moved_or_changed(project, at):
    """Many at once: each is told, and nothing else."""
    project.replace(METPY, "# MetPy\n", "# Weather in Python\n")
    mkl, openblas = "    - `MKL_NUM_THREADS`\n", "    - `OPENBLAS_NUM_THREADS`\n"
    project.replace(PARALLELISM, mkl + openblas, openblas + mkl)
    one, other = "- `threadpoolctl` is just one file\n", '- "consistent APIs is a social issue"\n'
    project.replace(PARALLELISM, one + other, other + one)
    project.replace(PARALLELISM, "    - wut\n", "- wut\n")
    project.replace(DUCKDB, "- SQLite is a row-oriented database\n", "")
    super_mega = "    - \"we're not super-mega"
    project.replace(DUCKDB, super_mega, f"    - he lives on a house boat, Amsterdam\n{super_mega}")
    meson = "- `numpy` is switching their build system to Meson\n"
    project.replace(NUMPY, meson, "")
    more = f"- yay dataframes\n{meson}- clusters are nice\n"
    project.write(COILED, project.read(COILED) + more)
    project.replace(PYSCRIPT, "- WASM\n- MicroPython {cite:p}`micropython`\n", "")
    project.replace(
        MACHINE, "- there are MCR Microsoft Miniconda Docker images", "- runs in browsers"
    )
    project.replace(DRAGONS, "# Thar Be Dragons: Ethical", "# Here Be Dragons: Ethical")
    project.replace(READING, "- Mojo {cite:p}`mojo`\n", "")
    assert project.faults() == sorted(
        [
            f'{at(READING, "- MicroPython")}: raw line 374 has no note: "Mojo"',
            f"{at(COILED, 'yay')}: raw line 291 is used twice, first in {PANDAS_OUT}: "
            '"yay dataframes"',
            f"{at(COILED, 'Meson')}: raw line 302 stands here but belongs to {NUMPY}: "
            '"`numpy` is switching their build system to Meson"',
            f'{at(COILED, "clusters")}: the note "clusters are nice" has no raw line',
            f'{at(DUCKDB, "super-mega")}: raw line 126 has no note: "SQLite is a row-oriented database"',
            f'{at(DUCKDB, "house boat")}: raw line 124 is used twice: "he lives on a house boat in Amsterdam"',
            f'{at(METPY, "# Weather")}: the title "Weather in Python" was not made from '
            'raw line 255: "G. MetPy"',
            f'{at(PYSCRIPT, "# PyScript")}: raw line 268 has no note: "WASM"',
            f'{at(PYSCRIPT, "# PyScript")}: raw line 269 has no note: "MicroPython"',
            *(
                f"{at(page, name)}: the addition '{name}' is about raw line {line}, "
                "which has no note here"
                for page, name, line in (
                    (NUMPY, "meson", 302),
                    (PYSCRIPT, "what-runs-it", 268),
                    (PYSCRIPT, "what-runs-it", 269),
                )
            ),
            f"{at(DRAGONS, '# Here')}: raw line 98 has no title, so the page's title must be the "
            "programme's, not \"Here Be Dragons: Ethical, Legal, and Policy Challenges When "
            'Measuring Open Source"',
            f"{at(PARALLELISM, '`OPENBLAS')}: the note of raw line 69 is out of order: "
            '"OPENBLAS_NUM_THREADS"',
            f"{at(PARALLELISM, 'just one file')}: the note of raw line 75 is out of order: "
            '"`threadpoolctl` is just one file"',
            f'{at(PARALLELISM, "wut")}: the note of raw line 89 is nested 0 deep, the raw line 1: "wut"',
            f"{at(MACHINE, 'containers.dev> ')}: raw line 263 has no note: "
            '"there are mcr Microsoft miniconda docker iimages"',
            f'{at(MACHINE, "- runs")}: the note "runs in browsers" has no raw line',
        ]
    )


def test_pages_that_are_missing_or_claim_the_heading_of_another(project, at):
    project.write(PYSCRIPT, "")  # nobody knows then what is missing
    assert project.faults() == [f"{PYSCRIPT}:1: the front matter is missing"]
    project.remove(PYSCRIPT)
    assert project.faults() == [
        f"{at('docs/days/day-2.md', 'pyscript')}: 'talks/pyscript' is listed but there is no such "
        "page (did you mean 'talks/pyvista'?)",
        "notes/scipy-2023.md:266: raw line 266 and the 2 notes below it are on no page: "
        '"### I. Lightning Talks - pyscript"',
    ]
    project.replace(METPY, "raw_line: 255", "raw_line: 260")
    said = f"{at(MACHINE, 'raw_line')}: raw line 260 is used twice, first by {METPY}"
    assert said in project.faults()


def test_a_bullet_that_is_not_a_note(project, at):
    """No bullet can take the address of another."""
    for old, new in (
        ("- speaker: Thomas", ":::{note}\n- mine\n:::\n\n- speaker: Thomas"),
        ("- scikit-learn is already", "\n> - scikit-learn is already"),
        ("- configuration", "\n1. configuration"),
        ("- `threadpoolctl` is", "\n| a |\n|---|\n| b |\n\n- `threadpoolctl` is"),
        ('- "consistent', '\n```{danger}\n- danger\n```\n\n- "consistent'),
        ("- some parallel", "\n## More\n\n- some parallel"),
        ("- `intel-openmp` wheels are available on PyPI\n", ""),
        ("    - wut\n", "    - wut\n    - > quoted\n"),
        (":::{addition} openblas-issue\n:lines: 80\n", ADDITION),
    ):
        project.replace(PARALLELISM, old, new)
    nogil = "scikit-learn is already testing against Meta's nogil version of Python"
    stray = "is neither a note nor an addition"
    assert project.faults() == sorted(
        [
            f'{at(PARALLELISM, ":::{note}")}: "mine" {stray}',
            f'{at(PARALLELISM, "> - scikit")}: "{nogil}" {stray}',
            f'{at(PARALLELISM, "1. conf")}: "configuration (Python functions)" {stray}',
            f'{at(PARALLELISM, "| a |")}: "a" {stray}',
            f'{at(PARALLELISM, "```{danger}")}: "danger" {stray}',
            f'{at(PARALLELISM, "## More")}: "More" {stray}',
            f'{at(PARALLELISM, "> quoted")}: "quoted" {stray}',
            f'{at(PARALLELISM, "> quoted")}: the note "quoted" has no raw line',
            f"{at(PARALLELISM, 'installing from')}: raw line 86 has no note: "
            '"`intel-openmp` wheels are available on PyPI"',
        ]
    )


def test_raw_notes_that_were_edited(tmp_path):
    """A line more or less moves every heading below it."""
    project = mini_project(tmp_path)
    project.replace("notes/raw.md", "- on treees\n", "")
    assert project.faults() == [
        f"{READING}:2: raw line 17 is no heading of notes/raw.md",
        'docs/talks/first.md:12: the note "on trees" has no raw line',
        "docs/talks/second.md:12: the addition 'both' is about raw line 14, which has no note here",
        "docs/talks/second.md:3: raw line 11 is no heading of notes/raw.md",
        "notes/raw.md:10: raw line 10 and the 3 notes below it are on no page: "
        '"### B. Second things"',
        'notes/raw.md:16: raw line 16 and the 1 notes below it are on no page: "## Things to read"',
    ]
    project.replace("notes/raw.md", "    - and leaves\n", "- on treees\n    - and leaves\n- new\n")
    assert 'docs/talks/first.md:13: raw line 10 has no note: "new"' in project.faults()


def test_raw_bullets_outside_talks_have_to_stand_on_the_page_of_their_heading(tmp_path):
    """Be it home, a day, or another page that claims a heading."""
    project = mini_project(tmp_path)
    pages = {
        "docs/index.md": ("# Mini\n", "rain"),
        "docs/days/day-1.md": ("## Day 1\n", "coffee"),
        "docs/more.md": ("## More\n", "tea"),
    }
    project.write("notes/raw.md", project.read("notes/raw.md") + "\n## More\n\n")
    project.replace("docs/index.md", "projects\n", "projects\nmore\n")
    project.write("docs/more.md", "---\nraw_line: 21\n---\n\n# More\n")
    for heading, note in pages.values():
        project.replace("notes/raw.md", f"{heading}\n", f"{heading}- {note}\n")
    assert project.faults() == [
        'docs/days/day-1.md:7: raw line 4 has no note: "coffee"',
        'docs/index.md:9: raw line 2 has no note: "rain"',
        'docs/more.md:5: raw line 22 has no note: "tea"',
    ]
    for path, (_, note) in pages.items():
        project.write(path, f"{project.read(path)}\n- {note}\n")
    assert project.faults() == []

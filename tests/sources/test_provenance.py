"""Nothing is lost: pages, changed in every way that could lose, repeat or move a note."""

from collections.abc import Iterator

import pytest

from tests.project import Project, mini_project, whole_project

COILED = "docs/talks/coiled.md"
DRAGONS = "docs/talks/thar-be-dragons.md"
DUCKDB = "docs/talks/duckdb.md"
MACHINE = "docs/talks/works-on-my-machine.md"
METPY = "docs/talks/metpy.md"
NUMPY = "docs/talks/numpy.md"
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


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def told(project: Project) -> list[str]:
    """Return the faults, sorted: with what stands in a line instead of its number."""
    found = []
    for fault in project.faults():
        path, number, message = fault.split(":", 2)
        line = project.read(path).splitlines()[int(number) - 1]
        found.append(f"{path}: {line.strip()[:20]}:{message}")
    return sorted(found)


def test_notes_that_are_lost_repeated_moved_or_changed(project):
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
    project.replace(MACHINE, "there are MCR Microsoft Miniconda Docker images", "runs in browsers")
    project.replace(DRAGONS, "# Thar Be Dragons: Ethical", "# Here Be Dragons: Ethical")
    project.replace(READING, "- Mojo {cite:p}`mojo`\n", "")
    assert told(project) == lines("""
docs/reading-list.md: - MicroPython {cite:: raw line 374 has no note: "Mojo"
docs/talks/coiled.md: - `numpy` is switchi: raw line 302 stands here but belongs to docs/talks/numpy.md: "`numpy` is switching their build system to Meson"
docs/talks/coiled.md: - clusters are nice: the note "clusters are nice" has no raw line
docs/talks/coiled.md: - yay dataframes: raw line 291 is used twice, first in docs/talks/scikit-learn-pandas-out.md: "yay dataframes"
docs/talks/duckdb.md: - "we're not super-m: raw line 126 has no note: "SQLite is a row-oriented database"
docs/talks/duckdb.md: - he lives on a hous: raw line 124 is used twice: "he lives on a house boat in Amsterdam"
docs/talks/metpy.md: # Weather in Python: the title "Weather in Python" was not made from raw line 255: "G. MetPy"
docs/talks/numpy.md: :::{addition} meson: the addition 'meson' is about raw line 302, which has no note here
docs/talks/pyscript.md: # PyScript: raw line 268 has no note: "WASM"
docs/talks/pyscript.md: # PyScript: raw line 269 has no note: "MicroPython"
docs/talks/pyscript.md: :::{addition} what-r: the addition 'what-runs-it' is about raw line 268, which has no note here
docs/talks/pyscript.md: :::{addition} what-r: the addition 'what-runs-it' is about raw line 269, which has no note here
docs/talks/thar-be-dragons.md: # Here Be Dragons: E: raw line 98 has no title, so the page's title must be the programme's, not "Here Be Dragons: Ethical, Legal, and Policy Challenges When Measuring Open Source"
docs/talks/too-much-parallelism.md: - `OPENBLAS_NUM_THRE: the note of raw line 69 is out of order: "OPENBLAS_NUM_THREADS"
docs/talks/too-much-parallelism.md: - `threadpoolctl` is: the note of raw line 75 is out of order: "`threadpoolctl` is just one file"
docs/talks/too-much-parallelism.md: - wut: the note of raw line 89 is nested 0 deep, the raw line 1: "wut"
docs/talks/works-on-my-machine.md: - <https://container: raw line 263 has no note: "there are mcr Microsoft miniconda docker iimages"
docs/talks/works-on-my-machine.md: - runs in browsers: the note "runs in browsers" has no raw line
""")


def test_pages_that_are_missing_or_claim_the_heading_of_another(project):
    project.write(PYSCRIPT, "")  # nobody knows then what is missing
    assert project.faults() == [f"{PYSCRIPT}:1: the front matter is missing"]
    project.remove(PYSCRIPT)
    assert told(project) == lines("""
docs/days/day-2.md: ../talks/pyscript: 'talks/pyscript' is listed but there is no such page (did you mean 'talks/pyvista'?)
notes/scipy-2023.md: ### I. Lightning Tal: raw line 266 and the 2 notes below it are on no page: "### I. Lightning Talks - pyscript"
""")
    project.replace(METPY, "raw_line: 255", "raw_line: 260")
    said = f"{MACHINE}: raw_line: 260: raw line 260 is used twice, first by {METPY}"
    assert said in told(project)


def test_a_bullet_that_is_not_a_note(project):
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
    assert told(project) == lines("""
docs/talks/too-much-parallelism.md: ## More: "More" is neither a note nor an addition
docs/talks/too-much-parallelism.md: - > quoted: "quoted" is neither a note nor an addition
docs/talks/too-much-parallelism.md: - > quoted: the note "quoted" has no raw line
docs/talks/too-much-parallelism.md: - so installing from: raw line 86 has no note: "`intel-openmp` wheels are available on PyPI"
docs/talks/too-much-parallelism.md: 1. configuration (Py: "configuration (Python functions)" is neither a note nor an addition
docs/talks/too-much-parallelism.md: :::{note}: "mine" is neither a note nor an addition
docs/talks/too-much-parallelism.md: > - scikit-learn is : "scikit-learn is already testing against Meta's nogil version of Python" is neither a note nor an addition
docs/talks/too-much-parallelism.md: ```{danger}: "danger" is neither a note nor an addition
docs/talks/too-much-parallelism.md: | a |: "a" is neither a note nor an addition
""")


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

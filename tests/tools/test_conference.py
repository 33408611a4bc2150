"""Raw notes become the pages of a conference: each line on one of them, as typed; or it is told."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conference.model.raw_notes import parse_raw_notes
from tests.helpers import as_typed, parse
from tests.project import Project, other_project, whole_project
from tools.build import ROOT
from tools.conference import main

RAW = ROOT / "notes" / "scipy-2023.md"
# What people type into a file in a hurry, and what other programs write.
NASTY = """\
# Trees 2031 ###

typed on a phone

## Monday

it rained

### 1. Keynote - About *trees* & `leaves`

speakers: A.D.A. Lovelace, Nobody Known
- two spaces, then a tab:
  - two
\t- tab
* star
+ plus
1. one
2) two
plain, see http://example.org/a_b_c.
  indented
> a quote
#### a heading of the fourth level
- # not a heading
- - not a list
- <script>alert(1)</script> <b>
- {cite:p}`missing` [^1] [a](b) ![c](d)
- &amp; a\\*b __init__ 2*3*4 `code`
- % comment
- (label)=
-glued
-

```python
def tree(x):

    # no heading
    return `x`
```

| a | b |
|---|:-:|
| 1 | 2 |

---

### Lightning talks - 木について
- 葉
    - 1
        - 2
            - 3
                - 4
### Lightning talks - 木について
- 根

## Tuesday (wet)
### Keynote: [Weißbier](https://example.org/) w/ Priya N.
- see [the slides](https://example.org/a_b), and __init__ too
- ```py
  x = 1
  ```
### index
### Last words
## Things to read
- "a book"
## People
- soup
"""


def make(project: Project, raw: bytes, name: str = "Trees 2031") -> int:
    (project.root / "notes").mkdir(exist_ok=True)
    file = project.root / "notes" / "trees.md"
    file.write_bytes(raw)
    return main([str(file), name, "2031-05-01", "--docs", str(project.folders.docs)])


def empty_project(root) -> Project:
    """Return a project as 'A site of your own' in CONTRIBUTING has it: settings, no pages."""
    project = Project(root)
    project.write("docs/conf.py", (ROOT / "docs/conf.py").read_text("utf-8"))
    shutil.copytree(ROOT / "docs/_extra", root / "docs/_extra")
    return project


def signs(text: str) -> str:
    """Return a text without what shows as emphasis, code, a link or a set quote, and without spaces."""
    return re.sub(r"[*_`<>\s\"']", "", as_typed(text))


def check_notes(project: Project, path: str) -> dict[str, dict[str, str]]:
    """Hold every line of the raw notes against the built pages; return the data of the talks."""
    notes, faults = parse_raw_notes((project.root / path).read_bytes().decode(), path)
    assert faults == []
    site = project.folders.site
    shown: dict[tuple[str, str], list[Path]] = {}
    for file in site.rglob("*.html"):
        if "raw-notes" not in file.parts:
            for item in parse(file).select("li.note"):
                own = "".join(str(part) for part in item.p.find_all(string=True))
                shown.setdefault((str(item["id"]), signs(own)), []).append(file)
    for line in notes.lines.values():
        if line.is_noted:
            assert len(shown.pop((f"line-{line.number}", signs(line.text)), ())) == 1, line
    data = json.loads((site / "talks.json").read_text("utf-8"))
    return {talk["slug"]: talk for talk in data["talks"]}


@pytest.mark.parametrize(
    "form", [NASTY, "\ufeff" + NASTY.replace("\n", "\r\n")], ids=["LF", "CRLF"]
)
def test_a_conference_alone_has_every_line_as_it_was_typed(tmp_path, form):
    project = empty_project(tmp_path)
    assert make(project, form.encode()) == 0
    assert project.build() == 0
    talks = check_notes(project, "notes/trees.md")
    monday, tuesday = ("Monday", "2031-05-01"), ("Tuesday (wet)", "2031-05-02")
    assert {slug: (one["kind"], one["day"], one["date"]) for slug, one in talks.items()} == {
        "about-trees-leaves": ("keynote", *monday),
        "talk-46": ("lightning", *monday),
        "talk-52": ("lightning", *monday),
        "weissbier-w-priya-n": ("keynote", *tuesday),
        "index-2": ("talk", *tuesday),
        "last-words": ("talk", *tuesday),
    }
    for file in project.folders.site.rglob("*.html"):
        assert "SciPy" not in file.read_text("utf-8")


def test_the_raw_notes_of_this_site_are_on_the_pages_made_of_them(tmp_path):
    """Titles too, or the build would fail."""
    project = empty_project(tmp_path)
    assert make(project, RAW.read_bytes(), "SciPy 2023") == 0
    assert project.build() == 0
    check_notes(project, "notes/trees.md")


def test_a_conference_beside_another(tmp_path, capsys):
    project = other_project(tmp_path)
    project.replace("docs/index.md", "# Mini\n", "# Mini\n\n```{conferences}\n```\n")
    assert project.build() == 0
    before = {name for name in project.files() if name.endswith(".html")}
    assert make(project, NASTY.encode()) == 0
    said = capsys.readouterr().out
    assert "is 'A.D.A. Lovelace' the same as Ada Lovelace?" in said
    assert project.build() == 0
    assert before < set(project.files())  # no address moved
    talks = check_notes(project, "notes/trees.md")
    assert {talk["conference"] for talk in talks.values()} == {"Mini 2030", "Trees 2031"}
    site = project.folders.site
    page = parse(site / "trees-2031/talks/about-trees-leaves/index.html")
    assert page.select_one(".eyebrow").a.text == "Trees 2031, Monday"
    assert page.select("meta[name=description][content*='Trees 2031']")
    header = [link.text for link in page.select(".navbar-header-items .nav-link[href]")]
    assert header[:3] == ["Trees 2031", "Monday", "Tuesday (wet)"]
    assert "Day 1" not in header
    home = parse(site / "index.html")
    assert home.select_one('article a[href="trees-2031/"]').parent.text.startswith("Trees 2031: ")
    records = (site / "search-records.js").read_text("utf-8")
    assert '"days":["Mini 2030","Mini 2030, Day 1","Trees 2031",' in records
    sources, clean = project.files(project.folders.docs), project.files()
    project.write("docs/trees-2031/talks/last-words.md", "edited")
    assert make(project, NASTY.encode(), "Other") == 1  # the edited page has lost its raw line
    project.remove("docs/trees-2031/talks/last-words.md")
    for _ in range(2):
        assert make(project, NASTY.encode(), "Other") == 0
        assert project.files(project.folders.docs) == sources
    assert project.build() == 0
    assert project.files() == clean
    shutil.rmtree(project.folders.docs / "trees-2031")
    assert project.build() == 0
    assert not (site / "trees-2031").exists()


def test_only_the_page_that_is_missing_is_written(tmp_path, capsys):
    project = whole_project(tmp_path)
    project.remove("docs/talks/metpy.md")
    before = project.files(tmp_path)
    command = [str(tmp_path / "notes/scipy-2023.md"), "SciPy 2023", "2023-07-12"]
    assert main([*command, "--docs", str(project.folders.docs)]) == 0
    said = capsys.readouterr().out
    assert re.findall(r"wrote .*docs/(\S+)", said) == ["talks/metpy.md"]
    assert before.items() < project.files(tmp_path).items()


TALK = b"# T\n## Day 1\n### A. t\n- n\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"caf\xe9", "raw.md: cannot be read"),
        (None, "raw.md: cannot be read"),
        (b"", "raw.md:1: no heading"),
        (b"no heading\n", "raw.md:1: raw line 1 is above the first heading"),
        (b"# T\n", "raw.md:1: no talks"),
        (b"## Day 1\n### A. t\n", "raw.md:1: a heading above the title"),
        (b"# T\n### A. t\n", "raw.md:2: a talk below no day"),
        (TALK + b"# U\n", "raw.md:5: a second title"),
        (TALK + b"###B. lost\n", "raw.md:5: raw line 5 is nearly a heading"),
        (TALK + b"Underlined\n=====\n", "raw.md:6: raw line 6 makes a heading"),
        (TALK + b"```\n### B. lost\n", "raw.md:5: raw line 5 begins code that has no end"),
    ],
)
def test_what_cannot_be_pages_is_a_message(tmp_path, capsys, content, message):
    file = tmp_path / "raw.md"
    if content is not None:
        file.write_bytes(content)
    assert main([str(file), "T 2030", "2030-05-01", "--docs", str(tmp_path / "docs")]) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize("name", ["", "People", "days", "Index", "Folder"])
def test_no_conference_takes_the_place_of_something_else(tmp_path, capsys, name):
    project = other_project(tmp_path)
    (tmp_path / "docs/folder").mkdir()
    before = project.files(project.folders.docs)
    assert make(project, NASTY.encode(), name) == 1
    assert "Fix: " in capsys.readouterr().err
    assert project.files(project.folders.docs) == before

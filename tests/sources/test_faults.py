"""Wrong input of every kind: one message per fault, with file, line and fix; the old site stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.project import Project, mini_project

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = "docs/talks/first.md"
SECOND = "docs/talks/second.md"
DAY = "docs/days/day-1.md"
PEOPLE = "docs/_data/people.yaml"
PAGE = "docs/people.md"
BIB = "docs/references.bib"

SOURCE = " [conference.source]"


def replace(path: str, old: str, new: str) -> Callable[[Project], None]:
    return lambda project: project.replace(path, old, new)


def on_page(text: str) -> Callable[[Project], None]:
    return lambda project: project.replace(PAGE, "# People\n", f"# People\n\n{text}\n")


def append(path: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.write(path, project.read(path) + text)


def write(path: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.write(path, text)


def reading(*fields: str) -> Callable[[Project], None]:
    """Give the mini site's reading item these fields."""
    return replace(BIB, "  keywords = {book},\n", "\n".join(["  keywords = {book},", *fields, ""]))


def both(*changes: Callable[[Project], None]) -> Callable[[Project], None]:
    def change(project: Project) -> None:
        for one in changes:
            one(project)

    return change


def second_day(project: Project) -> None:
    project.write("notes/raw.md", project.read("notes/raw.md") + "\n## Day 2\n")
    day = project.read(DAY).replace("raw_line: 3", "raw_line: 21").replace("../talks/first\n", "")
    project.write("docs/days/day-2.md", day.replace("Day 1", "Day 2"))
    project.replace("docs/index.md", "people\n", "days/day-2\npeople\n")


def latin_1(project: Project) -> None:
    text = project.read(FIRST).replace("trees", "tr\u00e9es")
    (project.root / FIRST).write_bytes(text.encode("latin-1"))


FAULTS: dict[str, tuple[Callable[[Project], None], str]] = {
    # Front matter
    "an unknown key": (
        replace(FIRST, "raw_line: 5", "raw_line: 5\nspeeker: ada"),
        f"{FIRST}:4: WARNING: unknown key 'speeker' (did you mean 'speakers'?). "
        "Fix: a talk page may have: kind, raw_line, speakers, programme, links, left_out.",
    ),
    "a missing key": (
        replace(FIRST, "kind: keynote\n", ""),
        f"{FIRST}:2: WARNING: the key 'kind' is missing. Fix: add 'kind:'.",
    ),
    "a key of the wrong type": (
        replace(FIRST, "raw_line: 5", "raw_line: five"),
        f"{FIRST}:3: WARNING: 'raw_line' must be a whole number from 1. "
        "Fix: correct the value of 'raw_line'.",
    ),
    "a key that stands twice": (
        replace(FIRST, "raw_line: 5", "raw_line: 5\nraw_line: 5"),
        f"{FIRST}:4: WARNING: the key 'raw_line' stands twice, first on line 3. "
        "Fix: keep one of the two.",
    ),
    "a key below a list that is unknown": (
        replace(FIRST, "source: notes", "source: notes\n    rule: chair"),
        f"{FIRST}:7: WARNING: unknown key 'rule'. "
        "Fix: an item of 'speakers' may have: person, source.",
    ),
    "a day without a date": (
        replace(DAY, "held_on: 2023-07-12", "held_on: yesterday"),
        f"{DAY}:3: WARNING: 'held_on' must be a date such as 2023-07-12. "
        "Fix: correct the value of 'held_on'.",
    ),
    "an address without https": (
        replace(FIRST, "raw_line: 5", "raw_line: 5\nlinks:\n  - kind: video\n    url: youtube.com"),
        f"{FIRST}:6: WARNING: 'url' must be an address that starts with https://. "
        "Fix: correct the value of 'url'.",
    ),
    "no front matter": (
        write(FIRST, "# First things\n"),
        f"{FIRST}:1: WARNING: the front matter is missing. "
        "Fix: a talk page starts with ---, kind, ---.",
    ),
    "broken YAML on a page": (
        replace(FIRST, "kind: keynote", "kind: [keynote"),
        f"{FIRST}:2: WARNING: the YAML is broken: expected ',' or ']', but got ':'. "
        "Fix: correct the indentation, colon or quote there.",
    ),
    "an unknown kind": (
        replace(FIRST, "kind: keynote", "kind: keynot"),
        f"{FIRST}:2: WARNING: unknown kind 'keynot' (did you mean 'keynote'?). "
        "Fix: use one of: keynote, plenary, talk, lightning.",
    ),
    "a page that is not UTF-8": (
        latin_1,
        f"{FIRST}:12: WARNING: the file is not UTF-8 (byte 0xe9). Fix: save it in UTF-8.",
    ),
    # People
    "a person not in the registry": (
        replace(FIRST, "person: ada-lovelace", "person: ada-lovelac"),
        f"{FIRST}:5: WARNING: unknown person 'ada-lovelac' (did you mean 'ada-lovelace'?). "
        f"Fix: correct the key, or add the person to {PEOPLE}.",
    ),
    "a speaker from an unknown source": (
        replace(FIRST, "source: notes", "source: note"),
        f"{FIRST}:6: WARNING: unknown source 'note' (did you mean 'notes'?). "
        "Fix: use one of: notes, programme.",
    ),
    "a person who never speaks": (
        append(PEOPLE, "bob:\n  name: Bob\n"),
        f"{PEOPLE}:5: WARNING: 'Bob' never speaks. "
        "Fix: add 'bob' to the speakers of a talk, or remove the entry.",
    ),
    "a speaker whom the notes do not name": (
        replace(PEOPLE, "  spellings:\n    - ada lovelce\n", ""),
        f"{FIRST}:5: WARNING: the raw lines of this talk do not name 'Ada Lovelace'. "
        "Fix: use 'source: programme', or add the spelling of the notes to the person.",
    ),
    "two people with one spelling": (
        both(
            append(PEOPLE, "ada-l:\n  name: Ada Lovelace\n"),
            replace(
                SECOND,
                "raw_line: 11",
                "raw_line: 11\nspeakers:\n  - person: ada-l\n    source: programme",
            ),
        ),
        f"{PEOPLE}:5: WARNING: 'ada-lovelace' and 'ada-l' both claim the spelling 'Ada Lovelace'. "
        "Fix: keep it in one of the two.",
    ),
    "broken YAML in the registry": (
        replace(PEOPLE, "  name: Ada", '  name: "Ada'),
        f"{PEOPLE}:2: WARNING: the YAML is broken: found unexpected end of stream. "
        "Fix: correct the indentation, colon or quote there.",
    ),
    "no registry": (
        lambda project: project.remove(PEOPLE),
        f"{PEOPLE}:1: WARNING: the file is missing. Fix: restore it from git.",
    ),
    # Days
    "a talk in no day": (
        replace(DAY, "../talks/second\n", ""),
        f"{SECOND}:1: WARNING: the talk is in no day. "
        "Fix: add '../talks/second' to the toctree of its day.",
    ),
    "a talk in two days": (
        second_day,
        "docs/days/day-2.md:18: WARNING: the talk 'talks/second' is listed twice, "
        f"first in {DAY}:19. Fix: keep one of the two entries.",
    ),
    "a talk that is listed but absent": (
        replace(DAY, "../talks/second\n", "../talks/second\n../talks/secont\n"),
        f"{DAY}:20: WARNING: 'talks/secont' is listed but there is no such page "
        "(did you mean 'talks/second'?). Fix: correct the entry, or remove it.",
    ),
    "a talk outside the days": (
        both(
            replace(DAY, "../talks/second\n", ""),
            replace("docs/index.md", "people\n", "talks/second\npeople\n"),
        ),
        "docs/index.md:13: WARNING: the talk 'talks/second' is listed outside a day. "
        "Fix: list it in a page below days/.",
    ),
    "two talks with one slug": (
        lambda project: project.write("docs/talks/second/index.md", project.read(SECOND)),
        "docs/talks/second/index.md:1: WARNING: two talks have the slug 'second': "
        f"this one and {SECOND}. Fix: rename one of the two files.",
    ),
    "a file name that is no slug": (
        both(
            lambda project: project.rename(SECOND, "docs/talks/Second_talk.md"),
            replace(DAY, "../talks/second", "../talks/Second_talk"),
        ),
        "docs/talks/Second_talk.md:1: WARNING: 'Second_talk' is not a slug. "
        "Fix: name the file talks/<slug>.md, with lower-case letters, digits and hyphens.",
    ),
    # Reading items
    "an unknown citation key": (
        replace(SECOND, "{cite:p}`book`", "{cite:p}`boook`"),
        f"{SECOND}:8: WARNING: unknown citation key 'boook' (did you mean 'book'?). "
        f"Fix: correct the key, or add the entry to {BIB}.",
    ),
    "an entry without a title": (
        replace(BIB, "  title = {{A Book}},\n", ""),
        f"{BIB}:1: WARNING: the entry 'book' has no title. "
        "Fix: add title = {…}: the proper name, in braces where no style may lowercase it.",
    ),
    "an entry without an address": (
        replace(BIB, "  url = {https://example.org/book},\n", ""),
        f"{BIB}:1: WARNING: the entry 'book' has no url. "
        "Fix: add url = {…}: the address of the item.",
    ),
    "an entry in no known group": (
        replace(BIB, "keywords = {book}", "keywords = {books}"),
        f"{BIB}:1: WARNING: the entry 'book' has the unknown keywords 'books' "
        "(did you mean 'book'?). Fix: use one of: book, article, pep, standard, legislation, "
        "software, site, concept.",
    ),
    "a group that the page does not list": (
        replace(BIB, "keywords = {book}", "keywords = {article}"),
        "docs/reading-list.md:1: WARNING: no bibliography lists the reading items of the group "
        "'article'. Fix: add a bibliography with :filter: keywords % \"article\".",
    ),
    "a key that two entries have": (
        lambda project: project.write(BIB, project.read(BIB) * 2),
        f"{BIB}:8: WARNING: the key 'book' stands twice, first on line 1. "
        "Fix: give one of the two another key.",
    ),
    "BibTeX that does not parse": (
        replace(BIB, "title = {{A Book}}", "title = {{A Book"),
        f"{BIB}:7: WARNING: the BibTeX does not parse: premature end of file. "
        "Fix: correct the brace, comma or quote there.",
    ),
    "an unknown readstatus": (
        reading("readstatus = {reed},", "readdate = {2023-07-31},"),
        f"{BIB}:1: WARNING: the entry 'book' has the unknown readstatus 'reed' "
        "(did you mean 'read'?). Fix: use one of: skimmed, read; an entry without readstatus is "
        "not read yet.",
    ),
    "a readstatus without its date": (
        reading("readstatus = {read},"),
        f"{BIB}:1: WARNING: the entry 'book' has a readstatus but no readdate. "
        "Fix: add readdate = {…}: the day the status changed, such as 2023-07-31.",
    ),
    "a readdate that is no date": (
        reading("readstatus = {read},", "readdate = {2023-02-30},"),
        f"{BIB}:1: WARNING: the entry 'book' has the readdate '2023-02-30', which is not a date. "
        "Fix: write it as year, month and day, such as 2023-07-31.",
    ),
    "a readdate that biblatex does not read": (
        reading("readstatus = {read},", "readdate = {20230731},"),
        f"{BIB}:1: WARNING: the entry 'book' has the readdate '20230731', which is not a date. "
        "Fix: write it as year, month and day, such as 2023-07-31.",
    ),
    "a verdict on what is not read": (
        reading("annotation = {Long.},"),
        f"{BIB}:1: WARNING: the entry 'book' has annotation but no readstatus. "
        "Fix: add readstatus = {…}: skimmed or read.",
    ),
    "a date of no status": (
        reading("readdate = {2023-07-31},"),
        f"{BIB}:1: WARNING: the entry 'book' has readdate but no readstatus. "
        "Fix: add readstatus = {…}: skimmed or read.",
    ),
    "no references": (
        lambda project: project.remove(BIB),
        f"{BIB}:1: WARNING: the file is missing. Fix: restore it from git.",
    ),
    # Links and directives
    "a link to no page": (
        on_page("[x](nowhere.md)"),
        f"{PAGE}:3: WARNING: 'myst' cross-reference target not found: 'nowhere.md'. "
        "Fix: correct the link, or the heading or page that it points to. [myst.xref_missing]",
    ),
    "a link to no anchor": (
        on_page("[x](#nowhere)"),
        f"{PAGE}:3: WARNING: 'myst' cross-reference target not found: 'nowhere'. "
        "Fix: correct the link, or the heading or page that it points to. [myst.xref_missing]",
    ),
    "a link to no anchor of another page": (
        on_page("[x](talks/first.md#nowhere)"),
        f"{PAGE}:3: WARNING: local id not found in doc 'talks/first': 'nowhere'. "
        "Fix: correct the link, or the heading or page that it points to. [myst.xref_missing]",
    ),
    "a page that others lead to is gone": (
        both(
            lambda project: project.remove("docs/projects.md"),
            replace("docs/index.md", "projects\n", ""),
            replace(
                "docs/_data/projects.yaml", "spellings: [OMP_NUM_THREADS]", "spellings: [trees]"
            ),
        ),
        f"{FIRST}:12: WARNING: conference:project reference target not found: openmp. "
        "Fix: correct the name that the role refers to, or restore the page that it is on. "
        "[ref.project]",
    ),
    "a missing image": (
        on_page("![x](nowhere.png)"),
        f"{PAGE}:3: WARNING: image file not readable: nowhere.png. "
        "Fix: correct the path, or add the image. [image.not_readable]",
    ),
    "an unknown directive": (
        replace(PAGE, "{people}", "{peeple}"),
        f"{PAGE}:3: WARNING: Unknown directive type: 'peeple'. "
        "Fix: correct the name of the directive. [myst.directive_unknown]",
    ),
    "an unknown role": (
        on_page("{coumt}`talks`"),
        f'{PAGE}:3: WARNING: Unknown interpreted text role "coumt". '
        "Fix: correct the name of the role. [myst.role_unknown]",
    ),
    "something that is not counted": (
        on_page("{count}`talkz`"),
        f"{PAGE}:3: ERROR: 'talkz' cannot be counted. "
        "Fix: use one of: talks, notes, people, projects, reading. [docutils]",
    ),
    "a quoted note that is not there": (
        on_page("```{quoted-notes} 99\n```"),
        f"{PAGE}:3: WARNING: no talk has a note of raw line 99. Fix: use the number in a note's id.",
    ),
    "the summary of no day": (
        on_page("```{day-summary} days/day-9\n```"),
        f"{PAGE}:3: ERROR: 'days/day-9' is not a day. Fix: use a page such as days/day-1. [docutils]",
    ),
    # Additions
    "an addition without a source": (
        replace(SECOND, ":source: https://example.org/threads\n", ""),
        f"{SECOND}:12: ERROR: the addition 'both' has no source. "
        "Fix: add ':source:' with the address. [docutils]",
    ),
    "an addition with the id of a note": (
        replace(SECOND, "{addition} both", "{addition} line-13"),
        f"{SECOND}:12: ERROR: 'line-13' cannot be the id of an addition. Fix: use lower-case "
        "letters, digits and hyphens, and no 'line-' in front. [docutils]",
    ),
    "an addition about a line of another page": (
        replace(SECOND, ":lines: 14", ":lines: 7"),
        f"{SECOND}:12: WARNING: the addition 'both' is about raw line 7, which has no note here. "
        "Fix: correct ':lines:'.",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name, tmp_path, capsys):
    change, message = FAULTS[name]
    project = mini_project(tmp_path)
    project.folders.site.mkdir()
    (project.folders.site / "index.html").write_text("the last good site")
    change(project)

    assert project.build() == 1

    said = [line for line in capsys.readouterr().err.splitlines() if line]
    if not message.endswith("]"):
        message += SOURCE
    assert said == [
        message,
        "The build failed; the messages above say why. _site/ is as it was.",
    ]
    assert list(project.files()) == ["index.html"]
    assert (project.folders.site / "index.html").read_text() == "the last good site"


def test_all_faults_are_reported_in_one_run(tmp_path, capsys):
    project = mini_project(tmp_path)
    names = (
        "an unknown kind",
        "a talk that is listed but absent",
        "an unknown citation key",
        "a link to no page",
        "an addition without a source",
        "a day without a date",
    )
    for name in names:
        FAULTS[name][0](project)
    assert project.build() == 1
    said = capsys.readouterr().err
    for name in names:
        assert FAULTS[name][1] in said
    assert said.count("Fix:") == len(names)


def test_a_second_build_finds_the_same_faults(tmp_path, capsys):
    """Sphinx warns only of what it reads again, which after a failed build is everything."""
    project = mini_project(tmp_path)
    FAULTS["a link to no page"][0](project)
    assert project.build() == 1
    first = capsys.readouterr().err
    assert project.build() == 1
    assert capsys.readouterr().err == first


def test_plain_sphinx_fails_too(tmp_path, capsys):
    """Faults of the sources fail a build also without -W."""
    from sphinx.cmd.build import build_main

    project = mini_project(tmp_path)
    FAULTS["an unknown kind"][0](project)
    with pytest.raises(SystemExit, match="1"):
        build_main(["-q", str(tmp_path / "docs"), str(tmp_path / "out")])
    assert "unknown kind" in capsys.readouterr().err


def test_an_unwritable_site_is_a_message(tmp_path, capsys):
    from tools.build import main

    project = mini_project(tmp_path)
    (tmp_path / "blocked").write_text("a file, no folder")
    arguments = ["--docs", str(project.folders.docs), "--work", str(project.folders.work)]
    assert main([*arguments, "--site", str(tmp_path / "blocked" / "_site"), "-q"]) == 1
    assert "A file could not be read or written:" in capsys.readouterr().err

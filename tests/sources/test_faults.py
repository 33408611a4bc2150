"""Wrong input of every kind: one message per fault, with file, line and fix; the old site stays.

Each test breaks a site in many places at once: all faults are told in one run, and nothing else is.
"""

import pytest

from tests.project import mini_project

FIRST = "docs/talks/first.md"
SECOND = "docs/talks/second.md"
PAGE = "docs/people.md"
DAY = "docs/days/day-1.md"
PEOPLE = "docs/_data/people.yaml"
PROJECTS = "docs/_data/projects.yaml"
REDIRECTS = "docs/_data/redirects.yaml"
RELATED = "docs/_data/related_words.yaml"
BIB = "docs/references.bib"


@pytest.fixture
def project(tmp_path):
    """Return the mini site, with a last good site that stands already."""
    project = mini_project(tmp_path)
    project.write("_site/index.html", "the last good site")
    return project


@pytest.fixture
def told(project, capsys):
    """Return a function that builds in vain and returns what is said, a fault per line, sorted."""

    def told_() -> list[str]:
        assert project.build() == 1
        *said, last = filter(None, capsys.readouterr().err.splitlines())
        assert last == "The build failed; the messages above say why. _site/ is as it was."
        assert list(project.files()) == ["index.html"]
        assert project.read("_site/index.html") == "the last good site"
        return sorted(said)

    return told_


def add_talk(project, slug: str, text: str) -> None:
    project.write(f"docs/talks/{slug}.md", text)
    project.replace(DAY, "../talks/second\n", f"../talks/{slug}\n../talks/second\n")


def lines(text: str) -> list[str]:
    """Return the expected messages; those without a type of Sphinx's or docutils' are ours."""
    said = text.strip().splitlines()
    return sorted(line if line.endswith("]") else f"{line} [conference.source]" for line in said)


def test_front_matter_and_registries_that_cannot_be_read(project, told):
    project.replace(FIRST, "raw_line: 5", "raw_line: 5\nspeeker: ada\nraw_line: 5")
    project.replace(FIRST, "source: notes", "source: note\n    rule: chair")
    links = "kind: talk\ntopics: [sped]\nlinks:\n  - kind: video\n    url: youtube.com"
    project.replace(SECOND, "kind: talk", links)
    add_talk(project, "kind", "---\nspeakers: []\n---\n# No kind\n")
    add_talk(project, "wrong", "---\nkind: keynot\nraw_line: five\n---\n# Wrong\n")
    add_talk(project, "bare", "# No front matter\n")
    add_talk(project, "broken", "---\nkind: [keynote\nraw_line: 1\n---\n# Broken\n")
    project.replace(DAY, "held_on: 2023-07-12", "held_on: yesterday")
    project.replace(PEOPLE, "  name: Ada", '  name: "Ada')
    project.replace(BIB, "title = {{A Book}}", "title = {{A Book")
    assert told() == lines("""
docs/_data/people.yaml:2: WARNING: the YAML is broken: found unexpected end of stream. Fix: correct the indentation, colon or quote there.
docs/days/day-1.md:3: WARNING: 'held_on' must be a date such as 2023-07-12. Fix: correct the value of 'held_on'.
docs/references.bib:7: WARNING: the BibTeX does not parse: premature end of file. Fix: correct the brace, comma or quote there.
docs/talks/bare.md:1: WARNING: the front matter is missing. Fix: a talk page starts with ---, kind, ---.
docs/talks/broken.md:2: WARNING: the YAML is broken: expected ',' or ']', but got ':'. Fix: correct the indentation, colon or quote there.
docs/talks/first.md:4: WARNING: unknown key 'speeker' (did you mean 'speakers'?). Fix: a talk page may have: kind, raw_line, speakers, programme, about, links, reading, topics, see_also, left_out.
docs/talks/first.md:5: WARNING: the key 'raw_line' stands twice, first on line 3. Fix: keep one of the two.
docs/talks/first.md:8: WARNING: unknown source 'note' (did you mean 'notes'?). Fix: use one of: notes, programme.
docs/talks/first.md:9: WARNING: unknown key 'rule'. Fix: an item of 'speakers' may have: person, source.
docs/talks/kind.md:2: WARNING: the key 'kind' is missing. Fix: add 'kind:'.
docs/talks/second.md:3: WARNING: unknown topics 'sped' (did you mean 'speed'?). Fix: use one of: speed, arrays, packaging, data, maintainers, privacy, science, docs.
docs/talks/second.md:6: WARNING: 'url' must be an address that starts with https://. Fix: correct the value of 'url'.
docs/talks/wrong.md:2: WARNING: unknown kind 'keynot' (did you mean 'keynote'?). Fix: use one of: keynote, plenary, talk, lightning.
docs/talks/wrong.md:3: WARNING: 'raw_line' must be a whole number from 1. Fix: correct the value of 'raw_line'.
""")


def test_sources_that_are_not_there(project, told):
    text = project.read(FIRST).replace("trees", "tr\u00e9es")
    (project.root / FIRST).write_bytes(text.encode("latin-1"))
    project.remove(PEOPLE)
    project.remove(BIB)
    assert told() == lines("""
docs/_data/people.yaml:1: WARNING: the file is missing. Fix: restore it from git.
docs/references.bib:1: WARNING: the file is missing. Fix: restore it from git.
docs/talks/first.md:12: WARNING: the file is not UTF-8 (byte 0xe9). Fix: save it in UTF-8.
""")


def test_people_and_projects(project, told):
    project.replace(FIRST, "person: ada-lovelace", "person: ada-lovelac")
    speakers = "kind: talk\nspeakers:\n"
    for person, source in (("ada-l", "programme"), ("eve", "notes")):
        speakers += f"  - person: {person}\n    source: {source}\n"
    also = "reading: [boook]\nsee_also:\n  - talk: firts\n    why: it is the first\n"
    project.replace(SECOND, "kind: talk\n", speakers + also)
    people = "ada-l:\n  name: Ada Lovelace\neve:\n  name: Eve\nbob:\n  name: Bob\n"
    project.write(PEOPLE, project.read(PEOPLE) + people)
    rest = "  url: https://example.org/\n  description: Text.\n"
    project.write(
        PROJECTS,
        project.read(PROJECTS)
        + f"openmp2:\n  name: OpenMP\n{rest}nobody:\n  name: Nobody\n{rest}"
        + f"home:\n  name: leaves\n  home: x\n{rest}item:\n  name: trees\n  item: boook\n{rest}",
    )
    assert told() == lines("""
docs/_data/people.yaml:5: WARNING: 'ada-lovelace' and 'ada-l' both claim the spelling 'Ada Lovelace'. Fix: keep it in one of the two.
docs/_data/people.yaml:9: WARNING: 'Bob' never speaks. Fix: add 'bob' to the speakers of a talk, or remove the entry.
docs/_data/projects.yaml:10: WARNING: no note mentions 'Nobody'. Fix: add the spelling of the notes to its 'spellings', or remove the entry.
docs/_data/projects.yaml:16: WARNING: unknown key 'home'. Fix: a project may have: name, spellings, raw_spellings, url, description, item, except, aliases, link.
docs/_data/projects.yaml:19: WARNING: 'trees' has the unknown reading item 'boook' (did you mean 'book'?). Fix: correct 'item', or add the entry to docs/references.bib.
docs/_data/projects.yaml:6: WARNING: 'openmp' and 'openmp2' both claim the spelling 'OpenMP'. Fix: keep it in one of the two.
docs/talks/first.md:5: WARNING: unknown person 'ada-lovelac' (did you mean 'ada-lovelace'?). Fix: correct the key, or add the person to docs/_data/people.yaml.
docs/talks/second.md:8: WARNING: unknown citation key 'boook' (did you mean 'book'?). Fix: correct the key, or add the entry to docs/references.bib.
docs/talks/second.md:10: WARNING: there is no other talk 'firts' (did you mean 'first'?). Fix: name a file in talks/, without its .md.
docs/talks/second.md:6: WARNING: the raw lines of this talk do not name 'Eve'. Fix: use 'source: programme', or add the spelling of the notes to the person.
""")


def test_days(project, told):
    project.write("notes/raw.md", project.read("notes/raw.md") + "\n## Day 2\n")
    day = project.read(DAY).replace("raw_line: 3", "raw_line: 21").replace("../talks/first\n", "")
    project.write("docs/days/day-2.md", day.replace("Day 1", "Day 2"))
    project.replace("docs/index.md", "people\n", "days/day-2\ntalks/outside\npeople\n")
    project.replace(DAY, "../talks/second\n", "../talks/second\n../talks/secont\n../talks/Upper\n")
    empty = "---\nkind: talk\n---\n# No notes\n"
    for name in ("outside", "Upper", "none", "second/index"):
        project.write(f"docs/talks/{name}.md", empty)
    project.write("docs/nowhere.md", "# In no toctree\n")
    assert told() == lines("""
docs/days/day-1.md:20: WARNING: 'talks/secont' is listed but there is no such page (did you mean 'talks/second'?). Fix: correct the entry, or remove it.
docs/days/day-2.md:18: WARNING: the talk 'talks/second' is listed twice, first in docs/days/day-1.md:19. Fix: keep one of the two entries.
docs/index.md:14: WARNING: the talk 'talks/outside' is listed outside a day. Fix: list it in a page below days/.
docs/nowhere.md:1: WARNING: the page is in no toctree. Fix: add 'nowhere' to the toctree of index.md.
docs/talks/Upper.md:1: WARNING: 'Upper' is not a slug. Fix: name the file talks/<slug>.md, with lower-case letters, digits and hyphens.
docs/talks/none.md:1: WARNING: the talk is in no day. Fix: add '../talks/none' to the toctree of its day.
docs/talks/second/index.md:1: WARNING: 'second/index' is not a slug. Fix: name the file talks/<slug>.md, with lower-case letters, digits and hyphens.
docs/talks/second/index.md:1: WARNING: the talk is in no day. Fix: add '../talks/second/index' to the toctree of its day.
""")


READING = """
@book{book, url = {https://x.org}, shorttitle = {B}, keywords = {book}, abstract = {B.}}
@book{group, title = {B}, url = {https://x.org}, shorttitle = {B}, keywords = {books}, abstract = {B.},
  readstatus = {reed}, readdate = {2023-07-31}}
@book{since, title = {B}, shorttitle = {B}, keywords = {book}, abstract = {B.}, readstatus = {read}}
@book{day, title = {B}, url = {https://x.org}, shorttitle = {B}, keywords = {article}, abstract = {B.},
  readstatus = {read}, readdate = {2023-02-30}}
@book{form, title = {B}, url = {https://x.org}, shorttitle = {B}, keywords = {book}, abstract = {B.},
  readstatus = {read}, readdate = {20230731}}
@book{verdict, title = {B}, url = {https://x.org}, shorttitle = {B}, keywords = {book}, abstract = {B.},
  annotation = {Long.}}
@book{date, title = {B}, url = {https://x.org}, shorttitle = {B}, keywords = {book}, abstract = {B.},
  readdate = {2023-07-31}}
@book{book, title = {B}, url = {https://x.org}, shorttitle = {B}, keywords = {book}, abstract = {B.}}
"""


def test_reading_items(project, told):
    project.write(BIB, READING.lstrip())
    assert told() == lines("""
docs/references.bib:11: WARNING: the entry 'date' has readdate but no readstatus. Fix: add readstatus = {…}: skimmed or read.
docs/references.bib:13: WARNING: the key 'book' stands twice, first on line 1. Fix: give one of the two another key.
docs/references.bib:1: WARNING: the entry 'book' has no title. Fix: add title = {…}: the proper name, in braces where no style may lowercase it.
docs/references.bib:2: WARNING: the entry 'group' has the unknown keywords 'books' (did you mean 'book'?). Fix: use one of: book, article, pep, standard, legislation, software, site, concept.
docs/references.bib:2: WARNING: the entry 'group' has the unknown readstatus 'reed' (did you mean 'read'?). Fix: use one of: skimmed, read; an entry without readstatus is not read yet.
docs/references.bib:4: WARNING: the entry 'since' has a readstatus but no readdate. Fix: add readdate = {…}: the day the status changed, such as 2023-07-31.
docs/references.bib:4: WARNING: the entry 'since' has no url. Fix: add url = {…}: the address of the item.
docs/references.bib:5: WARNING: the entry 'day' has the readdate '2023-02-30', which is not a date. Fix: write it as year, month and day, such as 2023-07-31.
docs/references.bib:7: WARNING: the entry 'form' has the readdate '20230731', which is not a date. Fix: write it as year, month and day, such as 2023-07-31.
docs/references.bib:9: WARNING: the entry 'verdict' has annotation but no readstatus. Fix: add readstatus = {…}: skimmed or read.
""")


def test_mentions_of_what_is_not_there(project, told):
    project.replace(SECOND, "{cite:p}`book`", "{cite:p}`boook`")
    project.replace(BIB, "keywords = {book}", "keywords = {article}")
    project.replace(SECOND, ":lines: 14", ":lines: 7")
    project.write(REDIRECTS, "talks/old: talks/nowhere\ntalks/second: talks/first\n")
    project.write(RELATED, "# a comment\nattorney: [lawyer]\nfold [paper]\nattorney: [judge]\n")
    project.replace(PAGE, "# People\n", "# People\n\n```{quoted-notes} 99\n```\n")
    assert told() == lines("""
docs/_data/redirects.yaml:1: WARNING: 'talks/old' is redirected to 'talks/nowhere', which is not a page. Fix: name a page, such as talks/metpy.
docs/_data/redirects.yaml:2: WARNING: 'talks/second' is redirected but is a page. Fix: remove one of the two.
docs/_data/related_words.yaml:3: WARNING: 'fold [paper]' is not a row of related words. Fix: write it as in 'attorney: [lawyer, subpoenas]'.
docs/_data/related_words.yaml:4: WARNING: 'attorney' has a row in line 2 already. Fix: make one row of the two.
docs/people.md:3: WARNING: no talk has a note of raw line 99. Fix: use the number in a note's id.
docs/reading-list.md:1: WARNING: no bibliography lists the reading items of the group 'article'. Fix: add a bibliography with :filter: keywords % "article".
docs/talks/second.md:12: WARNING: the addition 'both' is about raw line 7, which has no note here. Fix: correct ':lines:'.
docs/talks/second.md:8: WARNING: unknown citation key 'boook' (did you mean 'book'?). Fix: correct the key, or add the entry to docs/references.bib.
""")


def test_links_and_directives(project, told):
    wrong = (
        "[x](nowhere.md)",
        "[x](#nowhere)",
        "[x](talks/first.md#nowhere)",
        "![x](nowhere.png)",
        "{coumt}`talks`",
        "{count}`talkz`",
        "```{peeple}\n```",
        "```{day-summary}\n```",
        "{note}`x`",
    )
    project.replace(PAGE, "# People\n", "\n\n".join(["# People", *wrong, ""]))
    project.replace(FIRST, "- speaker:", ":::{nothing}\n- mine\n:::\n\n- speaker:")
    dated = ":::{addition} dated\n:date: soon\n:source: https://example.org/\n\nText.\n:::\n"
    project.write(FIRST, f"{project.read(FIRST)}\n{dated}")
    addition = ":::{addition} line-13\n:source: https://example.org/\n\nText.\n:::\n"
    project.write(SECOND, f"{project.read(SECOND)}\n{addition}")
    project.replace(SECOND, ":source: https://example.org/threads\n", "")
    project.remove("docs/projects.md")
    project.replace("docs/index.md", "projects\n", "")
    project.replace(PROJECTS, "spellings: [OMP_NUM_THREADS]", "spellings: [trees]")
    assert told() == lines("""
docs/people.md:11: WARNING: Unknown interpreted text role "coumt". Fix: correct the name of the role. [myst.role_unknown]
docs/people.md:13: ERROR: 'talkz' cannot be counted. Fix: use one of: talks, notes, people, projects, reading. [docutils]
docs/people.md:15: WARNING: Unknown directive type: 'peeple'. Fix: correct the name of the directive. [myst.directive_unknown]
docs/people.md:18: ERROR: 'people' is not a day. Fix: use a page such as days/day-1. [docutils]
docs/people.md:21: ERROR: 'x' is not a raw line. Fix: use the number in a note's id. [docutils]
docs/people.md:3: WARNING: 'myst' cross-reference target not found: 'nowhere.md'. Fix: correct the link, or the heading or page that it points to. [myst.xref_missing]
docs/people.md:5: WARNING: 'myst' cross-reference target not found: 'nowhere'. Fix: correct the link, or the heading or page that it points to. [myst.xref_missing]
docs/people.md:7: WARNING: local id not found in doc 'talks/first': 'nowhere'. Fix: correct the link, or the heading or page that it points to. [myst.xref_missing]
docs/people.md:9: WARNING: image file not readable: nowhere.png. Fix: correct the path, or add the image. [image.not_readable]
docs/talks/first.md:16: WARNING: conference:place reference target not found: projects#openmp. Fix: correct the name that the role refers to, or restore the page that it is on. [ref.place]
docs/talks/first.md:11: WARNING: Unknown directive type: 'nothing'. Fix: correct the name of the directive. [myst.directive_unknown]
docs/talks/first.md:20: WARNING: 'addition': Invalid option value for 'date': soon: a date is a day such as 2023-07-12, its month or its year. Fix: correct the name or the value of the option. [myst.directive_option]
docs/talks/second.md:12: ERROR: the addition 'both' has no source. Fix: add ':source:' with the address. [docutils]
docs/talks/second.md:18: ERROR: 'line-13' cannot be the id of an addition. Fix: use lower-case letters, digits and hyphens, and no 'line-' in front. [docutils]
""")


def test_plain_sphinx_fails_too_and_a_second_build_says_the_same(project, told, tmp_path, capsys):
    """Sphinx itself warns only of what it reads again, and without -W it writes a site all the same."""
    from sphinx.cmd.build import build_main

    project.replace(PAGE, "# People\n", "# People\n\n[x](nowhere.md)\n")
    assert told() == told()
    project.replace(FIRST, "kind: keynote", "kind: keynot")
    with pytest.raises(SystemExit, match="1"):
        build_main(["-q", str(project.folders.docs), str(tmp_path / "out")])
    assert "unknown kind" in capsys.readouterr().err

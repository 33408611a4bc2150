"""What only large sites have: days folded by year, one link to them, letters to jump to, parts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from conference.pages import jump_list

from tests.project import Project
from tools.synthetic import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

TALKS, DAYS = 120, 30


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Iterator[Project]:
    """Return a site of ten conferences, built once, whose list of people has letters."""
    project = Project(tmp_path_factory.mktemp("large"))
    write_site(project.root, TALKS, DAYS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jump_list, "MOST_WITHOUT", 50)
        assert project.build("-j", "2") == 0
        yield project


@pytest.fixture(scope="module")
def page(large):
    """Return a function that parses a page, by its address."""

    def parse(path: str) -> BeautifulSoup:
        file = large.folders.site / path / "index.html"
        return BeautifulSoup(file.read_text("utf-8"), "html.parser")

    return parse


def text(node) -> str:
    return " ".join(node.get_text().split())


def a_talk_of(page, day: int) -> str:
    """Return the address of a day's first talk."""
    return page(f"days/day-{day}").select_one(".day-talks a")["href"].removeprefix("../../")


def test_all_days_are_listed_by_year_with_the_last_year_open(page):
    years = page("").select("#days > details.year")
    assert [text(year.summary).partition(":")[0] for year in years] == ["2023", "2024", "2025"]
    assert [year.has_attr("open") for year in years] == [False, False, True]
    days = [link["href"] for year in years for link in year.select(".all-days a")]
    assert days == [f"days/day-{number}/" for number in range(1, DAYS + 1)]
    assert text(years[-1].summary) == f"2025: {len(years[-1].select('li'))} days"


@pytest.mark.parametrize(
    ("path", "root", "inside"),
    [("", "", False), ("people", "../", False), ("days/day-7", "../../", True)],
)
def test_the_header_has_one_link_to_the_days(page, path, root, inside):
    links = page(path).select(".bd-header .navbar-nav a.nav-link")
    names = [text(link) for link in links[:5]]
    assert names == ["Days", "People", "Projects", "Reading list", "About these notes"]
    assert links[0]["href"] == f"{root}#days"
    assert ("current" in links[0].parent["class"]) is inside


def test_a_talk_counts_as_inside_the_days(page):
    first = page(a_talk_of(page, 7)).select_one(".bd-header .navbar-nav .nav-item")
    assert text(first) == "Days"
    assert "current" in first["class"]


def sidebar(page, path: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the talks in a page's sidebar, and the links below: text and address."""
    talks, others = page(path).select("#pst-primary-sidebar ul.bd-sidenav")
    assert "other-days" in others["class"]
    links = [(text(link), link["href"]) for link in others.select("a")]
    return [text(talk) for talk in talks.select("a")], links


def test_the_sidebar_has_the_talks_of_the_day_and_the_days_around_it(page):
    talks, links = sidebar(page, a_talk_of(page, 7))
    assert talks == [text(talk) for talk in page("days/day-7").select(".day-talks .talk-title")]
    assert links == [
        ("Day before: Day 6", "../../days/day-6/"),
        ("Day after: Day 8", "../../days/day-8/"),
        (f"All {DAYS} days", "../../#days"),
    ]


@pytest.mark.parametrize(
    ("day", "around"),
    [(1, ["Day after: Day 2"]), (DAYS, [f"Day before: Day {DAYS - 1}"])],
)
def test_the_first_and_the_last_day_have_one_day_beside_them(page, day, around):
    _, links = sidebar(page, f"days/day-{day}")
    assert [name for name, _ in links] == [*around, f"All {DAYS} days"]


def test_a_long_list_has_letters_that_lead_to_the_first_name_with_each(page):
    people = page("people")
    names = people.select(".people > dt")
    jump = people.select_one("nav.jump-list")
    assert jump["aria-label"] == "Jump to a letter"
    letters = [link.get_text() for link in jump.select("a")]
    assert letters == sorted({text(name)[0].upper() for name in names})
    for link in jump.select("a"):
        target = people.select_one(f"dt[id='{link['href'][1:]}']")
        first = next(name for name in names if text(name)[0].upper() == link.get_text())
        assert target is first


def test_a_list_without_need_has_no_letters():
    short = [(f"Name {number}", f"name-{number}") for number in range(jump_list.MOST_WITHOUT)]
    assert jump_list.jump_list(short) == []
    (long,) = jump_list.jump_list([*short, ("3Blue1Brown", "3blue1brown")])
    assert long.astext() == "N #"


def test_corrections_and_raw_notes_have_a_page_for_each_day(page):
    for name in ("corrections", "raw-notes"):
        links = page(f"about/{name}").select(".parts a")
        assert [text(link) for link in links] == [f"Day {day}" for day in range(1, DAYS + 1)]
        assert links[6]["href"] == "day-7/"
    talk = page(a_talk_of(page, 7))
    links = [link["href"] for link in talk.select(".as-typed-line a")]
    assert {link.partition("#")[0] for link in links} <= {
        "../../about/corrections/day-7/",
        "../../about/raw-notes/day-7/",
    }
    for link in links:
        path, _, anchor = link.removeprefix("../../").partition("#")
        assert page(path).find(id=anchor), link


def test_each_raw_line_is_on_one_page(large, page):
    typed = large.read("notes/scipy-2023.md").splitlines()
    shown: dict[int, str] = {}
    for path in ("", *(f"/day-{day}" for day in range(1, DAYS + 1))):
        for line in page(f"about/raw-notes{path}").select("ol.raw-lines > li"):
            number = int(line["id"].removeprefix("line-"))
            assert number not in shown
            words = line.select_one(".raw-line")
            shown[number] = words.get_text() if words else ""
    assert [shown[number + 1] for number in range(len(typed))] == [line.rstrip() for line in typed]


def test_an_edit_leaves_what_a_clean_build_writes(large, tmp_path):
    talk = min((large.root / "docs" / "talks").glob("*.md"))
    before, marker, last = talk.read_text("utf-8").rpartition("\n- ")
    talk.write_text(f"{before}{marker}again {last}", "utf-8")
    assert large.build() == 0
    for name in ("docs", "notes"):
        shutil.copytree(large.root / name, tmp_path / name)
    clean = Project(tmp_path)
    assert clean.build("-j", "2") == 0
    assert clean.files() == large.files()

"""The search as readers use it: what it finds, where it leads, and that it does no harm."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.project import mini_project
from tools.build import build
from tools.measure.pages import violations
from tools.measure.search import ABSENT, KINDS, ask, read_queries, score, weigh

TALK = "talks/too-much-parallelism/"
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "(.*)+[a-z]{2,}\\",
    "[",
    "a" * 10_000,
    "threads " * 2_000,
    "\N{FACE WITH TEARS OF JOY} threads",
    "e\u0301\u0301\u0301\u0301",
    "\u202ethreads \u05e9\u05dc\u05d5\u05dd",
    "__proto__ constructor toString",
    "\x00\x01%00%ff&q=x#y",
]


def records(folder):
    text = (folder / "search-records.js").read_text("utf-8")
    return json.loads(text[text.index("(") + 1 : text.rindex(")")])


@pytest.fixture
def search(open_page):
    """Return a function that opens a page of the real site, and the search on it."""

    def open_(path=TALK, width=1280, text="", **options):
        page = open_page(path, width, **options)
        if not path.startswith("search/"):
            page.keyboard.press("Control+k")
        page.locator("[role=listbox]").wait_for(state="attached")
        if text:
            page.locator("input[name=q]").fill(text)
        return page

    return open_


def options(page):
    return page.locator("[role=option]")


def active(page):
    chosen = page.locator("input[name=q]").get_attribute("aria-activedescendant")
    assert page.locator("[aria-selected=true]").count() == (1 if chosen else 0)
    return chosen


# -- Records ------------------------------------------------------------------


def test_everything_that_can_be_found_has_a_record(real_site, site):
    found = records(real_site.folders.site)
    ids = {page: {tag["id"] for tag in soup.select("[id]")} for page, soup in site.pages.items()}
    notes = 0
    for page in found["pages"]:
        line = 0
        for note in page[2] if len(page) > 2 else []:
            line += note[0] if isinstance(note[0], int) else 0
            anchor = f"line-{line}" if isinstance(note[0], int) else note[0]
            assert anchor in ids[page[0]], page[0]
            notes += isinstance(note[0], int)
    assert notes == sum(len(soup.select("li.note")) for soup in site.pages.values())
    pages = {page[0] for page in found["pages"]}
    assert pages == set(site.pages) - {"search/", "404.html"} - site.redirects
    for scope in ("people", "projects", "reading"):
        base, rows = found[scope]
        page, prefix = base.split("#")
        keys = {row[0] or re.sub("[^a-z0-9]+", "-", row[1].lower()).strip("-") for row in rows}
        entries = {term["id"] for term in site.pages[page].select("dl > dt[id]")}
        assert {prefix + key for key in keys} == entries


def test_the_search_weighs_at_most_30_kb(real_site, site):
    script, records = weigh(real_site.folders.site).values()
    entries = sum(len(page.select("li.note, dt[id]")) for page in site.pages.values())
    assert script <= 16_000
    assert (
        records <= 28 * entries
    )  # 14,000 for the conference as it is; more entries may weigh more


def test_the_generated_site_of_one_talk_is_searchable_too(tmp_path):
    project = mini_project(tmp_path)
    assert build(project.folders, ["--quiet"], light=False) == 0
    found = records(project.folders.work / "html")
    first = next(page for page in found["pages"] if page[0] == "talks/first/")
    assert first[1] == "First things"
    assert first[2][0][:4] == [7, 0, "speaker: Ada Lovelace", "ada lovelce"]


# -- How well it answers ------------------------------------------------------


@pytest.fixture(scope="module")
def queries(real_site):
    """Return the committed queries, with the addresses that pages have moved to."""
    moved = real_site.redirects()
    return [
        replace(query, pages=[moved.get(page, page) for page in query.pages])
        for query in read_queries()
    ]


def test_the_queries_are_many_of_every_kind_and_a_third_is_held_out(site, queries):
    assert len({query.query for query in queries}) == len(queries) >= 150
    for kind in KINDS:
        some = [query for query in queries if query.kind == kind]
        assert len(some) >= 20
        assert 0.3 < sum(query.held_out for query in some) / len(some) < 0.37
    ids = {path: {tag["id"] for tag in soup.select("[id]")} for path, soup in site.pages.items()}
    for query in queries:
        pages = {page.partition("#")[0] for page in query.pages}
        for page in query.pages:
            path, _, anchor = page.partition("#")
            assert not anchor or anchor in ids[path], query
        assert all(any(note in ids[page] for page in pages) for note in query.notes), query


def test_it_answers_as_well_as_is_promised(real_site, queries):
    results = ask(real_site.folders.site, queries)
    for held_out in (False, True):
        reached = score([result for result in results if result.query.held_out == held_out])
        assert reached.first >= 0.97
        assert reached.note >= 0.93
    wrong = [r.query.query for r in results if r.query.kind == ABSENT and r.pages]
    assert wrong == []


# -- One search ---------------------------------------------------------------


def test_nothing_of_sphinx_s_own_search_is_on_any_page(site):
    words = (
        "searchindex",
        "searchtools",
        "language_data",
        "sphinx_highlight",
        "doctools",
        "pst-search",
    )
    for path, soup in site.pages.items():
        for word in words:
            assert word not in str(soup), path
    assert not list(site.folder.rglob("searchindex*"))


@pytest.mark.browser
def test_nothing_of_the_search_is_loaded_before_a_reader_reaches_for_it(open_page):
    page = open_page(TALK)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    page.mouse.wheel(0, 2000)
    assert not [url for url in loaded + asked if "/search" in url]
    page.locator(".search-button__button:visible").click()
    page.locator("[role=listbox]").wait_for(state="attached")
    assert len([url for url in asked if "/search" in url]) == 2


# -- The dialog ---------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("key", ["Control+k", "/"])
def test_keys_open_it_esc_closes_it_and_focus_returns(open_page, key):
    page = open_page(TALK)
    link = page.locator(".speakers a").first
    link.focus()
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("threads/")  # a slash in a field is a slash
    options(page).first.wait_for()
    assert page.locator("input[name=q]").input_value() == "threads/"
    page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()
    assert link.evaluate("link => link === document.activeElement")


@pytest.mark.browser
def test_the_dialog_is_filled_once_however_often_it_is_opened(search):
    page = search(text="threads")
    for _ in range(2):
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
    assert page.locator(".search-body").count() == page.locator(".search-filters").count() == 1
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.browser
@pytest.mark.parametrize("key", ["ArrowDown", "ArrowUp"])
def test_arrows_without_a_result_choose_nothing(search, key):
    page = search(text="qqzzxx")
    page.keyboard.press(key)
    assert active(page) is None
    page.keyboard.press("Enter")  # a script error would fail the test
    page.wait_for_url("**/search/?q=qqzzxx")


@pytest.mark.browser
def test_command_k_opens_it_on_a_mac(open_page):
    page = open_page("", user_agent="x")
    page.evaluate("Object.defineProperty(navigator, 'platform', { value: 'MacIntel' })")
    page.keyboard.press("Control+k")
    assert not page.locator("dialog[open]").count()
    page.keyboard.press("Meta+k")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Meta+k")
    assert not page.locator("dialog[open]").count()


@pytest.mark.browser
def test_half_a_memory_lands_on_the_line_with_its_words_marked(search):
    page = search("", text="that talk about oversubscribing threads")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{TALK}**")
    assert urlsplit(page.url).fragment == "line-77"
    assert page.locator("#line-77").is_visible()
    assert page.locator("#line-77 mark").all_inner_texts() == ["oversubscription"]
    assert 0 < page.locator("#line-77").bounding_box()["y"] < 700
    page.keyboard.press("Escape")
    assert not page.locator("mark.search-match").count()
    assert "highlight" not in page.url
    assert urlsplit(page.url).fragment == "line-77"


@pytest.mark.browser
def test_arrows_home_and_end_do_what_the_combobox_pattern_says(search):
    page = search(text="threads")
    options(page).first.wait_for()
    first, last = options(page).first.get_attribute("id"), options(page).last.get_attribute("id")
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    assert active(page) == first
    page.keyboard.press("ArrowUp")
    assert active(page) == last
    page.keyboard.press("ArrowDown")
    assert active(page) == first
    caret = "document.activeElement.selectionStart"
    page.keyboard.press("Home")
    assert active(page) is None
    assert page.evaluate(caret) == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert active(page) is None
    assert page.evaluate(caret) == len("threads")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("x")  # another query: nothing is chosen any more
    assert active(page) is None


@pytest.mark.browser
def test_roles_are_those_of_a_combobox_with_a_grouped_listbox(search):
    page = search(text="scikit-learn")
    field = page.get_by_role("combobox", name="Search the notes")
    assert field.get_attribute("aria-expanded") == "true"
    listbox = page.locator(f"#{field.get_attribute('aria-controls')}")
    assert listbox.get_attribute("role") == "listbox"
    groups = listbox.get_by_role("group").all()
    assert len(groups) > 3
    assert groups[0].get_attribute("aria-label") == "scikit-learn, Project"
    field.fill("")
    assert field.get_attribute("aria-expanded") == "false"


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_axe_finds_nothing_in_the_open_dialog(search, scheme, width):
    page = search(TALK, width, color_scheme=scheme)
    for text in ("", "scikit-learn", "paralelism", "react hooks"):
        page.locator("input[name=q]").fill(text)
        page.keyboard.press("ArrowDown")
        assert violations(page) == [], text
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_results_say_where_they_are_from(search):
    page = search(text="MKL_NUM_THREADS")
    group = page.locator(".search-group", has_text="Can there be too much parallelism?")
    facts = group.locator(".search-facts").inner_text()
    assert facts == "Day 1 · Talk · Thomas J. Fan"
    assert group.locator(".search-above").inner_text() == "environment variables:"
    assert group.locator("mark").all_inner_texts() == ["MKL_NUM_THREADS"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("OMP_NUMM_THREADS", "typed as “OMP_NUMM_THREADS”"),
        ("sklearn", "also written “sklearn”"),
        ("PY03", "also written “PY03”"),
        ("Open Source Contributors in Space", "in the programme: Open Source Contributors"),
    ],
)
def test_a_match_through_another_form_says_so(search, text, form):
    page = search(text=text)
    said = page.locator(".search-other-form").all_inner_texts()
    assert any(other.startswith(form) for other in said), said


@pytest.mark.browser
def test_a_guess_is_offered_and_taken(search):
    page = search(text="paralelism")
    page.get_by_role("button", name="parallelism").click()
    field = page.locator("input[name=q]")
    assert field.input_value() == "parallelism"
    assert field.evaluate("field => field === document.activeElement")
    assert not page.locator(".search-query").count()


@pytest.mark.browser
def test_nothing_found_says_so_and_leads_on(search):
    page = search(text="kubernetes operator")
    assert (
        page.locator(".search-summary").inner_text() == "Nothing found for “kubernetes operator”."
    )
    assert not options(page).count()
    hrefs = [link.get_attribute("href") for link in page.locator(".search-help a").all()]
    paths = {urlsplit(href).path for href in hrefs}
    assert {"/", "/people/", "/projects/", "/reading-list/"} <= paths
    page.locator(".search-help").get_by_role("button", name="operator").click()
    assert options(page).count()


@pytest.mark.browser
def test_filters_limit_what_is_found_and_can_be_left_again(search):
    page = search(text="numpy")
    everything = options(page).count()
    page.get_by_label("Day", exact=True).select_option("Day 3")
    days = {text.split(" · ")[0] for text in page.locator(".search-facts").all_inner_texts()}
    assert days == {"Day 3"}
    page.get_by_label("Kind", exact=True).select_option("keynote")
    assert "with these filters" in page.locator(".search-summary").inner_text()
    page.get_by_role("button", name="Search everywhere").click()
    assert options(page).count() == everything
    page.get_by_label("In", exact=True).select_option("projects")
    assert set(page.locator(".search-facts").all_inner_texts()) == {"Project"}


@pytest.mark.browser
def test_the_number_of_results_is_announced_once_a_reader_pauses(search):
    page = search()
    status = page.locator("dialog [role=status]")
    page.keyboard.type("threads")
    assert status.inner_text() == ""
    status.filter(has_text=re.compile(r"^\d+ results$")).wait_for(state="attached")


@pytest.mark.browser
def test_the_last_query_is_there_on_return(search, open_page):
    page = search(text="threads")
    page.get_by_label("Day", exact=True).select_option("Day 1")
    options(page).first.click()
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    options(page).first.wait_for()
    assert page.locator("input[name=q]").input_value() == "threads"
    assert page.get_by_label("Day", exact=True).input_value() == "Day 1"
    page.keyboard.type("x")  # it is selected: typing replaces it
    assert page.locator("input[name=q]").input_value() == "x"
    # What WebKit puts into a field that comes back from its cache.
    assert page.locator("input[name=q]").evaluate("field => field.defaultValue") == "x"


@pytest.mark.browser
def test_touch_works(open_page):
    page = open_page(TALK, 390, has_touch=True, is_mobile=True)
    page.locator(".search-button__button:visible").tap()
    page.locator("input[name=q]").fill("threadpoolctl")
    options(page).first.wait_for()
    boxes = [option.bounding_box() for option in options(page).all()]
    assert all(box["height"] >= 24 for box in boxes)
    assert all(above["y"] + above["height"] <= below["y"] + 1 for above, below in pairwise(boxes))
    note = page.locator("[role=option][href*='line-']").first
    target = urlsplit(note.get_attribute("href"))
    note.tap()
    page.wait_for_url(f"**{target.path}?**#{target.fragment}")
    page.locator(".search-button__button:visible").tap()
    page.locator(".search-close").tap()
    assert not page.locator("dialog[open]").count()


# -- The page -----------------------------------------------------------------


@pytest.mark.browser
def test_the_page_answers_an_address_that_was_shared(search):
    page = search("search/?q=solar+telescope&day=Day+1")
    assert page.locator("input[name=q]").input_value() == "solar telescope"
    assert page.get_by_label("Day", exact=True).input_value() == "Day 1"
    assert options(page).count()
    page.locator("input[name=q]").fill("boulder")
    assert parse_qs(page.evaluate("location.search.slice(1)")) == {
        "q": ["boulder"],
        "day": ["Day 1"],
    }


@pytest.mark.browser
def test_enter_in_the_dialog_shows_everything_on_the_page(search):
    page = search(text="python")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=python")
    options(page).first.wait_for()
    more = page.get_by_role("button", name=re.compile("Show \\d+ more"))
    shown = options(page).count()
    more.click()
    assert options(page).count() > shown
    assert not more.is_visible()


@pytest.mark.browser
def test_without_javascript_the_page_says_so_and_leads_to_the_indexes(open_page):
    page = open_page("search/", java_script_enabled=False)
    assert page.locator("noscript p", has_text="The search needs JavaScript").is_visible()
    links = page.locator("article noscript a").all()
    assert len(links) == 5
    for link in links:
        assert link.is_visible()


@pytest.mark.browser
def test_it_works_from_a_disk(visit, real_site):
    page = visit((real_site.folders.site / TALK / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("AVX-512")
    note = page.locator("[role=option][href*='line-']").first
    note.click()
    page.wait_for_url("file://**/talks/out-performing-numpy/index.html?**#line-53")
    assert page.locator("#line-53 mark").inner_text() == "AVX-512"


@pytest.mark.browser
def test_hostile_queries_are_text(search):
    page = search("search/?q=x")
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    for text in HOSTILE:
        page.locator("input[name=q]").evaluate(
            """(field, text) => {
                field.value = text;
                field.dispatchEvent(new Event("input"));
            }""",
            text,
        )
        assert not page.locator("main img, main script").count(), text
        assert page.locator(".search-summary").inner_text() or options(page).count(), text


@pytest.mark.browser
@pytest.mark.parametrize("file", ["search.js", "search-records.js"])
def test_a_failed_download_says_so_and_can_be_tried_again(visit, address, file):
    page = visit(address + TALK)
    pattern = re.compile(file.replace(".js", r"\..*js"))
    page.route(pattern, lambda route: route.abort())
    page.keyboard.press("Control+k")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "could not be loaded" in alert.inner_text()
    page.keyboard.type("threadpoolctl")
    page.unroute(pattern)
    page.get_by_role("button", name="Try again").click()
    options(page).first.wait_for()
    assert not alert.count()

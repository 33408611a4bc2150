"""What the site weighs, what it keeps to itself, and that nobody sees a difference."""

import gzip
import hashlib
import re
import shutil
import tomllib
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.project import Project, mini_project
from tests.states import open_search
from tools.build import ROOT
from tools.diet import CLASSES, diet
from tools.node import BuildError
from tools.serving import hosting

BUDGET = tomllib.loads((ROOT / "tools/measure/budget.toml").read_text("utf-8"))["weight"]
TALK = "talks/too-much-parallelism/"
SITE = "https://site.example/"


def test_a_visit_weighs_little(chromium, real_site):
    with hosting(real_site.folders.site) as server:
        page = chromium.new_page()
        page.goto(server.address + TALK, wait_until="networkidle")
        assert sum(size for _, size in server.sent) <= BUDGET["first"], server.sent
        assert len(server.sent) <= BUDGET["requests"], server.sent
        server.sent.clear()
        page.locator("a.right-next").click()
        page.wait_for_url("**/disciplined-saddle-programming/")
        page.wait_for_load_state("networkidle")
        [(_, size)] = server.sent
        assert size <= BUDGET["following"]
        page.close()


def test_every_first_visit_of_a_talk_weighs_little(real_site):
    site = real_site.folders.site
    for file in site.glob("talks/*/index.html"):
        page = file.read_text("utf-8")
        asked = {site / "_static" / name for name in re.findall(r'="[./]*/_static/([^"]+)"', page)}
        first = [one for one in asked if not one.name.startswith("search")]
        assert {one.name.split(".")[0] for one in first} == {"styles", "page", "favicon"}
        weights = {one.name: len(gzip.compress(one.read_bytes(), 9)) for one in (file, *first)}
        assert sum(weights.values()) <= BUDGET["first"], file.parent.name
        blocking = [size for name, size in weights.items() if name.endswith((".html", ".css"))]
        assert sum(blocking) <= BUDGET["blocking"], file.parent.name


# -- Nobody sees a difference ---------------------------------------------------------------------


@pytest.fixture(scope="session")
def undieted(real_site, serve) -> str:
    """Return the address of what Sphinx wrote."""
    return serve(real_site.folders.work / "html")


def search(page) -> None:
    open_search(page)
    page.locator(".search-results [role=option]").first.wait_for()
    page.locator(".search-summary:not(:empty)").wait_for()


def sidebar(page) -> None:
    page.locator(".primary-toggle:visible").click()
    page.locator("dialog#pst-primary-sidebar-modal[open]").wait_for()


PHONE = {TALK: None, "talks/metpy/": sidebar}
DESK = {"": None, "reading-list/": None, "about/raw-notes/": None, "talks/metpy/": search}


@pytest.mark.parametrize(
    ("scheme", "width", "looks"), [("dark", 360, PHONE), ("light", 1280, DESK)]
)
def test_pages_look_as_without_the_diet(visit, address, undieted, scheme, width, looks):
    pictures: dict[str, list[bytes]] = {}
    for site in (address, undieted):
        page = visit("about:blank", width, color_scheme=scheme, reduced_motion="reduce")
        for path, act in looks.items():
            page.goto(site + path, wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            if act:
                act(page)
            picture = page.screenshot(animations="disabled", caret="hide")
            pictures.setdefault(path, []).append(picture)
    assert [path for path, (dieted, not_so) in pictures.items() if dieted != not_so] == []


# -- Faults ---------------------------------------------------------------------------------------

PAGE, SHEET, TEXT = "talks/metpy/index.html", "_static/site.css", "/* -- Text"


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (PAGE, "favicon.svg", "gone.svg", f"{PAGE} asks for _static/gone.svg, which is not there"),
        (SHEET, TEXT, f".note {{ mask: url(gone.svg); }}\n{TEXT}", "asks for _static/gone.svg"),
        (SHEET, TEXT, f".note {{ mask: url(//x.example/a.svg); }}\n{TEXT}", "asks another host"),
        (PAGE, "<h1>", '<h1 style="color: red">', f"{PAGE} has .* in it, which its policy forbids"),
        (PAGE, "<h1>", "<script>alert()</script><h1>", "'alert..' in it, which its policy"),
    ],
)
def test_what_is_missing_is_a_fault(real_site, tmp_path, path, old, new, message):
    built = tmp_path / "site"
    shutil.copytree(real_site.folders.work / "html", built)
    Project(built).replace(path, old, new)
    with pytest.raises(BuildError, match=message) as caught:
        diet(built, tmp_path / "light", tmp_path / "cache")
    assert "Fix: " in str(caught.value)


def test_every_class_of_ours_has_a_rule(real_site, site):
    """The theme may rename one. A class that a script looks for needs no rule."""
    ours = ROOT / "conference"
    sources = {file: file.read_text("utf-8") for file in ours.glob("browser/**/*.ts")}
    static = real_site.folders.work / "html" / "_static"
    sheets = "\n".join(file.read_text("utf-8") for file in static.rglob("*.css"))
    ruled = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", "\n".join([sheets, *sources.values()])))
    found = {
        file: re.findall(r'(?:className = |\bclass: )"([^"]+)"', text)
        for file, text in sources.items()
    }
    for file in ours.glob("theme/**/*.html"):
        template = re.sub(r"\{[{%#].*?[}%#]\}", "", file.read_text("utf-8"), flags=re.DOTALL)
        found[file] = CLASSES.findall(template)
    for path, page in site.pages.items():  # icons
        found[path] = [name for one in page.select("[class*=fa-]") for name in one["class"]]
    assert len(found) > 60
    wanted = {file: set(" ".join(classes).split()) for file, classes in found.items()}
    assert {file: classes - ruled for file, classes in wanted.items() if classes - ruled} == {}


def test_a_fault_leaves_the_site_as_it_was(tmp_path, capsys):
    project = mini_project(tmp_path)
    assert project.build() == 0
    before = project.files()
    image = '<img src="../_static/gone.png" alt="">'
    project.replace("docs/people.md", "# People\n", f"# People\n\n{image}\n")
    assert project.build() == 1
    message = "people/index.html asks for _static/gone.png, which is not there"
    assert message in capsys.readouterr().err
    assert project.files() == before


# -- Names ----------------------------------------------------------------------------------------


def test_files_are_named_by_their_content_and_each_is_asked_for(real_site, site):
    static = {
        file.relative_to(real_site.folders.site).as_posix(): file
        for file in (real_site.folders.site / "_static").rglob("*")
        if file.is_file()
    }
    for name, file in static.items():
        digest = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
        assert f".{digest}." in name
    asked = set()
    for path, page in site.pages.items():
        for node in page.select("[href], [src], [data-script]"):
            for attribute in ("href", "src", "data-script"):
                asked.add(urljoin(SITE + path, node.get(attribute, "")).removeprefix(SITE))
    assert {name for name in asked if name.startswith("_static/")} == set(static)
    names = {Path(name).name.split(".")[0] for name in static}
    assert names == {"styles", "page", "search", "favicon"}


# -- Private and safe -----------------------------------------------------------------------------


def test_every_page_has_a_policy_and_nothing_that_it_forbids_and_gives_nothing_away(site):
    policies = set()
    for path, page in site.pages.items():
        (policy,) = page.select("meta[http-equiv=Content-Security-Policy]")
        assert not policy.find_previous(["script", "style", "link"]), path
        assert not page.select("[style], style, [onclick], [onload]"), path
        assert page.select_one("meta[name=referrer]")["content"] == "no-referrer", path
        for link in page.select("a[href*='://']"):
            assert link.get("rel") == ["noopener", "noreferrer"], f"{path}: {link}"
        if path not in site.redirects:
            policies.add(policy["content"])
    (policy,) = policies  # and hosts are told the same
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    headers = (site.folder / "_headers").read_text("utf-8")
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in headers
    assert "/_static/*\n  Cache-Control: public, max-age=31536000, immutable\n" in headers


def test_the_site_works_from_a_disk(chromium, real_site):
    page = chromium.new_page()
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto((real_site.folders.site / "talks/metpy/index.html").as_uri())
    assert page.locator(".bd-header").evaluate("n => getComputedStyle(n).position") == "sticky"
    icon = page.locator(".fa-magnifying-glass").first
    assert icon.evaluate("n => getComputedStyle(n).maskImage").startswith('url("data:image/svg')
    search(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("mark.search-match").first.wait_for()
    page.close()
    assert complaints == []


# -- What the theme's scripts did ------------------------------------------------------------------


def test_the_sidebar_of_a_phone_opens_and_closes(open_page):
    page = open_page("talks/metpy/", 360)
    button = page.get_by_role("button", name="Site navigation")
    dialog = page.locator("#pst-primary-sidebar-modal")
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(320, 400),  # beside it
        lambda: dialog.get_by_role("button", name="Close").click(),
    ):
        assert button.get_attribute("aria-expanded") == "false"
        button.focus()
        page.keyboard.press("Enter")
        dialog.get_by_role("link", name="Reading list").wait_for()
        assert button.get_attribute("aria-expanded") == "true"
        close()
        dialog.wait_for(state="hidden")
        assert page.evaluate("document.activeElement.className").endswith("primary-toggle")
    button.click()
    page.mouse.click(4, 400)  # inside, on nothing
    assert dialog.is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    dialog.wait_for(state="hidden")
    page.locator("#pst-primary-sidebar").get_by_role("link", name="MetPy").wait_for()


def test_colors_follow_their_switch_in_every_tab_the_system_and_the_printer(open_page):
    page = open_page("talks/metpy/", color_scheme="light")
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    page.locator(".theme-switch-button:visible").focus()
    page.keyboard.press("Enter")
    expect(html).to_have_attribute("data-theme", "dark")
    assert page.evaluate("document.activeElement.ariaLabel") == "Colors: dark"
    other = page.context.new_page()
    other.goto(page.url)
    assert other.locator("html").get_attribute("data-theme") == "dark"
    other.locator(".theme-switch-button:visible").click()
    expect(html).to_have_attribute("data-theme", "light")  # it follows
    other.locator(".theme-switch-button:visible").click()
    expect(html).to_have_attribute("data-mode", "auto")
    other.emulate_media(color_scheme="dark")
    other = other.locator("html")
    expect(other).to_have_attribute("data-theme", "dark")
    for event, theme in (("beforeprint", "light"), ("afterprint", "dark")):
        other.evaluate("(_, name) => dispatchEvent(new Event(name))", event)
        expect(other).to_have_attribute("data-theme", theme)

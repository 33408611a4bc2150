"""What other programs read: valid HTML, a sitemap, JSON-LD, the notes as Markdown."""

import json
import shutil
import struct
import subprocess
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from conference.site.publish import SITEMAP
from tests.project import other_project
from tools.build import ROOT

PICTURE = ROOT / "docs/_extra/share.png"
HOST = "https://example.org/notes/"


# Ends with an error where a sitemap is not as the protocol has it.
READ_SITEMAP = """
import { createReadStream } from "node:fs";
import { ErrorLevel, XMLToSitemapItemStream } from "sitemap";
const reader = new XMLToSitemapItemStream({ level: ErrorLevel.THROW });
for await (const page of createReadStream(process.argv[1]).pipe(reader)) void page;
"""
TYPED = """
import type { WebPage, WithContext } from "schema-dts";
export const page: WithContext<WebPage> = %s;
"""


def run_node(*arguments: object) -> None:
    """Run a program of node_modules, which finds nothing."""
    command = ["node", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_every_page_is_valid_html(real_site):
    pages = real_site.folders.site / "**/*.html"
    run_node("node_modules/.bin/html-validate", "--preset=standard", pages)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return a site that knows its address."""
    project = other_project(tmp_path_factory.mktemp("published"))
    shutil.copy(PICTURE, project.root / "docs/_extra")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", HOST)
        assert project.build() == 0
    return project.folders.site


def test_the_sitemap_has_every_page_that_can_be_read(published):
    run_node("--input-type=module", "--eval", READ_SITEMAP, published / "sitemap.xml")
    urls = ElementTree.parse(published / "sitemap.xml").getroot()
    assert urls.tag == f"{{{SITEMAP}}}urlset"
    found = {loc.text for loc in urls.iterfind("{*}url/{*}loc")}
    pages = {
        link["href"]
        for file in published.rglob("index.html")
        for link in BeautifulSoup(file.read_text("utf-8"), "html.parser").select(
            f"link[rel=canonical][href^='{HOST}']"
        )
    }
    assert found == pages - {f"{HOST}search/"}


def test_a_talk_says_in_json_ld_who_spoke_and_not_who_wrote(published, tmp_path):
    page = BeautifulSoup((published / "talks/first/index.html").read_text("utf-8"), "html.parser")
    (script,) = page.select('script[type="application/ld+json"]')
    typed = tmp_path / "page.ts"
    typed.write_text(TYPED % script.string, "utf-8")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    options = ("--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext")
    run_node("node_modules/.bin/tsc", *options, typed)
    data = json.loads(script.string or "")
    assert data["url"] == f"{HOST}talks/first/"
    assert data["about"]["performer"] == [{"@type": "Person", "name": "Ada Lovelace"}]
    assert data["about"]["superEvent"]["name"] == "Mini 2030"
    assert "author" not in data


def test_chats_get_a_picture_of_the_size_that_they_show(published):
    page = BeautifulSoup((published / "talks/first/index.html").read_text("utf-8"), "html.parser")
    assert page.select(f'[property="og:image"][content="{HOST}share.png"]')
    width, height = struct.unpack(">II", PICTURE.read_bytes()[16:24])  # PNG's header
    assert (width, height) == (1200, 630)


def test_what_needs_an_address_is_left_out_without_it(site, real_site):
    assert not (real_site.folders.site / "sitemap.xml").exists()
    assert all(not page.select('[type="application/ld+json"]') for page in site.pages.values())


def test_one_markdown_file_has_every_note_and_llms_txt_every_talk(real_site, data):
    html = BeautifulSoup(
        MarkdownIt().render((real_site.folders.site / "notes.md").read_text("utf-8")), "html.parser"
    )
    notes = [note for talk in data["talks"] for note in talk["notes"]]
    notes += data["reading_list"]["notes"]
    for note in notes:
        (link,) = html.select(f'a[href="{note["address"]}"]')
        item = link.find_parent("li")
        assert item is not None
        shown = "".join(t for t in item.find_all(string=True) if t.find_parent("ul") is item.parent)
        assert shown.strip() == f"{note['raw_line']} {note['corrected']}".replace("`", "")
    llms = (real_site.folders.site / "llms.txt").read_text("utf-8")
    for talk in data["talks"]:
        assert f"]({talk['address']})" in llms
        for addition in talk["additions"]:
            assert html.select(f'a[href="{addition["address"]}"]')

"""What other programs read: valid HTML, a sitemap, JSON-LD, the notes as Markdown."""

import json
import struct
from pathlib import Path
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from conference.site.publish import SITEMAP
from tests.helpers import run
from tools.build import ROOT

HOST = "https://example.org/a/b/"


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


def validate(*command: str | Path) -> None:
    """Run a program of node_modules, which finds nothing."""
    done = run("node", *command, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_every_page_is_valid_html(real_site):
    pages = real_site.folders.site / "**/*.html"
    validate("node_modules/.bin/html-validate", "--preset=standard", pages)


def test_the_sitemap_has_every_page_that_can_be_read(other_site):
    validate("--input-type=module", "--eval", READ_SITEMAP, other_site.folder / "sitemap.xml")
    urls = ElementTree.parse(other_site.folder / "sitemap.xml").getroot()
    assert urls.tag == f"{{{SITEMAP}}}urlset"
    found = {loc.text for loc in urls.iterfind("{*}url/{*}loc")}
    links = [page.select_one("link[rel=canonical]") for page in other_site.pages.values()]
    pages = {link["href"] for link in links if link}
    assert found == {page for page in pages if page.startswith(HOST)} - {f"{HOST}search/"}


def test_a_talk_says_in_json_ld_who_spoke_and_not_who_wrote_and_has_a_picture(other_site, tmp_path):
    page = other_site.pages["talks/first/"]
    (script,) = page.select('script[type="application/ld+json"]')
    typed = tmp_path / "page.ts"
    typed.write_text(TYPED % script.string, "utf-8")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    options = ("--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext")
    validate("node_modules/.bin/tsc", *options, typed)
    data = json.loads(script.string)
    assert data["url"] == f"{HOST}talks/first/"
    assert data["about"]["performer"] == [{"@type": "Person", "name": "Ada Lovelace"}]
    assert data["about"]["superEvent"]["name"] == "Mini 2030"
    assert "author" not in data
    # And chats get a picture of the size that they show.
    assert page.select(f'[property="og:image"][content="{HOST}share.png"]')
    header = (other_site.folder / "share.png").read_bytes()[:24]
    assert struct.unpack(">II", header[16:]) == (1200, 630)


def test_what_needs_an_address_or_a_repository_is_left_out_without_it(site):
    assert not (site.folder / "sitemap.xml").exists()
    for page in site.pages.values():
        assert page.select("[type='application/ld+json'], .edit-page, [data-source]") == []


def test_one_markdown_file_has_every_note_and_llms_txt_every_talk(site, data, notes):
    html = BeautifulSoup(
        MarkdownIt().render((site.folder / "notes.md").read_text("utf-8")), "html.parser"
    )
    for note in notes:
        (link,) = html.select(f'a[href="{note["address"]}"]')
        item = link.find_parent("li")
        shown = "".join(t for t in item.find_all(string=True) if t.find_parent("ul") is item.parent)
        assert shown.strip() == f"{note['raw_line']} {note['corrected']}".replace("`", "")
    llms = (site.folder / "llms.txt").read_text("utf-8")
    for talk in data["talks"]:
        assert f"]({talk['address']})" in llms
        for addition in talk["additions"]:
            assert html.select(f'a[href="{addition["address"]}"]')

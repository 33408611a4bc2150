"""Small things that tests of built pages share."""

from collections.abc import Iterable
from urllib.parse import urljoin

from bs4 import Tag

ORIGIN = "https://site.example/"  # where the built site is taken to be


def text(node: Tag | None) -> str:
    """Return the text of an element on one line."""
    assert node
    return " ".join(node.get_text().split())


def addresses(path: str, links: Iterable[Tag]) -> list[str]:
    """Return where the links on a page of the site lead."""
    return [urljoin(ORIGIN + path, str(link["href"])).removeprefix(ORIGIN) for link in links]

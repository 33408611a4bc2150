"""Which page lists which: every talk in exactly one day, every page in exactly one toctree."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from conference.model.faults import nearest
from .front_matter import text_of
from .registries import SLUG

if TYPE_CHECKING:
    from .loader import Loader
    from .written_pages import SourcePage


def check_slugs(loader: Loader) -> None:
    """Report talks whose file name is no slug, and drop one of two that would have one address."""
    start = f"{loader.sources.talks}/"
    seen: dict[str, SourcePage] = {}
    by_address = sorted(  # the page at the usual path first: it is the other one that is in the way
        (docname for docname in loader.pages if docname.startswith(start)),
        key=lambda docname: (docname.count("/"), docname),
    )
    for docname in by_address:
        page = loader.pages[docname]
        slug = docname.removeprefix(start).removesuffix("/index").rpartition("/")[2]
        if other := seen.get(slug.casefold()):
            message = f"two talks have the slug '{slug.casefold()}': this one and {other.path}"
            loader.fault(page.path, 1, message, "rename one of the two files")
            del loader.pages[docname]
            loader.unreadable.add(docname)
        elif docname != f"{start}{slug}" or not SLUG.fullmatch(slug):
            loader.fault(
                page.path,
                1,
                f"'{docname.removeprefix(start)}' is no slug",
                f"name the file {start}<slug>.md, with lower-case letters, digits and hyphens",
            )
        seen.setdefault(slug.casefold(), page)


def read_toctrees(loader: Loader) -> dict[str, list[str]]:
    """Return the document names that each page's toctrees list, and check each has one parent."""
    sources = loader.sources
    listed: dict[str, list[str]] = {}
    parents: dict[str, tuple[str, int]] = {}
    for docname, page in loader.pages.items():
        for line, entry in page.toctree():
            if entry == "self" or "://" in entry:
                continue
            folder = "" if entry.startswith("/") else posixpath.dirname(docname)
            target = posixpath.normpath(posixpath.join(folder, entry.lstrip("/"))).removesuffix(
                ".md"
            )
            is_talk = target.startswith(f"{sources.talks}/")
            if target not in loader.pages and target not in loader.unreadable:
                loader.fault(
                    page.path,
                    line,
                    f"'{entry}' is listed but there is no such page{nearest(target, loader.pages)}",
                    "correct the entry, or remove it",
                )
            elif target in parents:
                other, other_line = parents[target]
                what = "the talk" if is_talk else "the page"
                loader.fault(
                    page.path,
                    line,
                    f"{what} '{target}' is listed twice, first in {other}:{other_line}",
                    "keep one of the two entries",
                )
            elif is_talk and not docname.startswith(f"{sources.days}/"):
                loader.fault(
                    page.path,
                    line,
                    f"the talk '{target}' is listed outside a day",
                    f"list it in a page below {sources.days}/",
                )
                parents[target] = (page.path, line)
            else:
                parents[target] = (page.path, line)
                listed.setdefault(docname, []).append(target)
    for docname, page in loader.pages.items():
        if docname in parents or docname == sources.home or _is_orphan(page):
            continue
        if docname.startswith(f"{sources.talks}/"):
            mend = f"add '../{docname}' to the toctree of its day"
            loader.fault(page.path, 1, "the talk is in no day", mend)
        else:
            mend = f"add '{docname}' to the toctree of {sources.home}.md"
            loader.fault(page.path, 1, "the page is in no toctree", mend)
    return listed


def _is_orphan(page: SourcePage) -> bool:
    front = page.front_matter
    return bool(front and isinstance(front.value, dict) and text_of(front, "orphan"))

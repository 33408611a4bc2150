"""The links around a page: the talks of its day in the sidebar, and days in the header.

The theme resolves, renders and parses the sidebar anew for each page, although all talks of a day
show the same one; here a day is looked up once. And where a page lists all days with ``{days}``,
header and sidebar link to that instead of naming every day on every page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder

from conference.pages.days import DAYS_ID, Days
from conference.pages.loading import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from conference.model.catalogue import Day

# As the theme writes them.
SIDEBAR_LINK = '<li class="toctree-l1"><a class="reference internal" href="{href}">{title}</a></li>'
SIDEBAR_CURRENT = (
    '<li class="toctree-l1 current active"><a aria-current="page" '
    'class="current reference internal" href="#">{title}</a></li>'
)
HEADER_LINK = """
<li class="nav-item {active}">
  <a class="nav-link nav-internal" href="{href}"{current}>
    {title}
  </a>
</li>
"""


class Navigation:
    """Makes the links of one build, and keeps what pages share."""

    def __init__(self, app: Sphinx) -> None:
        """Take the application, whose builder is known when pages are written."""
        self.app = app
        self._titles: dict[str, str] = {}
        self._entries: dict[str, list[tuple[str, str]] | None] = {}
        self._days_page: str | None = None
        self._looked_for_days = False

    def put_into_context(
        self,
        app: Sphinx,
        pagename: str,
        templatename: str,
        context: dict[str, Any],
        doctree: nodes.Node | None,
    ) -> None:
        """Replace the functions that the theme's templates call, where this page needs others."""
        if not isinstance(app.builder, StandaloneHTMLBuilder):
            return
        day = self._day_of(pagename)
        entries = self._entries_of(day) if day else None
        theirs: Callable[..., Any] | None = context.get("generate_toctree_html")
        if theirs and day and entries:

            def generate_toctree_html(kind: str, **options: Any) -> Any:
                """Return the sidebar; the theme has other kinds."""
                if kind != "sidebar":
                    return theirs(kind, **options)
                return self._sidebar(pagename, day, entries)

            context["generate_toctree_html"] = generate_toctree_html
        if "generate_header_nav_html" in context and self.days_page:
            context["generate_header_nav_html"] = lambda **_: self._header(pagename)

    @property
    def days_page(self) -> str | None:
        """The page that lists all days, if there is one."""
        if not self._looked_for_days:
            self._days_page = _page_with_days(self.app.env)
            self._looked_for_days = True
        return self._days_page

    def _day_of(self, pagename: str) -> Day | None:
        catalogue = catalogue_of(self.app.config)
        if talk := catalogue.talks.get(pagename):
            return catalogue.day_of(talk)
        return catalogue.days.get(pagename)

    def _entries_of(self, day: Day) -> list[tuple[str, str]] | None:
        """Return the talks of a day with their titles; None where its toctree has anything else."""
        if day.docname not in self._entries:
            toctrees = self.app.env.tocs[day.docname].findall(addnodes.toctree)
            listed = [entry for toctree in toctrees for entry in toctree["entries"]]
            only_talks = tuple(page for _, page in listed) == day.talks
            self._entries[day.docname] = (
                [(page, escape(title) if title else self._title(page)) for title, page in listed]
                if only_talks
                else None
            )
        return self._entries[day.docname]

    def _title(self, page: str) -> str:
        """Return the title of a page as HTML, with the theme's choice of what to escape."""
        if page not in self._titles:
            builder = self.app.builder
            assert isinstance(builder, StandaloneHTMLBuilder)  # noqa: S101 - see put_into_context
            title = builder.render_partial(self.app.env.titles[page])["title"]
            self._titles[page] = title.replace("&quot;", '"').replace("&#64;", "@")
        return self._titles[page]

    def _sidebar(self, pagename: str, day: Day, entries: list[tuple[str, str]]) -> str:
        lines = [
            SIDEBAR_CURRENT.format(title=title)
            if page == pagename
            else SIDEBAR_LINK.format(title=title, href=self._href(pagename, page))
            for page, title in entries
        ]
        current = "" if pagename == day.docname else "current "
        html = "\n".join([f'<ul class="{current}nav bd-sidenav">', *lines, "</ul>\n"])
        if self.days_page:
            links = [
                SIDEBAR_LINK.format(title=title, href=href)
                for title, href in self._other_days(pagename, day)
            ]
            html += "\n".join(['<ul class="nav bd-sidenav other-days">', *links, "</ul>\n"])
        return html

    def _other_days(self, pagename: str, day: Day) -> Iterator[tuple[str, str]]:
        """Yield titles and addresses: the day before, the day after, all days."""
        days = list(catalogue_of(self.app.config).days)
        at = days.index(day.docname)
        if at > 0:
            before = days[at - 1]
            yield f"Day before: {self._title(before)}", self._href(pagename, before)
        if at + 1 < len(days):
            after = days[at + 1]
            yield f"Day after: {self._title(after)}", self._href(pagename, after)
        yield f"All {len(days)} days", self._days_href(pagename)

    def _header(self, pagename: str) -> str:
        """Return the links of the header: what the home page's toctree has, days as one."""
        env, catalogue = self.app.env, catalogue_of(self.app.config)
        links = []
        with_days = False
        in_a_day = self._day_of(pagename) is not None
        for toctree in env.tocs[self.app.config.root_doc].findall(addnodes.toctree):
            for title, page in toctree["entries"]:
                if page not in catalogue.days:
                    text = escape(title) if title else self._title(page)
                    inside = pagename == page or pagename in env.toctree_includes.get(page, ())
                    links.append((text, self._href(pagename, page), inside, pagename == page))
                elif not with_days:
                    with_days = True
                    links.append(("Days", self._days_href(pagename), in_a_day, False))
        return "\n".join(
            HEADER_LINK.format(
                title=title,
                href=href or "#",
                active="current active" if inside else "",
                current=' aria-current="page"' if here else "",
            )
            for title, href, inside, here in links
        )

    def _days_href(self, pagename: str) -> str:
        return f"{self._href(pagename, self.days_page or '')}#{DAYS_ID}"

    def _href(self, pagename: str, page: str) -> str:
        return self.app.builder.get_relative_uri(pagename, page)


def _page_with_days(env: BuildEnvironment) -> str | None:
    pages = sorted(env.metadata.items())
    return next((page for page, known in pages if Days in known.get("derived", ())), None)


def navigation_of(env: BuildEnvironment) -> object:
    """Return what every page shows of the navigation, beyond the titles of pages."""
    toctrees = env.tocs[env.config.root_doc].findall(addnodes.toctree)
    return _page_with_days(env), [toctree["entries"] for toctree in toctrees]


def setup(app: Sphinx) -> None:
    """Register the links, after the theme's own (priority 500)."""
    app.connect("html-page-context", Navigation(app).put_into_context, priority=600)

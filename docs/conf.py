"""Configuration of Sphinx: https://www.sphinx-doc.org/en/master/usage/configuration.html."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import conference

THEME = Path(conference.__file__).parent / "theme"

language = "en"

extensions = ["conference", "myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_*"]
templates_path = [str(THEME)]
nitpicky = True

myst_enable_extensions = ["colon_fence"]

bibtex_cite_id = "bib-{bibliography_count}-{key}"  # until each item has its own for good
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "reading-list"
bibtex_reference_style = "reading-list"
bibtex_tooltips = False  # the page behind the link says more, and to touch and keyboard too

# The one setting for where the site lives. Only canonical links need it: all others are relative,
# so the built site works at a root and below any path.
html_baseurl = f"{site_url.rstrip('/')}/" if (site_url := os.environ.get("SITE_URL")) else ""
# The repository on GitHub, whose pages for edits and issues the links to corrections lead to.
repository_url = os.environ.get("REPOSITORY_URL", "").rstrip("/")
html_theme = "pydata_sphinx_theme"
html_static_path = [str(THEME / "static")]
html_extra_path = ["_extra"]  # robots.txt
html_css_files = ["site.css"]
html_js_files = [("page.js", {"defer": "defer"})]  # bundled by tools.build from conference/browser/
html_favicon = str(THEME / "static/favicon.svg")
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
html_permalinks_icon = "#"
html_context = {"default_mode": "light"}  # without JavaScript; see conference/theme/layout.html
html_sidebars = {"**": ["day-navigation"]}  # only on talks and days, see conference/site/
html_theme_options = {
    "navbar_persistent": ["search-button-field"],
    "navbar_end": ["color-mode"],
    "back_to_top_button": False,  # needs the theme's script, and keys and phones have their own
    "disable_search": True,  # the theme's dialog; ours is in conference/theme/layout.html
    "header_links_before_dropdown": 7,
    "navbar_align": "left",
    # The theme renders each piece twice, first to see whether it is empty: these never are.
    "templates_skip_empty_check": [
        *("navbar-logo.html", "navbar-nav.html", "search-button-field.html", "color-mode.html"),
        *("day-navigation.html", "site-footer.html"),
    ],
    "article_header_start": [],  # no breadcrumbs: the header and a talk's eyebrow say where one is
    "show_prev_next": True,
    "shorten_urls": False,  # an address reads as it was noted
    "secondary_sidebar_items": [],
    "footer_start": [],
    "footer_end": [],
    "footer_center": ["site-footer"],
    "primary_sidebar_end": [],
}

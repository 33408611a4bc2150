"""Loads the catalogue before Sphinx reads a page, and reports its faults as Sphinx warnings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.util import logging

from conference.sources.load import Sources, load
from conference.sources.kept import Kept
from conference.model.catalogue import Catalogue

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from conference.model.faults import Fault

logger = logging.getLogger(__name__)


def catalogue_of(config: Config) -> Catalogue:
    """Return the catalogue that ``load_catalogue`` put into the configuration."""
    return cast("Catalogue", config.conference_catalogue)


def load_catalogue(app: Sphinx, config: Config) -> None:
    """Load the sources; warn of each fault; let Sphinx go on, so that one run finds all faults."""
    docs = Path(app.srcdir)
    sources = Sources(
        docs=docs,
        raw_notes=docs / config.conference_raw_notes,
        bibliography=docs / config.bibtex_bibfiles[0],
        home=config.root_doc,
    )
    file = Path(app.doctreedir, "conference.pickle")
    kept = Kept.load(file)
    catalogue, faults = load(sources, kept)
    kept.save(file)
    config.conference_catalogue = catalogue
    config.conference_faults = faults
    for fault in faults:
        logger.warning(
            "%s", fault, location=f"{fault.path}:{fault.line}", type="conference", subtype="source"
        )
    # What Sphinx and sphinxcontrib-bibtex would end on with a traceback.
    config.exclude_patterns += [
        fault.path.partition("/")[2] for fault in faults if "is not UTF-8" in fault.message
    ]
    if any("does not parse" in fault.message for fault in faults):
        config.bibtex_bibfiles = []


def fail_on_faults(app: Sphinx, exception: Exception | None) -> None:
    """Make a build with faults fail, also without ``-W``."""
    faults = cast("list[Fault]", app.config.conference_faults)
    if faults and exception is None:
        app.statuscode = 1


def setup(app: Sphinx) -> None:
    """Register the loading of the catalogue."""
    app.add_config_value("conference_raw_notes", "", "env", str, "The raw notes, from srcdir.")
    app.add_config_value("conference_catalogue", None, "", (), "Filled when the build starts.")
    app.add_config_value("conference_faults", [], "", list, "Filled when the build starts.")
    app.connect("config-inited", load_catalogue)
    app.connect("build-finished", fail_on_faults)

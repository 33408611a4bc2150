"""Makes docutils' settings once: they are the same for all pages.

For each page, Sphinx and MyST each have docutils declare some seventy options of a command line that
is not there, look for three files of settings, and ask for the defaults: a tenth of the time in which
a page is read. Sphinx itself keeps settings for the documents that it makes while it writes, but has
no hook for those of the pages that it reads, so two names are replaced here by functions that give
the same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import myst_parser.mdit_to_docutils.base as myst
import sphinx.util.docutils as of_sphinx
from docutils import frontend

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.config import Config

Key = tuple[object, ...]


class KeptOptions:
    """Stands for docutils' ``OptionParser``, whose defaults are made the first time they are asked."""

    made: dict[Key, tuple[dict[str, Any], frontend.Values]] = {}  # noqa: RUF012 - cleared, not replaced

    def __init__(
        self, components: Any, defaults: dict[str, Any] | None = None, **options: Any
    ) -> None:
        """Take the arguments of an ``OptionParser`` as far as it is called with any."""
        self.components = components
        self.defaults = defaults or {}
        self.options = options

    def get_default_values(self) -> frontend.Values:
        """Return a copy of the defaults."""
        classes = (part if isinstance(part, type) else type(part) for part in self.components)
        key = (*classes, *self.options.items())
        asked, values = self.made.get(key, (None, None))
        if values is None or asked != self.defaults:
            parser = frontend.OptionParser(self.components, self.defaults, **self.options)
            values = parser.get_default_values()
            self.made[key] = dict(self.defaults), values
        return copy_of(values)


def copy_of(values: frontend.Values) -> frontend.Values:
    """Return settings that can be changed without changing the others, as pages do to theirs."""
    copied = values.copy()
    for name, value in vars(values).items():
        if isinstance(value, list | dict):
            setattr(copied, name, value.copy())
    copied.record_dependencies = type(values.record_dependencies)()
    return copied


def get_default_settings(*components: Any) -> frontend.Values:
    """Do what docutils' function of this name does, once."""
    return KeptOptions(components).get_default_values()


def keep_settings(app: Sphinx, config: Config) -> None:
    """Put the functions in place; forget what an earlier build kept."""
    KeptOptions.made.clear()
    vars(of_sphinx)["OptionParser"] = KeptOptions
    vars(myst)["get_default_settings"] = get_default_settings


def setup(app: Sphinx) -> None:
    """Register the replacement."""
    app.connect("config-inited", keep_settings)

"""Sphinx extension for conference notes: talks, days, people and a reading list from plain sources.

``model``, ``catalogue`` and what they import know nothing of Sphinx, and importing this package
imports none of it; the modules that ``extension`` registers only render the checked catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    from .extension import register

    return register(app)

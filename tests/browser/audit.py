"""Every page in each of its states, in three widths, light and dark: `nox -s audit` runs this."""

import pytest

from tests.states import STATES, violations


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_axe_finds_nothing_on_any_page(open_page, address, site, width, scheme, state):
    """Nothing is logged either, and no other host is asked, for which ``open_page`` fails."""
    page = open_page("", width, color_scheme=scheme, bypass_csp=True)  # the policy keeps axe out
    found = []
    for path in site.pages.keys() - site.redirects:
        page.goto(address + path)
        if STATES[state](page):
            found += [f"{path}: {one}" for one in violations(page)]
    assert found == []

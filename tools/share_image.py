"""Draws what chats show of a link to a conference: ``python -m tools.share_image``.

It is the picture of the home page, taken from the built site, as ``docs/_extra/<folder>/share.png``.
The files are committed: draw them again when a conference has new notes.
"""

from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tools.browser import need_browser
from tools.build import DEFAULT
from tools.serving import hosting

SIZE: ViewportSize = {"width": 1200, "height": 630}  # what Open Graph's readers show whole
ONLY = """() => {
  const [title, ...rest] = document.querySelectorAll("h1, .picture, .legend");
  document.body.replaceChildren(title, "Notes by one attendee, talk by talk", ...rest);
}"""
STYLE = """
  body { zoom: 2; display: block; min-height: 0; padding: 44px 36px 0; overflow: hidden; }
  h1 { margin: 0; font-size: 48px; }
  .picture { margin-top: 20px; }
  .headerlink { display: none; }
"""


def main() -> None:
    """Draw the picture of each conference that the built site has."""
    with hosting(DEFAULT.site) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, bypass_csp=True)
        for notes in sorted(DEFAULT.site.rglob("notes.md")):  # one in the folder of each conference
            folder = notes.parent.relative_to(DEFAULT.site)
            page.goto(f"{server.address}{folder.as_posix()}/")
            page.evaluate(ONLY)
            page.add_style_tag(content=STYLE)
            file = Path(DEFAULT.docs, "_extra", folder, "share.png")
            page.screenshot(path=file)
            print(f"Drew {file}")
        browser.close()


if __name__ == "__main__":
    main()

"""Three engines behind one small client of WebDriver (https://www.w3.org/TR/webdriver2/).

Chromium and WebKit have a driver that talks HTTP. Firefox is asked itself: Marionette, with which
geckodriver talks to it, has the same commands. Consoles are read as each engine has them.
"""

import contextlib
import itertools
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.helpers import running

Running = tuple[Callable[..., Any], Callable[[], list[str]]]  # calls a command; reads the console

PATIENCE = 40  # seconds
HEIGHT = 800
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Control": "\ue009"}
KEYS |= {"ArrowDown": "\ue015", "ArrowUp": "\ue013"}
PATHS = {"Navigate": "url", "ExecuteScript": "execute/sync", "PerformActions": "actions"}
FIREFOX_PREFERENCES = """\
user_pref("marionette.port", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
"""
# Of the pages, the browser and its policy.
FIREFOX_CONSOLE = """
const stored = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
const raised = Services.console.getMessageArray().filter((one) =>
  one instanceof Ci.nsIScriptError && (one.category === "CSP" || /^http:/.test(one.sourceName)));
const logged = stored.getEvents().filter((one) => /^http:/.test(one.filename));
Services.console.reset();
stored.clearEvents();
return [...raised.map(String), ...logged.map((one) => `${one.level}: ${one.arguments.join(" ")}`)];
"""
PLACE = """((selector) => {
  const shown = [...document.querySelectorAll(selector)].find((one) =>
    one.checkVisibility({ visibilityProperty: true }));
  shown?.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = shown?.getBoundingClientRect() ?? {};
  return shown && [Math.round(left + width / 2), Math.round(top + height / 2)];
})(arguments[0])"""


class WebDriverError(Exception):
    """What an engine answers instead of a result."""


class Engine:
    def __init__(self, running: Running, address: str) -> None:
        self.call, self.console = running
        self.address = address

    def open(self, path: str) -> None:
        self.call("Navigate", url=self.address + path)

    def back(self) -> None:
        """Go back; a script would not do: WebKit never answers one that its page cache overtakes."""
        self.call("Back")

    def run(self, script: str, *arguments: Any) -> Any:
        return self.call("ExecuteScript", script=script, args=arguments)

    def get(self, expression: str, *arguments: Any) -> Any:
        return self.run(f"return {expression}", *arguments)

    def until(self, expression: str, *arguments: Any) -> Any:
        """Return what an expression is once that is something."""
        return wait_for(lambda: self.get(expression, *arguments), f"{expression} {arguments}")

    def press(self, *keys: str) -> None:
        codes = [KEYS.get(key, key) for key in keys]
        steps = [{"type": "keyDown", "value": code} for code in codes]
        steps += [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self.call("PerformActions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def type(self, text: str) -> None:
        for key in text:
            self.press(key)

    def click(self, selector: str) -> None:
        """Click the first visible element that matches, in its middle."""
        x, y = self.until(PLACE, selector)
        steps = [{"type": "pointerMove", "x": x, "y": y}]
        steps += [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.call("PerformActions", actions=[{"type": "pointer", "id": "mouse", "actions": steps}])


def post(url: str, body: dict[str, Any], method: str = "POST") -> Any:
    request = urllib.request.Request(url, json.dumps(body).encode(), method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise WebDriverError(json.load(error)["value"]) from None


def wait_for(get: Callable[[], Any], what: str) -> Any:
    """Return what a function returns once that is something, and no error on the way there."""
    end, last = time.monotonic() + PATIENCE, None
    while time.monotonic() < end:
        try:
            if found := get():
                return found
        except (OSError, ValueError, WebDriverError) as error:
            last = error
        time.sleep(0.05)
    raise AssertionError(f"This never came: {what}") from last


@contextlib.contextmanager
def session(driver: str, capabilities: dict[str, Any], **options: Any) -> Iterator[Any]:
    """Start a driver and a session; give a function that calls its commands."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/session"
    wanted = {"capabilities": {"alwaysMatch": capabilities}}
    with running(driver, f"--port={port}", stdin=subprocess.DEVNULL, **options):
        here = f"{url}/{wait_for(lambda: post(url, wanted), driver)['sessionId']}"
        yield lambda name, **given: post(f"{here}/{PATHS.get(name, name.lower())}", given)
        post(here, {}, "DELETE")


@contextlib.contextmanager
def chromium(folder: Path, width: int) -> Iterator[Running]:
    screen = {"width": width, "height": HEIGHT, "touch": False, "mobile": False}
    options = {
        "binary": "/usr/bin/chromium",
        "args": ["--headless", "--no-sandbox", "--disable-background-networking"],
        "mobileEmulation": {"deviceMetrics": screen},  # a window cannot be this narrow
    }
    capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
    env = {**os.environ, "TMPDIR": f"{folder}"}
    with session("chromedriver", capabilities, env=env) as call:
        yield call, lambda: [one["message"] for one in call("se/log", type="browser")]


@contextlib.contextmanager
def firefox(folder: Path, width: int) -> Iterator[Running]:
    (folder / "user.js").write_text(FIREFOX_PREFERENCES)
    flags = ("--headless", "--no-remote", "--marionette", "--remote-allow-system-access")
    with contextlib.ExitStack() as all_of_it:
        all_of_it.enter_context(running("firefox-esr", *flags, "--profile", folder))
        port = wait_for(lambda: int((folder / "MarionetteActivePort").read_text()), "Firefox")
        line = all_of_it.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE))
        heard = all_of_it.enter_context(line.makefile("rb"))
        numbers = itertools.count(1)

        def receive() -> Any:
            size = b"".join(iter(lambda: heard.read(1), b":"))
            return json.loads(heard.read(int(size)))

        def call(name: str, **given: Any) -> Any:
            name = name if ":" in name else f"WebDriver:{name}"
            message = json.dumps([0, next(numbers), name, given]).encode()
            line.sendall(b"%d:%s" % (len(message), message))
            *_, error, answer = receive()
            if error:
                raise WebDriverError(error)
            return answer.get("value")

        def of_the_browser(script: str, *arguments: Any) -> Any:
            call("Marionette:SetContext", value="chrome")
            found = call("ExecuteScript", script=script, args=arguments)
            call("Marionette:SetContext", value="content")
            return found

        receive()  # its name and version
        call("NewSession", capabilities={})
        size = "Object.assign(gBrowser.selectedBrowser.style, arguments[0])"
        of_the_browser(size, {"width": f"{width}px", "height": f"{HEIGHT}px"})
        yield call, lambda: of_the_browser(FIREFOX_CONSOLE)
        call("Marionette:Quit", flags=["eForceQuit"])


@contextlib.contextmanager
def webkit(folder: Path, width: int) -> Iterator[Running]:
    screen = ("Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1600x1200x24")
    window = [f"{Path(__file__).with_name('window.py')}", f"{width}", f"{HEIGHT}"]
    capabilities = {"webkitgtk:browserOptions": {"binary": "/usr/bin/python3", "args": window}}
    said = folder / "said"
    with running(*screen) as xvfb, said.open("wb") as out, said.open("r") as console:
        env = {**os.environ, "DISPLAY": f":{xvfb.stdout.readline().strip()}"}
        env |= {"XDG_CACHE_HOME": f"{folder}", "XDG_DATA_HOME": f"{folder}"}
        with session("WebKitWebDriver", capabilities, env=env, stdout=out, stderr=out) as call:
            yield call, lambda: [line for line in console if "CONSOLE" in line]


ENGINES = {"chromium": chromium, "firefox": firefox, "webkit": webkit}

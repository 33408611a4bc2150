"""A window of WebKitGTK for WebKitWebDriver, by Debian's own Python: `window.py <width> <height>`.

Debian's MiniBrowser cannot be as narrow as a phone, and says nothing of what is on its console.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402 - the versions have to be chosen first

context = WebKit2.WebContext()
settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True, enable_page_cache=True)


def make_view(_session):
    view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    window = Gtk.Window()
    window.set_default_size(*map(int, sys.argv[1:]))
    window.add(view)
    window.show_all()
    view.grab_focus()
    view.connect("close", lambda _view: window.destroy())
    return view


def start(_context, session):
    about = WebKit2.ApplicationInfo()
    about.set_name("MiniBrowser")  # the driver takes no other
    about.set_version(
        WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version()
    )
    session.set_application_info(about)
    session.connect("create-web-view", make_view)


context.set_automation_allowed(True)
context.connect("automation-started", start)
Gtk.main()

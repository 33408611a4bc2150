extensions = ["conference", "myst_parser"]
exclude_patterns = ["_*"]
html_theme = "basic"
html_copy_source = False
myst_enable_extensions = ["colon_fence"]

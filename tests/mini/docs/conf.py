extensions = ["conference", "myst_parser", "sphinxcontrib.bibtex"]
exclude_patterns = ["_*"]
html_theme = "basic"
html_copy_source = False
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = bibtex_reference_style = "reading-list"

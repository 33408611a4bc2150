"""Measures the site: Lighthouse, accessibility and the search."""

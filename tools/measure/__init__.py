"""Measures the site: builds, Lighthouse, accessibility and the search."""

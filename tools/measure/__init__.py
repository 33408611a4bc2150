"""Measures the site: builds, weight, Lighthouse, accessibility and the search."""

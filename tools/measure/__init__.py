"""Measures the site: builds, saves, weight, Lighthouse, accessibility and the search."""

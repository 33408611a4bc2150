"""The audit: weight, Lighthouse, accessibility and privacy of the built site, held against a budget."""

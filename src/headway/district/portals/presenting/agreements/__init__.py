"""Targets and offers on pages: words, forms, and the pages that every portal frames in its own way."""

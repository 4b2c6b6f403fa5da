"""The curriculum lead's pages, one module per subject."""

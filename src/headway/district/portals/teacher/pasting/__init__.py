"""Ratings pasted from a spreadsheet: a table of texts, what its columns mean, and what each row would record."""

"""Maps of a continuum, for every portal that shows one.

`asked` reads the look from the address, `shape` places competencies in rows and columns, `ways` finds what leads to the
chosen one, `finding` and `found` search, `drawing` writes the marks, `page` puts a page together.
"""

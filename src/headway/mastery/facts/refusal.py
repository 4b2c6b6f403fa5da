"""How the mathematics says no: one kind of error whose message is a sentence that names what to do."""

from __future__ import annotations


class Refused(ValueError):
    """Input that the mathematics will not read.

    `str(error)` is the English sentence: what was found, where, and the remedy. `code` and `params` let the
    running system say the same in another language.
    """

    def __init__(self, code: str, sentence: str, **params: object) -> None:
        super().__init__(sentence)
        self.code = code
        self.params = params

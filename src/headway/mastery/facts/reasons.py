"""Reasons: why a number is what it is, as a code with parameters, turned into a sentence only when shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LANGUAGES = ("en", "es")

Param = int | float | str
# What stands before the decimals, where it is no point.
_DECIMAL_MARKS = {"es": ","}
# A sentence, or its two forms: for exactly one ("one") and for any other number ("other") of `count`.
Sentence = str | Mapping[str, str]
SentenceTable = Mapping[str, Mapping[str, Sentence]]


@dataclass(frozen=True, order=True)
class Reason:
    """One step of an explanation. Equal reasons have equal codes and params, so tests can name them."""

    code: str
    params: tuple[tuple[str, Param], ...] = ()

    @classmethod
    def of(cls, code: str, **params: Param) -> Reason:
        return cls(code, tuple(sorted(params.items())))

    def __getitem__(self, name: str) -> Param:
        return dict(self.params)[name]

    def as_dict(self) -> dict[str, object]:
        return {"code": self.code, "params": dict(self.params)}


def say(
    reason: Reason,
    table: SentenceTable,
    language: str,
    *,
    level_names: Sequence[str] = (),
    level_params: Sequence[str] = (),
) -> str:
    """The sentence for a reason.

    `table[language][code]` is a format string, or its forms for one and for any other `count`.
    `level_names` are the scale's names in that language, lowest first; the params listed in `level_params`
    are ordinals and are shown by name. A language without a table, or a code without a sentence, is a
    KeyError: the tests hold the tables complete.
    """
    sentence = table[language][reason.code]
    params = dict(reason.params)
    if not isinstance(sentence, str):
        sentence = sentence["one" if params["count"] == 1 else "other"]
    shown = {
        name: level_names[int(value) - 1] if name in level_params else plain_number(value, language)
        for name, value in params.items()
    }
    return sentence.format(**shown)


def plain_number(value: Param, language: str = "en") -> str:
    """Numbers as people write them: no trailing zeros, at most two decimals, with the language's mark before them."""
    if isinstance(value, float):
        shown = f"{value:.2f}".rstrip("0").rstrip(".")
        return shown.replace(".", _DECIMAL_MARKS.get(language, "."))
    return str(value)

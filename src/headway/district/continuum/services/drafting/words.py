"""What people type, made into values of the record; a value that cannot be one is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.types import DomainKind, Importance, NoteKind
from headway.district.foundation.api import FieldProblem, Refused

__all__ = ["clean", "clean_annotations"]

HIGHEST_LEVEL = 20
HEAVIEST = 500
PERFORMANCE_LEVELS = 6
LONGEST_CODE = 255
LONGEST_NAME = 512


def clean(subject: str, field: str, value: Any) -> Any:
    """The value of this field as it is stored. Raises Refused for a value that it cannot have."""
    name = field.split(":")[0]
    if name == "annotations":
        return clean_annotations(value)
    try:
        return _CLEANERS.get((subject, name), _text)(value)
    except Refused as refused:
        problem = FieldProblem(refused.sentence, field=field, remedy=refused.remedy)
        raise Refused(refused.sentence, remedy=refused.remedy, problems=(problem,)) from refused


def clean_annotations(value: Iterable[Any] | None) -> list[dict[str, str]]:
    """Pairs of a quoted part and what it shows; pairs without a note are left out."""
    pairs = []
    for one in value or ():
        quote, note = (one.get("quote", ""), one.get("note", "")) if isinstance(one, Mapping) else one
        if _text(note):
            pairs.append({"quote": _text(quote), "note": _text(note)})
    return pairs


def _text(value: Any) -> str:
    """Browsers send line ends as two signs; no database takes a zero byte."""
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _short(longest: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = _text(value).replace("\n", " ")
        if len(text) > longest:
            raise Refused(
                _("This takes up to %(longest)s characters; there are %(count)s.")
                % {"longest": longest, "count": len(text)},
                remedy=_("Shorten it."),
            )
        return text

    return read


def _number(lowest: int, highest: int, sentence: Any, remedy: Any, *, optional: bool) -> Callable[[Any], Any]:
    def read(value: Any) -> int | None:
        if optional and (value is None or _text(value) == ""):
            return None
        try:
            number = int(_text(value))
        except ValueError:
            number = lowest - 1
        if not lowest <= number <= highest:
            raise Refused(sentence, remedy=remedy)
        return number

    return read


def _one_of(words: Iterable[str], sentence: Any) -> Callable[[Any], str]:
    known = set(words)

    def read(value: Any) -> str:
        if str(value) not in known:
            raise Refused(sentence, remedy=_("Choose one from the list."))
        return str(value)

    return read


def _switch(value: Any) -> bool:
    return value in (True, "true", "on", "1", 1)


_LEVEL = _number(
    0,
    HIGHEST_LEVEL,
    _("A level is a whole number from 0 to 20."),
    _("Write the number of the column on the map, or leave it empty."),
    optional=True,
)
_PERFORMANCE_LEVEL = _number(
    1,
    PERFORMANCE_LEVELS,
    _("There is no such performance level."),
    _("Choose a level of the district's scale."),
    optional=True,
)
_PLACE = _number(
    0, 1_000_000, _("A place in the order is a whole number."), _("Write a number."), optional=False
)
_CLEANERS: Mapping[tuple[str, str], Callable[[Any], Any]] = {
    ("competency", "code"): _short(LONGEST_CODE),
    ("competency", "level"): _LEVEL,
    ("competency", "depth"): _number(
        1,
        4,
        _("Depth of knowledge is a number from 1 to 4."),
        _("Choose one of the four, or leave it open."),
        optional=True,
    ),
    ("competency", "importance"): _one_of(
        Importance.values, _("A competency is either essential or supporting.")
    ),
    ("competency", "weight"): _number(
        1,
        HEAVIEST,
        _("A weight is a whole number of learning units, from 1 to 500."),
        _("Write how many learning units the competency counts in pace."),
        optional=False,
    ),
    ("competency", "sequence"): _PLACE,
    ("competency", "is_ratable"): _switch,
    ("domain", "name"): _short(LONGEST_NAME),
    ("domain", "kind"): _one_of(DomainKind.values, _("There is no such kind of domain.")),
    ("domain", "sequence"): _PLACE,
    ("strand", "name"): _short(2 * LONGEST_NAME),
    ("strand", "sequence"): _PLACE,
    ("prerequisite", "is_gate"): _switch,
    ("exemplar", "title"): _short(LONGEST_NAME),
    ("exemplar", "level"): _PERFORMANCE_LEVEL,
    ("exemplar", "address"): _short(2 * LONGEST_NAME),
    ("exemplar", "source"): _short(LONGEST_NAME),
    ("exemplar", "sequence"): _PLACE,
    ("note", "kind"): _one_of(NoteKind.values, _("There is no such kind of note.")),
    ("note", "sequence"): _PLACE,
    ("criterion", "position"): _PLACE,
}

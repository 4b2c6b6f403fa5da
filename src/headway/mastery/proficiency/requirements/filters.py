"""A filter: which pieces of evidence a requirement looks at. Every predicate that counts takes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from headway.mastery.facts import Form, Mark, Refused
from headway.mastery.proficiency.body import Body, Piece
from headway.mastery.proficiency.checking import choices_of, count_of

FORMS = {form.name.lower(): form for form in Form}
MARKS = {mark.name.lower(): mark for mark in Mark if mark.name and mark is not Mark.NONE}
DEEPEST = 4
# Ten years: longer is the same as no limit.
MOST_DAYS = 3660


@dataclass(frozen=True)
class Filter:
    """Pieces that pass all of it. An empty filter lets every piece pass; what was not told passes nothing.

    forms: one of these. without_forms: none of these. depth: that depth of knowledge or deeper. within_days: shown
    in that many days before today. marks: all of these. without: none of these. raters: rated by at least so many
    people. last: of those that pass all the others, the most recent ones.
    """

    forms: tuple[Form, ...] = ()
    without_forms: tuple[Form, ...] = ()
    depth: int | None = None
    within_days: int | None = None
    marks: Mark = Mark.NONE
    without: Mark = Mark.NONE
    raters: int = 1
    last: int | None = None

    FIELDS: ClassVar[tuple[str, ...]] = (
        "forms",
        "without_forms",
        "depth",
        "within_days",
        "independent",
        "marks",
        "without",
        "raters",
        "last",
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "forms", tuple(sorted(set(self.forms))))
        object.__setattr__(self, "without_forms", tuple(sorted(set(self.without_forms))))
        if not self.forms_left:
            raise Refused(
                "filter_no_form",
                "This filter leaves no form of evidence; name at least one that it doesn't also leave out.",
            )
        if self.within_days is not None:
            count_of("within_days", self.within_days, most=MOST_DAYS)
        if self.depth is not None:
            count_of("depth", self.depth, most=DEEPEST)
        count_of("raters", self.raters)
        if self.last is not None:
            count_of("last", self.last)
        if Mark.INDEPENDENT in self.marks and Mark.SUPPORTED in self.marks:
            raise Refused(
                "filter_help",
                "The same piece can't be shown both without help and with help; choose one of the two.",
            )
        if both := self.marks & self.without:
            name = next(name for name, mark in MARKS.items() if mark in both)
            raise Refused(
                "filter_mark_both",
                f"This filter asks for “{name}” and leaves it out at once; keep one of the two.",
                mark=name,
            )

    @classmethod
    def from_settings(cls, settings: Mapping[str, object]) -> Self:
        """The filter in the settings of a predicate; what is not of a filter is left alone."""
        marks = Mark.NONE
        if "independent" in settings:
            if settings["independent"] is not True:
                raise Refused(
                    "filter_independent",
                    f"The setting independent is {settings['independent']!r}; "
                    "write true for work shown without help, or leave it out.",
                )
            marks |= Mark.INDEPENDENT
        for mark in choices_of("marks", settings.get("marks", ()), Mark, MARKS):
            marks |= mark
        without = Mark.NONE
        for mark in choices_of("without", settings.get("without", ()), Mark, MARKS):
            without |= mark
        if "forms" in settings and settings["forms"] == []:
            raise Refused(
                "filter_no_form", "The list of forms is empty; name at least one form, or leave the list out."
            )
        return cls(
            forms=tuple(choices_of("forms", settings.get("forms", ()), Form, FORMS)),
            without_forms=tuple(choices_of("without_forms", settings.get("without_forms", ()), Form, FORMS)),
            marks=marks,
            without=without,
            **{  # type: ignore[arg-type]
                name: settings[name]
                for name in ("depth", "within_days", "raters", "last")
                if name in settings
            },
        )

    def to_settings(self) -> dict[str, object]:
        """Only what differs from an empty filter."""
        found: dict[str, object] = {}
        if self.forms:
            found["forms"] = [form.name.lower() for form in self.forms]
        if self.without_forms:
            found["without_forms"] = [form.name.lower() for form in self.without_forms]
        for name in ("depth", "within_days", "last"):
            if (value := getattr(self, name)) is not None:
                found[name] = value
        if self.raters > 1:
            found["raters"] = self.raters
        if Mark.INDEPENDENT in self.marks:
            found["independent"] = True
        if marks := [n for n, mark in MARKS.items() if mark in self.marks and mark is not Mark.INDEPENDENT]:
            found["marks"] = marks
        if without := [name for name, mark in MARKS.items() if mark in self.without]:
            found["without"] = without
        return found

    def also(self, marks: Mark) -> Self:
        """The filter that asks for these marks too."""
        return replace(self, marks=self.marks | marks)

    @property
    def forms_left(self) -> tuple[Form, ...]:
        return tuple(form for form in self.forms or Form if form not in self.without_forms)

    @property
    def asks_for_circumstances(self) -> bool:
        return bool(self.forms or self.without_forms or self.depth is not None or self.marks or self.without)

    def choose(self, body: Body) -> list[Piece]:
        """The pieces that pass, oldest first."""
        passing = [piece for piece in body.pieces if self._passes(piece, body)]
        return passing if self.last is None else passing[-self.last :]

    def _passes(self, piece: Piece, body: Body) -> bool:
        told = piece.latest
        return (
            (not self.forms or told.form in self.forms)
            and told.form not in self.without_forms
            and (self.depth is None or told.depth >= self.depth)
            and (self.within_days is None or told.observed_at >= body.days_ago(self.within_days))
            and told.marks & self.marks == self.marks
            and not told.marks & self.without
            and (self.raters == 1 or len(piece.raters) >= self.raters)
        )

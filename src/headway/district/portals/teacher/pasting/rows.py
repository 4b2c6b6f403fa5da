"""What each pasted cell would record: who, what, which level, when; or what stands in its way and how to mend it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, folded
from headway.district.evidence.api import RatingLine, Sent, sent_before
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer
from headway.district.policy.api import DistrictScale, scale_for
from headway.district.portals.teacher.pasting.table import Competencies, Table
from headway.district.portals.teacher.reading import LONGEST_NOTE, LONGEST_TITLE, observed_at

__all__ = ["DATE_ORDERS", "PastedRow", "Settings", "lines_of", "plain_name", "rows_of"]

NEW, THERE, TWICE, OPEN, ASKS, PROBLEM = "new", "there", "twice", "open", "asks", "problem"
DATE_ORDERS = ("iso", "mdy", "dmy")
# What people write where there is no evidence. A zero is not among them: it looks like a level and is none.
_NOTHING = {"", "-", "–", "—", "n/a", "na", "x", "none", "missing", "no evidence", "nada", "falta", "sin evidencia"}  # fmt: skip
_GENERATIONS = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for rows that don't say it themselves. chosen: name as pasted → learner, where several bear it."""

    observed_on: dt.date
    date_order: str
    form: str
    title: str
    chosen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One rating of the table. number: the row as a spreadsheet shows it; column: the heading of its level."""

    number: int
    column: str
    who: str
    learner: Any = None
    competency: CompetencyInfo | None = None
    level: int | None = None
    given: str = ""
    observed_on: dt.date | None = None
    feedback: str = ""
    title: str = ""
    state: str = NEW
    field: str = ""
    sentence: str = ""
    remedy: str = ""
    candidates: tuple[Any, ...] = ()
    request_key: str = ""


class _Cannot(Exception):
    def __init__(self, field: str, sentence: str, remedy: str):
        self.field, self.sentence, self.remedy = field, sentence, remedy


def rows_of(
    table: Table,
    *,
    viewer: Viewer,
    learners: Sequence[Any],
    continuum: ContinuumMap,
    competencies: Competencies,
    settings: Settings,
) -> tuple[PastedRow, ...]:
    """Every cell with a level as one row, in the order of the table; nothing is written. Few queries, however many."""
    reader = _Reader(table, learners, continuum, competencies, settings)
    rows = [row for number, cells in table.rows for row in reader.rows(number, cells)]
    return _sent(rows, viewer)


def lines_of(rows: Sequence[PastedRow], section: Any, form: str) -> list[RatingLine]:
    """What is recorded of the rows that are new."""
    return [
        RatingLine(
            learner_id=row.learner.pk,
            competency_id=row.competency.id,
            level=row.level,
            observed_at=observed_at(row.observed_on),
            title=row.title,
            form=form,
            section_id=section.pk,
            feedback=row.feedback,
            request_key=row.request_key,
        )
        for row in rows
        if row.state == NEW and row.competency is not None and row.level and row.observed_on
    ]


class _Reader:
    def __init__(
        self,
        table: Table,
        learners: Sequence[Any],
        continuum: ContinuumMap,
        competencies: Competencies,
        settings: Settings,
    ):
        self._table = table
        self._continuum = continuum
        self._competencies = competencies
        self._settings = settings
        self._scale = scale_for()
        self._levels = _level_names()
        self._learners = _Learners(learners, settings.chosen)

    def rows(self, number: int, cells: tuple[str, ...]) -> list[PastedRow]:
        table = self._table
        who = self._who(cells)
        if table.rated:
            wide = [
                (h.text, h.competency_id, cells[place] if place < len(cells) else "")
                for place, h in table.rated
            ]
            filled = [one for one in wide if one[2].strip()]
            return [
                self._row(number, cells, who, heading, competency_id, given)
                for heading, competency_id, given in filled
            ]
        return [self._row(number, cells, who, _("Level"), None, table.cell(cells, "level"))]

    def _who(self, cells: tuple[str, ...]) -> dict[str, str]:
        return {
            name: self._table.cell(cells, name) for name in ("learner", "given", "family", "code", "email")
        }

    def _row(
        self,
        number: int,
        cells: tuple[str, ...],
        who: dict[str, str],
        column: str,
        competency_id: int | None,
        given: str,
    ) -> PastedRow:
        table = self._table
        shown = who["learner"] or f"{who['given']} {who['family']}".strip() or who["code"] or who["email"]
        row = PastedRow(number, column, shown, given=given)
        if folded(given) in _NOTHING:
            return replace(row, state=OPEN)
        try:
            level = self._level(given)
            if competency_id is None:
                competency_id = self._competency(table.cell(cells, "competency"))
            row = replace(row, level=level, competency=self._continuum.by_id[competency_id])
            row = replace(
                row,
                observed_on=self._date(table.cell(cells, "date")),
                feedback=self._text(table.cell(cells, "feedback"), "feedback", LONGEST_NOTE),
                title=self._text(table.cell(cells, "title") or self._settings.title, "title", LONGEST_TITLE),
            )
            found = self._learners.meant(who)
        except _Cannot as why:
            return replace(row, state=PROBLEM, field=why.field, sentence=why.sentence, remedy=why.remedy)
        if len(found) > 1:
            return replace(
                row,
                state=ASKS,
                field=_("Learner"),
                sentence=_("“%(name)s” may be several learners of this section.") % {"name": shown},
                remedy=_("Choose who is meant."),
                candidates=found,
            )
        return replace(row, learner=found[0], request_key=_key(row, found[0]))

    def _competency(self, text: str) -> int:
        found = self._competencies.meant(text)
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(self._continuum.by_id[one].code for one in found[:6])
            raise _Cannot(
                _("Competency"),
                _("“%(text)s” is the title of several competencies.") % {"text": text},
                _("Write the code instead: %(codes)s.") % {"codes": codes},
            )
        raise _Cannot(
            _("Competency"),
            _("There is no competency “%(text)s” on the continuum.") % {"text": text}
            if text
            else _("This row names no competency."),
            _("Write its code as the class grid shows it."),
        )

    def _level(self, text: str) -> int:
        scale = self._scale
        words = folded(" ".join(text.split()))
        number = re.fullmatch(r"(\d+)(?:[.,]0+)?", words)
        if number and 1 <= int(number[1]) <= scale.size:
            return int(number[1])
        if words in self._levels:
            return self._levels[words]
        both = re.fullmatch(r"(\d+)\s*[-–:.·]?\s*(\D+)", words)
        if both and self._levels.get(both[2].strip()) == int(both[1]):
            return int(both[1])
        choose = _("Choose one of: %(levels)s.") % {
            "levels": ", ".join(f"{one.number} {one.name}" for one in scale.levels)
        }
        if re.fullmatch(r"0+(?:[.,]0+)?", words):
            raise _Cannot(
                _("Level"),
                _("A zero is no level: where there is no evidence yet, nothing is recorded."),
                _("Leave the cell empty."),
            )
        if re.search(r"\d", words) and not re.search(r"[^\W\d_]{3,}", words.replace("percent", "%")):
            raise _Cannot(
                _("Level"),
                _("“%(given)s” counts right answers, and the record keeps what the work shows.")
                % {"given": text[:30]},
                _("Look at the work once more, then write its level. %(choose)s") % {"choose": choose},
            )
        raise _Cannot(
            _("Level"),
            _("“%(given)s” isn't one of the district's performance levels.") % {"given": text[:30]},
            choose,
        )

    def _date(self, text: str) -> dt.date:
        if not text:
            return self._settings.observed_on
        on = _date_meant(text, self._settings.date_order)
        if on is None:
            raise _Cannot(
                _("Date"),
                _("The date “%(text)s” could not be read.") % {"text": text[:30]},
                _(
                    "Write it as year-month-day, for example 2026-03-01, or choose below how dates are written."
                ),
            )
        if on > clock.today():
            raise _Cannot(
                _("Date"),
                _("%(date)s lies in the future.") % {"date": on.isoformat()},
                _("Give the day on which the work was shown, today or earlier."),
            )
        if on < clock.EARLIEST:
            raise _Cannot(
                _("Date"),
                _("%(date)s is longer ago than any record.") % {"date": on.isoformat()},
                _("Write the year with four digits."),
            )
        return on

    def _text(self, text: str, field: str, longest: int) -> str:
        if len(text) > longest:
            raise _Cannot(
                _("Feedback") if field == "feedback" else _("Name of the work"),
                _("This text has %(count)s characters.") % {"count": len(text)},
                _("Use at most %(longest)s.") % {"longest": longest},
            )
        return text


def _level_names() -> dict[str, int]:
    """Every name and code of a level, in every language of the pages, folded."""
    found: dict[str, int] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            scale: DistrictScale = scale_for()
        for one in scale.levels:
            found |= {folded(one.name): one.number, folded(one.code): one.number}
    return found


def _date_meant(text: str, order: str) -> dt.date | None:
    """A date as spreadsheets write them. Where day and month could change places, `order` decides; else None."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})", text)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    if order == "dmy" or (order == "iso" and first > 12 >= second):
        return _day(year, second, first)
    if order == "mdy" or (order == "iso" and second > 12 >= first) or first == second:
        return _day(year, first, second)
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


class _Learners:
    """Whom a row means: by code or e-mail where it has one, else by name as the roster knows it."""

    def __init__(self, learners: Sequence[Any], chosen: Mapping[str, str]):
        self._by_uuid = {str(one.uuid): one for one in learners}
        self._chosen = chosen
        self._codes = {folded(one.local_identifier): one for one in learners if one.local_identifier}
        self._emails: dict[str, Any] = {}
        self._names: dict[str, list[Any]] = {}
        for one in learners:
            person = one.person
            if person.email:
                self._emails[person.email.casefold()] = one
            given = {person.given_name, person.preferred_name} - {""}
            names = {person.name, person.family_name, *given}
            names |= {f"{first} {person.family_name}" for first in given}
            names |= {f"{person.family_name} {first}" for first in given}
            for name in {plain_name(name) for name in names}:
                self._names.setdefault(name, []).append(one)

    def meant(self, who: Mapping[str, str]) -> tuple[Any, ...]:
        """One learner, or several whom the text may mean. Raises _Cannot where it means nobody of this section."""
        for kind, known in (("code", self._codes), ("email", self._emails)):
            text = folded(who[kind]) if kind == "code" else who[kind].casefold()
            if text:
                if text in known:
                    return (known[text],)
                raise self._nobody(who[kind])
        text = who["learner"] or f"{who['given']} {who['family']}".strip()
        if not text:
            raise _Cannot(
                _("Learner"), _("This row names no learner."), _("Write the name, the code or the e-mail.")
            )
        if self._chosen.get(plain_name(text)) in self._by_uuid:
            return (self._by_uuid[self._chosen[plain_name(text)]],)
        for known in (self._codes, self._emails):
            if text.casefold() in known:
                return (known[text.casefold()],)
        found = self._names.get(plain_name(text))
        if not found:
            raise self._nobody(text)
        return tuple(found)

    def _nobody(self, text: str) -> _Cannot:
        return _Cannot(
            _("Learner"),
            _("Nobody in this section is called “%(text)s”.") % {"text": text[:60]},
            _("Write the name as the class grid shows it, or the learner's code."),
        )


def plain_name(name: str) -> str:
    """A name without accents, capitals and the comma of "Reyes, Ana"."""
    return " ".join(folded(name).replace(",", " ").split())


# -- sent before? --


def _key(row: PastedRow, learner: Any) -> str:
    """The same row pasted again has the same key; its feedback may have been rewritten."""
    about = row.competency.uuid if row.competency else ""
    text = f"{learner.uuid}\n{about}\n{row.observed_on}\n{row.level}\n{folded(row.title)}"
    return "paste:" + hashlib.sha256(text.encode()).hexdigest()[:40]


def _sent(rows: list[PastedRow], viewer: Viewer) -> tuple[PastedRow, ...]:
    """Which rows are there already. What was taken back may be pasted again: then it gets the next key."""
    met: set[str] = set()
    for place, row in enumerate(rows):
        if row.state != NEW:
            continue
        if row.request_key in met:
            rows[place] = replace(row, state=TWICE)
        met.add(row.request_key)
    asked = {place: row.request_key for place, row in enumerate(rows) if row.state == NEW}
    for generation in range(_GENERATIONS):
        if not asked:
            break
        keys = {place: f"{key}:{generation}" for place, key in asked.items()}
        answers = dict(zip(keys, sent_before(list(keys.values()), by=viewer.actor), strict=True))
        for place, sent in answers.items():
            if sent == Sent.TAKEN_BACK:
                continue
            state = THERE if sent == Sent.STANDS else NEW
            rows[place] = replace(rows[place], state=state, request_key=keys[place])
            del asked[place]
    return tuple(rows)

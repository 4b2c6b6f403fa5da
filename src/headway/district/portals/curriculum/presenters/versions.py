"""The versions of a framework as a list: where each stands, and the way to what is different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import VersionInfo, VersionLine, VersionState, base_of, came_in_since

__all__ = ["NewerVersion", "VersionRow", "newer_version", "version_name", "version_rows"]


@dataclass(frozen=True)
class VersionRow:
    """One version on the list, with what may be done to it."""

    name: str
    state: str
    state_words: str
    when: str
    note: str
    count: str
    line: VersionLine
    differences: str
    differences_words: str


def version_name(number: int) -> str:
    return _("Version %(number)s") % {"number": number}


def version_rows(lines: Sequence[VersionLine]) -> tuple[VersionRow, ...]:
    """Newest first; each with the way to what is different from the version it follows."""
    rows = []
    for place, line in enumerate(lines):
        before = next((one for one in lines[place + 1 :] if one.state in _STOOD), None)
        rows.append(
            VersionRow(
                name=version_name(line.info.number),
                state=line.state,
                state_words=str(VersionState(line.state).label),
                when=_when(line),
                note=line.note,
                count=ngettext("%(num)d competency", "%(num)d competencies", line.competencies)
                % {"num": line.competencies},
                line=line,
                differences=reverse("curriculum:version_diff", args=[before.info.uuid, line.info.uuid])
                if before
                else "",
                differences_words=_("What is different from version %(number)s")
                % {"number": before.info.number}
                if before
                else "",
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class NewerVersion:
    """A version that came in while people wrote a draft; the ways to what it changed and to what the draft would."""

    sentence: str
    number: int
    changed_words: str
    changed: str
    would_change_words: str
    would_change: str


def newer_version(draft: VersionInfo) -> NewerVersion | None:
    """What a draft's pages say of a newer version, or None where none came in."""
    newer = came_in_since(draft.id)
    if newer is None:
        return None
    before = base_of(draft)
    before = before if before and before.id != newer.id else None
    names = {"number": newer.number}
    return NewerVersion(
        sentence=_(
            "Version %(number)s came in while this draft was written, and the draft does not hold what it changed. "
            "Nothing that you wrote is lost."
        )
        % names,
        number=newer.number,
        changed_words=_("What version %(number)s changed") % names if before else "",
        changed=reverse("curriculum:version_diff", args=[before.uuid, newer.uuid]) if before else "",
        would_change_words=_("What this draft would change in version %(number)s") % names,
        would_change=reverse("curriculum:version_diff", args=[newer.uuid, draft.uuid]),
    )


_STOOD = (VersionState.IN_FORCE, VersionState.EARLIER, VersionState.PLANNED, VersionState.RETIRED)


def _when(line: VersionLine) -> str:
    on = line.info.effective_on
    if line.state == VersionState.PLANNED and on:
        return _("takes effect on %(date)s") % {"date": date_format(on)}
    if line.state in (VersionState.DRAFT, VersionState.IN_REVIEW):
        return _("not published yet")
    if on is None:
        return ""
    if line.until:
        return _("in force from %(date)s to %(until)s") % {
            "date": date_format(on),
            "until": date_format(line.until),
        }
    return _("in force since %(date)s") % {"date": date_format(on)}

"""What is different between two versions, as blocks and sentences: what changed, how, and whom it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import (
    ChangeKind,
    CompetencyDifference,
    FactChange,
    Importance,
    Placed,
    TextChange,
    VersionDifference,
)
from headway.district.foundation.api import translated
from headway.mastery.continuum.differences import Kept, Run

__all__ = ["SHOWN_AT_ONCE", "DifferencePage", "asked_count", "difference_page", "difference_rows"]

SHOWN_AT_ONCE = 60


@dataclass(frozen=True)
class Words:
    """One field in one language: what it is, and its runs: kept, blank before, words, blank after."""

    label: str
    language: str
    runs: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Block:
    """One competency that is different."""

    code: str
    title: str
    place: str
    kinds: tuple[str, ...]
    kind_words: str
    words: tuple[Words, ...]
    sentences: tuple[str, ...]
    statement: str
    lives_on: str
    reach: str


@dataclass(frozen=True)
class Group:
    """The blocks of one strand."""

    domain: str
    strand: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Choice:
    """A filter as a link: what it shows and how many there are."""

    words: str
    href: str
    is_here: bool


@dataclass(frozen=True)
class DifferencePage:
    title: str
    sentence: str
    choices: tuple[Choice, ...]
    domains: tuple[Choice, ...]
    groups: tuple[Group, ...]
    found: int
    is_empty: bool


def difference_page(
    difference: VersionDifference,
    asked: Mapping[str, str],
    here: str,
    reached: Mapping[int, int | None],
    smallest: int,
    *,
    first: int = 0,
    at_most: int = SHOWN_AT_ONCE,
) -> DifferencePage:
    """What was asked for (kind, domain) of the differences, grouped by domain and strand."""
    kind = asked.get("kind", "") if asked.get("kind", "") in ChangeKind.values else ""
    domain = asked.get("domain", "")
    found = _asked_for(difference, kind, domain)
    shown = found[first : first + at_most]
    return DifferencePage(
        title=_("From version %(before)s to version %(after)s")
        % {"before": difference.before.number, "after": difference.after.number},
        sentence=_sentence(difference),
        choices=_kinds(difference, here, kind, domain),
        domains=_domains(difference, here, kind, domain),
        groups=tuple(_grouped(shown, difference, reached, smallest)),
        found=len(found),
        is_empty=difference.is_empty,
    )


def asked_count(difference: VersionDifference, asked: Mapping[str, str]) -> int:
    kind = asked.get("kind", "") if asked.get("kind", "") in ChangeKind.values else ""
    return len(_asked_for(difference, kind, asked.get("domain", "")))


def _asked_for(difference: VersionDifference, kind: str, domain: str) -> list[CompetencyDifference]:
    return [
        one
        for one in difference.competencies
        if (not kind or kind in one.kinds) and (not domain or one.content.domain_code == domain)
    ]


def _sentence(difference: VersionDifference) -> str:
    if difference.is_empty:
        return _("Nothing is different: every competency reads and stands as before.")
    changed = ngettext(
        "%(num)d competency is different", "%(num)d competencies are different", len(difference.competencies)
    ) % {"num": len(difference.competencies)}
    same = ngettext(
        "%(num)d stayed as it was", "%(num)d stayed as they were", difference.unchanged
    ) % {"num": difference.unchanged}  # fmt: skip
    return _("%(changed)s; %(same)s.") % {"changed": changed, "same": same}


def _kinds(difference: VersionDifference, here: str, kind: str, domain: str) -> tuple[Choice, ...]:
    keep = {"domain": domain} if domain else {}
    inside = [one for one in difference.competencies if not domain or one.content.domain_code == domain]
    # Outside of the f-string, in which the word would not be found for translation.
    everything = _("Everything")
    choices = [Choice(f"{everything} ({len(inside)})", _address(here, keep), not kind)]
    for one in ChangeKind:
        count = sum(one.value in each.kinds for each in inside)
        if count or one.value == kind:
            choices.append(
                Choice(
                    f"{one.label} ({count})", _address(here, {"kind": one.value} | keep), one.value == kind
                )
            )
    return tuple(choices)


def _domains(difference: VersionDifference, here: str, kind: str, domain: str) -> tuple[Choice, ...]:
    codes = dict.fromkeys(one.content.domain_code for one in difference.competencies)
    if len(codes) < 2:
        return ()
    keep = {"kind": kind} if kind else {}
    return (
        Choice(_("All domains"), _address(here, keep), not domain),
        *(
            Choice(
                _name(difference.domain_names, code) or _("Without a domain"),
                _address(here, keep | {"domain": code}),
                code == domain,
            )
            for code in codes
            if code
        ),
    )


def _address(here: str, query: Mapping[str, str]) -> str:
    return f"{here}?{urlencode(query)}" if query else here


def _name(names: Mapping[str, Any], code: str) -> str:
    return translated(names[code], "name") if code in names else code


def _grouped(
    shown: Iterable[CompetencyDifference],
    difference: VersionDifference,
    reached: Mapping[int, int | None],
    smallest: int,
) -> Iterable[Group]:
    held: dict[tuple[str, str], list[Block]] = {}
    for one in shown:
        place = (one.content.domain_code, one.content.strand_code)
        held.setdefault(place, []).append(_block(one, difference, reached, smallest))
    for (domain, strand), blocks in held.items():
        yield Group(
            domain=_name(difference.domain_names, domain) or _("Without a domain"),
            strand=_name(difference.strand_names, strand),
            blocks=tuple(blocks),
        )


def _block(
    one: CompetencyDifference,
    difference: VersionDifference,
    reached: Mapping[int, int | None],
    smallest: int,
) -> Block:
    content = one.content
    kinds = tuple(kind.value for kind in ChangeKind if kind.value in one.kinds)
    is_whole = one.before is None or one.after is None
    return Block(
        code=content.code,
        title=translated(content, "title"),
        place=_("Level %(level)s") % {"level": content.level} if content.level is not None else "",
        kinds=kinds,
        kind_words=", ".join(str(ChangeKind(kind).label) for kind in kinds),
        words=() if is_whole else tuple(_words(text) for text in one.texts),
        sentences=tuple(_sentences(one, difference)),
        statement=translated(content, "statement") if is_whole else "",
        lives_on=_lives_on(one),
        reach=learners_words(reached, one.before_id, smallest) if one.before_id is not None else "",
    )


def learners_words(reached: Mapping[int, int | None], competency_id: int, smallest: int) -> str:
    """How many learners have evidence on it, in words; small numbers are not shown."""
    if competency_id not in reached:
        return _("No learner has evidence on it yet.")
    count = reached[competency_id]
    if count is None:
        return _("Fewer than %(smallest)s learners have evidence on it.") % {"smallest": smallest}
    return ngettext(
        "%(num)d learner has evidence on it.", "%(num)d learners have evidence on it.", count
    ) % {"num": count}  # fmt: skip


def competency_name(one: Placed) -> str:
    title = translated(one, "title")
    return f"{one.code} {title}" if one.code else title


def _lives_on(one: CompetencyDifference) -> str:
    if one.lives_on_as is not None:
        return _("It lives on as %(name)s; what learners showed is carried over to it.") % {
            "name": competency_name(one.lives_on_as)
        }
    if one.ends:
        return _("It ends here: “%(why)s” What learners showed stays in their record.") % {"why": one.word}
    return ""


def _words(text: TextChange) -> Words:
    labels = {"title": _("Title"), "statement": _("I can")}
    label = labels.get(text.field) or _("What work at level %(level)s looks like") % {"level": text.level}
    language = dict(settings.LANGUAGES).get(text.language, text.language) if text.language else ""
    return Words(
        label=f"{label} ({language})" if language else label,
        language=text.language or "en",
        runs=tuple(_trimmed(run) for run in text.runs),
    )


def _trimmed(run: Run) -> tuple[str, str, str, str]:
    """A mark goes under the words, not under the blanks around them."""
    words = run.text.strip()
    if not words:
        return run.kept.value, run.text, "", ""
    before, _itself, after = run.text.partition(words)
    return run.kept.value, before, words, after


def _sentences(one: CompetencyDifference, difference: VersionDifference) -> Iterable[str]:
    for fact in one.facts:
        yield _fact(fact, difference)
    if ChangeKind.PREREQUISITES in one.kinds:
        for sentence, names in (
            (_("It now also grows from %(names)s."), one.needs_now),
            (_("It no longer grows from %(names)s."), one.needs_no_more),
            (_("%(names)s now holds it back until proficient."), one.holds_back_now),
            (_("%(names)s helps, and no longer holds it back."), one.holds_back_no_more),
        ):
            if names:
                yield sentence % {"names": _listed(names)}
    if one.grown_from:
        yield _("It takes in %(names)s of the version before.") % {"names": _listed(one.grown_from)}
    if ChangeKind.MATERIAL in one.kinds:
        yield _("Its examples, notes or rubrics are different.")


def _listed(names: Sequence[Placed]) -> str:
    return ", ".join(f"“{competency_name(one)}”" for one in names)


def _fact(fact: FactChange, difference: VersionDifference) -> str:
    labels = {
        "code": _("Code"),
        "level": _("Level"),
        "domain_code": _("Domain"),
        "strand_code": _("Strand"),
        "depth": _("Depth of knowledge"),
        "importance": _("Importance"),
        "weight": _("Learning units"),
    }
    return _("%(field)s: %(before)s before, %(after)s now.") % {
        "field": labels[fact.field],
        "before": _value(fact.field, fact.before, difference),
        "after": _value(fact.field, fact.after, difference),
    }


def _value(field: str, value: Any, difference: VersionDifference) -> str:
    if value in (None, ""):
        return _("none")
    if field == "domain_code":
        return _name(difference.domain_names, value)
    if field == "strand_code":
        return _name(difference.strand_names, value)
    return str(Importance(value).label) if field == "importance" else str(value)


def difference_rows(
    difference: VersionDifference, reached: Mapping[int, int | None], smallest: int
) -> Iterable[list[str]]:
    """The differences as a table: a header, then one row per thing that is different about a competency."""
    yield [
        _("Domain"),
        _("Strand"),
        _("Code"),
        _("Title"),
        _("Difference"),
        _("Field"),
        _("Language"),
        _("Before"),
        _("After"),
        _("Learners with evidence"),
    ]
    for one in difference.competencies:
        content = one.content
        learners = _count_words(reached, one.before_id, smallest)
        head = [
            _name(difference.domain_names, content.domain_code),
            _name(difference.strand_names, content.strand_code),
            content.code,
            translated(content, "title"),
        ]
        if one.before is None or one.after is None:
            kind = ChangeKind.ADDED if one.before is None else ChangeKind.REMOVED
            words = translated(content, "statement")
            before, after = ("", words) if one.before is None else (words, _lives_on(one))
            yield [*head, str(kind.label), _("I can"), "", before, after, learners]
            continue
        for text in one.texts:
            label = _words(text).label
            yield [
                *head,
                str(ChangeKind.REWORDED.label),
                label,
                text.language or "en",
                *_both(text.runs),
                learners,
            ]
        for fact in one.facts:
            kind = (
                ChangeKind.MOVED
                if fact.field in ("level", "domain_code", "strand_code")
                else ChangeKind.WEIGHED
            )
            kind = ChangeKind.REWORDED if fact.field == "code" else kind
            values = [_value(fact.field, value, difference) for value in (fact.before, fact.after)]
            yield [*head, str(kind.label), fact.field, "", *values, learners]
        if ChangeKind.PREREQUISITES in one.kinds:
            gone, now = _listed(one.needs_no_more), _listed(one.needs_now)
            yield [*head, str(ChangeKind.PREREQUISITES.label), "", "", gone, now, learners]
        if ChangeKind.MATERIAL in one.kinds:
            yield [*head, str(ChangeKind.MATERIAL.label), "", "", "", "", learners]


def _both(runs: Iterable[Run]) -> tuple[str, str]:
    runs = tuple(runs)
    return (
        "".join(run.text for run in runs if run.kept is not Kept.IN),
        "".join(run.text for run in runs if run.kept is not Kept.OUT),
    )


def _count_words(reached: Mapping[int, int | None], competency_id: int | None, smallest: int) -> str:
    if competency_id is None or competency_id not in reached:
        return "0"
    count = reached[competency_id]
    return _("fewer than %(smallest)s") % {"smallest": smallest} if count is None else str(count)

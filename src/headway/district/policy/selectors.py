"""What the policy book says on a date, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language, gettext, override

from headway.district.foundation.api import clock, remembered_in_request, translated
from headway.district.people.api import district_organisation, lineage
from headway.district.policy.models import PerformanceLevel, PolicyVersion
from headway.district.policy.types import DistrictScale, LevelName, PolicyKind, PolicyText, RuleInEffect
from headway.mastery.advancement import AdvancementRule
from headway.mastery.pacing.agreement import AgreementPolicy
from headway.mastery.pacing.signals import SignalPolicy
from headway.mastery.placement.leveling import LevelingPolicy
from headway.mastery.proficiency import DEFAULT_LEVEL_NAMES, Rule
from headway.mastery.scales import Scale

__all__ = ["held_until_now", "planned_by_kind", "rule_in_effect", "scale_for", "versions_of"]

# An instructional year of most states' law, used until the district says its own.
DEFAULT_DAYS_PER_YEAR = 180

# Parameters too long to be read along with the others.
LARGE = frozenset({PolicyKind.SCORE_CROSSWALK})

# What a row of the book is.
OF_BOOK, OF_SCALE = 0, 1

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class _Place:
    """The organisation whose policy or scale this is: what it is, and where it stands in the tree."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class _Version:
    organisation_id: int
    organisation: _Place
    kind: str
    number: int
    text: str
    translations: Mapping[str, Any]
    parameters: Mapping[str, Any]
    effective_on: dt.date


@dataclass(frozen=True, slots=True)
class _ScaleOf:
    pk: int
    organisation_id: int
    organisation: _Place
    name: str
    proficient: int


@dataclass(frozen=True, slots=True)
class _LevelOf:
    scale: _ScaleOf
    number: int
    code: str
    name: str
    translations: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Book:
    """Versions of policies, oldest first, and the levels of the scales in use, in order."""

    versions: tuple[_Version, ...]
    levels: tuple[_LevelOf, ...]


@remembered_in_request
def scale_for(organisation_id: int | None = None) -> DistrictScale:
    """Which performance levels does the district use? One query; two when an organisation is named.

    A school without a scale of its own has its district's. Without any: emerging, developing, proficient,
    extending; proficient is the third.
    """
    rows = _book(clock.today()).levels
    scale_row = _nearest({row.scale.pk: row.scale for row in rows}.values(), organisation_id)
    if scale_row is None:
        return _default_scale()
    levels = [row for row in rows if row.scale.pk == scale_row.pk]
    return DistrictScale(
        scale=Scale(tuple(_code(row) for row in levels), scale_row.proficient),
        levels=tuple(LevelName(row.number, _code(row), translated(row, "name")) for row in levels),
        name=scale_row.name,
    )


@remembered_in_request
def rule_in_effect(
    kind: str, on: dt.date | dt.datetime | None = None, organisation_id: int | None = None
) -> RuleInEffect:
    """Which version of this policy holds on a date (today by default)? A sensible default where there is none."""
    if isinstance(on, dt.datetime):
        on = clock.local_date(on)
    adopted = _adopted(on or clock.today(), kind if kind in LARGE else None)
    latest = {version.organisation_id: version for version in adopted if version.kind == kind}
    version = _nearest(latest.values(), organisation_id)
    if version is None:
        return _default_rule(kind)
    return RuleInEffect(version.parameters, f"{kind}/{version.number}", _text(version))


@remembered_in_request
def _adopted(on: dt.date, kind: str | None) -> tuple[_Version, ...]:
    """What was adopted and holds on this day, oldest first; kind: one of the large ones, which is read by itself.

    What held on a past day is among what was adopted up to today.
    """
    if kind is None and on <= clock.today():
        return tuple(version for version in _book(clock.today()).versions if version.effective_on <= on)
    versions = _rows_of_versions(on)
    return _read(versions.filter(kind=kind) if kind else versions.exclude(kind__in=LARGE)).versions


@remembered_in_request
def _book(on: dt.date) -> _Book:
    """The policies up to a day and the scales, in one query: pages ask for one after the other."""
    versions = _rows_of_versions(on).exclude(kind__in=LARGE)
    levels = PerformanceLevel.objects.filter(scale__is_default=True).order_by()
    # Of a level the last four of a version say nothing, and of a version the last three.
    return _read(
        versions,
        levels.values_list(
            Value(OF_SCALE),
            "scale__organisation_id",
            "scale__organisation__kind",
            "scale__organisation__path",
            "code",
            "number",
            "name",
            "translations",
            "translations",
            Cast(Value(None), DateField()),
            "scale_id",
            "scale__proficient",
            "scale__name",
        ),
    )


def _rows_of_versions(on: dt.date) -> QuerySet[PolicyVersion, Any]:
    return (
        PolicyVersion.objects.filter(effective_on__lte=on, withdrawal__isnull=True)
        .order_by()
        .values_list(
            Value(OF_BOOK),
            "organisation_id",
            "organisation__kind",
            "organisation__path",
            "kind",
            "number",
            "text",
            "translations",
            "parameters",
            "effective_on",
            Value(0),
            Value(0),
            Value(""),
        )
    )


def _read(versions: QuerySet[Any, Any], levels: QuerySet[Any, Any] | None = None) -> _Book:
    found: list[_Version] = []
    of_scales: list[_LevelOf] = []
    for what, owner, kind, path, code, number, text, translations, parameters, on, *scale in (
        versions if levels is None else versions.union(levels, all=True)
    ):
        place = _Place(kind, path)
        if what == OF_BOOK:
            found.append(_Version(owner, place, code, number, text, translations, parameters, on))
        else:
            pk, proficient, name = scale
            of_scales.append(
                _LevelOf(_ScaleOf(pk, owner, place, name, proficient), number, code, text, translations)
            )
    found.sort(key=lambda one: (one.effective_on, one.number))
    of_scales.sort(key=lambda one: (one.scale.pk, one.number))
    return _Book(tuple(found), tuple(of_scales))


def held_until_now(kind: str) -> tuple[tuple[dt.date, RuleInEffect], ...]:
    """Every version of this policy that holds or once held, the oldest first, with the day since which it did."""
    return tuple(
        (one.effective_on, RuleInEffect(one.parameters, f"{kind}/{one.number}", _text(one)))
        for one in _adopted(clock.today(), kind if kind in LARGE else None)
        if one.kind == kind
    )


def versions_of(kind: str | None = None) -> tuple[PolicyText, ...]:
    """The policy book: every version, newest first."""
    versions = PolicyVersion.objects.select_related("withdrawal").order_by("kind", "-effective_on", "-number")
    if kind:
        versions = versions.filter(kind=kind)
    return tuple(map(_policy_text, versions))


def planned_by_kind() -> dict[str, tuple[PolicyText, ...]]:
    """The district's versions that take effect on a later day and were not taken back, the next one first; every kind has
    its entry. Two queries."""
    district = district_organisation()
    versions = PolicyVersion.objects.select_related("withdrawal").exclude(kind__in=LARGE)
    versions = versions.filter(effective_on__gt=clock.today(), withdrawal__isnull=True, organisation=district)
    found: dict[str, list[PolicyText]] = {kind: [] for kind in PolicyKind}
    for version in versions.order_by("effective_on", "number"):
        found[version.kind].append(_policy_text(version))
    return {kind: tuple(of) for kind, of in found.items()}


def _policy_text(version: PolicyVersion) -> PolicyText:
    return PolicyText(
        kind=version.kind,
        version=f"{version.kind}/{version.number}",
        number=version.number,
        text=_text(version),
        parameters=version.parameters,
        effective_on=version.effective_on,
        approved_by=version.approved_by,
        recorded_at=version.recorded_at,
        is_withdrawn=hasattr(version, "withdrawal"),
        organisation_id=version.organisation_id,
    )


def _nearest(rows: Iterable[Row], organisation_id: int | None) -> Row | None:
    """The row of the nearest organisation upwards; without one, the district's (or the topmost there is)."""
    candidates: list[Any] = list(rows)
    if not candidates:
        return None
    if organisation_id is not None:
        line = lineage(organisation_id)
        candidates = [row for row in candidates if row.organisation_id in line]
        return min(candidates, key=lambda row: line.index(row.organisation_id), default=None)
    return min(candidates, key=lambda row: (row.organisation.kind != "district", row.organisation.path))


def _code(level: _LevelOf) -> str:
    return level.code or level.name


def _text(version: PolicyVersion | _Version) -> str:
    language = (get_language() or "en").split("-")[0]
    return version.translations.get(language, {}).get("text") or version.text


def _default_scale() -> DistrictScale:
    scale = Scale.default()
    language = (get_language() or "en").split("-")[0]
    names = DEFAULT_LEVEL_NAMES.get(language, DEFAULT_LEVEL_NAMES["en"])
    levels = zip(scale.levels, names, strict=True)
    return DistrictScale(
        scale=scale,
        levels=tuple(LevelName(number, code, name) for number, (code, name) in enumerate(levels, start=1)),
        name=gettext("Performance levels"),
    )


def _default_rule(kind: str) -> RuleInEffect:
    return RuleInEffect(default_parameters(kind), f"{kind}/0", default_text(kind))


def default_parameters(kind: str) -> Mapping[str, Any]:
    """What holds until the district adopts something: parameters of the mathematics' own defaults."""
    if kind == PolicyKind.PROFICIENCY_RULE:
        return {name: value for name, value in Rule().to_dict().items() if name != "version"}
    if kind == PolicyKind.PACE_EXPECTATION:
        return {"days_per_year": DEFAULT_DAYS_PER_YEAR, "units_per_year": {}}
    if kind == PolicyKind.ADVANCEMENT:
        return AdvancementRule().to_dict()
    if kind == PolicyKind.LEVELING:
        return LevelingPolicy().to_dict()
    if kind == PolicyKind.PACE_AGREEMENT:
        return AgreementPolicy().to_dict()
    if kind == PolicyKind.PACE_SIGNALS:
        return SignalPolicy().to_dict()
    return {}


def default_text(kind: str, language: str | None = None) -> str:
    """The default policy in plain words."""
    with override(language or get_language() or "en"):
        if kind == PolicyKind.PROFICIENCY_RULE:
            return gettext(
                "A level is proposed once there are %(minimum)s pieces of evidence: the highest level that at "
                "least %(agreement)s of the %(window)s most recent pieces show. A teacher decides."
            ) % {
                "minimum": Rule().minimum_pieces,
                "agreement": Rule().agreement,
                "window": Rule().window,
            }
        if kind == PolicyKind.PACE_EXPECTATION:
            return gettext(
                "Pace is told per year of %(days)s instructional days. No expected pace has been adopted."
            ) % {"days": DEFAULT_DAYS_PER_YEAR}
        if kind == PolicyKind.SURENESS:
            return gettext(
                "How sure the evidence makes us is told by settings that every district begins with; nothing has been "
                "learned from this district's ratings yet."
            )
        if kind == PolicyKind.HABITS_SCALE:
            return gettext(
                "Habits of success are told in four steps, apart from subjects; nothing is decided."
            )
        if kind == PolicyKind.ADVANCEMENT:
            return gettext(
                "Within a level the teacher's decision on a competency is final. A learner goes on to the next level "
                "of a domain, on any day, when every essential competency of her level is proficient and a teacher "
                "signs."
            )
        if kind == PolicyKind.LEVELING:
            return gettext(
                "Whoever arrives is leveled in each academic domain by itself. A counsellor, teacher or leader decides; "
                "the decision is looked at again after %(months)s months."
            ) % {"months": LevelingPolicy().review_months}
        if kind == PolicyKind.PACE_AGREEMENT:
            return gettext(
                "Learner and adult agree on a target and both sign; the family signs a steep or an extended plan. A plan "
                "counts as on target within %(days)s school days. Family and school speak every %(weeks)s weeks."
            ) % {"days": AgreementPolicy().buffer_days, "weeks": AgreementPolicy().contact_weeks}
        if kind == PolicyKind.PACE_SIGNALS:
            return gettext(
                "A plan that needs adjusting goes to an adult by name, who answers within %(answer)s school days; after "
                "%(escalate)s more it goes to the next adult."
            ) % {"answer": SignalPolicy().answer_days, "escalate": SignalPolicy().escalate_days}
        if kind == PolicyKind.STATE_LENS:
            return gettext("The district has not said what its state's test asks, so nothing is told of it.")
    return ""

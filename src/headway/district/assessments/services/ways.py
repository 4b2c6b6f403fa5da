"""The district's own ways: profiles, the crosswalk, norm tables, and whether percentiles are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.district.assessments.models import CrosswalkDraft, NormTable, ReadingProfile
from headway.district.assessments.policies import check_keep_ways
from headway.district.assessments.selectors.crosswalks import (
    crosswalk_draft,
    crosswalk_in_effect,
    domains_and_strands,
)
from headway.district.assessments.selectors.profiles import profile_called
from headway.district.foundation.api import (
    Conflict,
    FieldProblem,
    NotFound,
    Refused,
    audit,
    clock,
)
from headway.district.people.api import Viewer, district_organisation
from headway.district.policy.api import PolicyKind, adopt
from headway.mastery.formats.assessments import SHIPPED, Profile
from headway.mastery.formats.problems import FormatProblem, Message
from headway.mastery.placement.crosswalk import Crosswalk
from headway.mastery.placement.crosswalk import NormTable as Norms

__all__ = [
    "adopt_crosswalk",
    "adopt_restricted",
    "copy_profile",
    "keep_norms",
    "save_crosswalk_draft",
    "save_profile",
    "start_crosswalk_draft",
    "take_away_norms",
    "take_away_profile",
    "throw_away_crosswalk_draft",
]

LONGEST_CODE = 64


# -- profiles --


@transaction.atomic
def save_profile(viewer: Viewer, definition: Mapping[str, Any], *, code: str = "") -> str:
    """Keep a version of a profile; its code. Raises Refused with one problem for each slip, and keeps nothing then."""
    check_keep_ways(viewer)
    try:
        profile = Profile.from_dict({**definition, "key": code or definition.get("key", "")})
    except FormatProblem as problem:
        raise refused(problem, _("This profile can't be kept as it is.")) from problem
    if len(profile.key) > LONGEST_CODE or "/" in profile.key:
        raise Refused(
            _("The short name of a profile has at most 64 characters and no slash."),
            problems=(FieldProblem(_("Choose a shorter one."), "key"),),
        )
    return _append_profile(viewer, profile, is_active=True)


def copy_profile(viewer: Viewer, code: str, new_code: str, name: str) -> str:
    """A profile of one's own that begins as another; its code. Raises Conflict when the code is taken."""
    check_keep_ways(viewer)
    source = profile_called(code).profile
    new_code = "-".join(new_code.split()).casefold()
    try:
        profile_called(new_code)
    except NotFound:
        return save_profile(
            viewer, {**source.to_dict(), "key": new_code, "name": name.strip() or source.name}
        )
    raise Conflict(_("Another profile has this short name already."), remedy=_("Choose another short name."))


@transaction.atomic
def take_away_profile(viewer: Viewer, code: str) -> None:
    """No longer offered; the versions are kept. A profile that Headway brings comes back as it was shipped."""
    check_keep_ways(viewer)
    card = profile_called(code)
    if card.is_shipped:
        raise Refused(
            _("Headway brings this profile, so it can't be taken away."),
            remedy=_("Change it: your version takes its place."),
        )
    _append_profile(viewer, card.profile, is_active=False)


def _append_profile(viewer: Viewer, profile: Profile, *, is_active: bool) -> str:
    district = _district()
    last = ReadingProfile.objects.filter(organisation=district, code=profile.key).aggregate(n=Max("number"))
    # Numbers go on from the shipped revision, so that "map-growth/2" never means two things.
    shipped = SHIPPED[profile.key].revision if profile.key in SHIPPED else 0
    number = max(last["n"] or 0, shipped) + 1
    try:
        with transaction.atomic():
            row = ReadingProfile.objects.create(
                organisation=district,
                code=profile.key,
                number=number,
                name=profile.name[:255],
                definition=replace(profile, revision=number).to_dict(),
                is_active=is_active,
                recorded_at=clock.now(),
                recorded_by=viewer.actor.key,
            )
    except IntegrityError as problem:
        raise Conflict(
            _("Somebody else saved this profile at the same moment."), remedy=_("Look at it, then try again.")
        ) from problem
    audit.record(
        by=viewer.actor,
        act="assessments.profile_saved" if is_active else "assessments.profile_taken_away",
        subject_kind="reading_profile",
        subject_uuid=row.uuid,
        code=profile.key,
        number=number,
    )
    return profile.key


# -- the crosswalk --


@transaction.atomic
def start_crosswalk_draft(viewer: Viewer, definition: Mapping[str, Any] | None = None) -> CrosswalkDraft:
    """Begin the draft: from a file, else from the crosswalk in effect, else from nothing. The one there is goes on."""
    check_keep_ways(viewer)
    draft = crosswalk_draft()
    if draft is not None and definition is None:
        return draft
    if definition is None:
        now = crosswalk_in_effect().crosswalk
        definition = (
            now.to_dict()
            if now
            else {"key": "district", "name": gettext("The district's crosswalk"), "rows": []}
        )
    else:
        _readable(definition)
    if draft is not None:
        return save_crosswalk_draft(viewer, definition, revision=draft.revision)
    draft = CrosswalkDraft.objects.create(
        organisation=_district(),
        definition=dict(definition),
        changed_at=clock.now(),
        changed_by=viewer.actor.key,
    )
    audit.record(
        by=viewer.actor, act="policy.draft_started", subject_kind="crosswalk_draft", subject_uuid=draft.uuid
    )
    return draft


@transaction.atomic
def save_crosswalk_draft(viewer: Viewer, definition: Mapping[str, Any], *, revision: int) -> CrosswalkDraft:
    """Keep what was typed, also what can't be adopted yet. Conflict when somebody else saved meanwhile."""
    check_keep_ways(viewer)
    changed = CrosswalkDraft.objects.filter(revision=revision).update(
        definition=dict(definition),
        changed_at=clock.now(),
        changed_by=viewer.actor.key,
        revision=revision + 1,
    )
    draft = crosswalk_draft()
    if draft is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if not changed:
        raise _changed_meanwhile()
    return draft


@transaction.atomic
def throw_away_crosswalk_draft(viewer: Viewer) -> None:
    """What stays is that somebody did so. Where there is none, nothing happens."""
    check_keep_ways(viewer)
    draft = crosswalk_draft()
    if draft is None:
        return
    audit.record(
        by=viewer.actor,
        act="policy.draft_thrown_away",
        subject_kind="crosswalk_draft",
        subject_uuid=draft.uuid,
    )
    draft.delete()


@transaction.atomic
def adopt_crosswalk(
    viewer: Viewer, *, revision: int, text: str, text_es: str, effective_on: dt.date, confirmed: bool
) -> str:
    """The draft becomes the next version in the policy book; its name.

    confirmed: the district stands by these bands. An example that nobody confirmed stays marked as one, and what it
    suggests stays open. Raises Refused with every problem at its place, Conflict when the draft is another by now.
    """
    check_keep_ways(viewer)
    draft = crosswalk_draft()
    if draft is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if draft.revision != revision:
        raise _changed_meanwhile()
    try:
        crosswalk = Crosswalk.from_dict(draft.definition, domains=domains_and_strands())
    except FormatProblem as problem:
        raise refused(problem, _("This crosswalk can't be adopted as it is.")) from problem
    if not text_es.strip():
        sentence = _("Write in Spanish too what the crosswalk is for.")
        raise Refused(sentence, problems=(FieldProblem(sentence, "text_es"),))
    crosswalk = replace(
        crosswalk,
        revision=crosswalk.revision + 1 if crosswalk_in_effect().crosswalk else crosswalk.revision,
        is_example=crosswalk.is_example and not confirmed,
    )
    version = adopt(
        kind=PolicyKind.SCORE_CROSSWALK,
        text=text,
        parameters=crosswalk.to_dict(),
        effective_on=effective_on,
        by=viewer.actor,
        translations={"es": {"text": text_es.strip()}},
    )
    draft.delete()
    return version


def _readable(definition: Mapping[str, Any]) -> None:
    """A file may hold what can't be adopted yet, but it has to be a crosswalk."""
    try:
        Crosswalk.from_dict(definition)
    except FormatProblem as problem:
        if any(one.kind in ("unreadable", "kind", "unknown") for one in problem.problems):
            raise refused(problem, _("This file doesn't hold a crosswalk that can be read.")) from problem


# -- norms, and what else compares learners --


@transaction.atomic
def keep_norms(viewer: Viewer, raw: bytes, *, name: str, licence: str) -> NormTable:
    """Keep a norm table that the district has licensed. Raises Refused with every slip of the file."""
    check_keep_ways(viewer)
    name = " ".join(name.split())[:255]
    if not name:
        sentence = _("Give the table a name, such as the publisher's and its year.")
        raise Refused(sentence, problems=(FieldProblem(sentence, "name"),))
    try:
        table = Norms.from_csv(raw, name=name, licence=licence)
    except FormatProblem as problem:
        raise refused(problem, _("The norm table was not taken.")) from problem
    rows = {
        "percentiles": [
            {"group": list(group), "pairs": [list(one) for one in pairs]}
            for group, pairs in table.percentiles.items()
        ],
        "spreads": [{"group": list(group), "pair": list(pair)} for group, pair in table.spreads.items()],
    }
    row = NormTable.objects.create(
        organisation=_district(),
        name=name,
        licence=licence.strip(),
        rows=rows,
        recorded_at=clock.now(),
        recorded_by=viewer.actor.key,
    )
    audit.record(
        by=viewer.actor, act="assessments.norms_kept", subject_kind="norm_table", subject_uuid=row.uuid
    )
    return row


@transaction.atomic
def take_away_norms(viewer: Viewer, norm_uuid: Any) -> None:
    check_keep_ways(viewer)
    if not NormTable.objects.filter(uuid=norm_uuid, is_active=True).update(is_active=False):
        raise NotFound(_("There is no such page, or it is not open to you."))
    audit.record(
        by=viewer.actor,
        act="assessments.norms_taken_away",
        subject_kind="norm_table",
        subject_uuid=norm_uuid,
    )


def adopt_restricted(viewer: Viewer, *, keep: bool) -> str:
    """From today on percentiles and the like are kept from files, for staff only, or are not even read."""
    check_keep_ways(viewer)
    english = {
        True: "Comparisons with other learners are kept from files of outside tests. Staff of a learner see them; learners and families never do.",
        False: "Comparisons with other learners are not kept from files of outside tests.",
    }
    spanish = {
        True: "Las comparaciones con otras personas de pruebas externas se guardan. Las ve el personal de cada estudiante; nunca estudiantes ni familias.",
        False: "Las comparaciones con otras personas de pruebas externas no se guardan.",
    }
    return adopt(
        kind=PolicyKind.RESTRICTED_SCORES,
        text=english[keep],
        parameters={"keep": keep},
        effective_on=clock.today(),
        by=viewer.actor,
        translations={"es": {"text": spanish[keep]}},
    )


# -- what they share --


def refused(problem: FormatProblem, sentence: Any) -> Refused:
    """A file or a definition was not taken, each slip in the reader's language."""
    return Refused(
        sentence,
        problems=tuple(
            FieldProblem(
                _said(one.sentence),
                one.field,
                one.row,
                _said(one.remedy) if one.remedy.key != "remedy.none" else "",
            )
            for one in problem.problems
        ),
    )


def _said(message: Message) -> str:
    return message.in_words(lambda _key: gettext(message.english))


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this draft since you opened it."),
        remedy=_("Open it again, look at what is new, then make your change."),
    )


def _district():
    district = district_organisation()
    if district is None:
        raise Refused(_("There is no district yet."), remedy=_("Create the district first."))
    return district

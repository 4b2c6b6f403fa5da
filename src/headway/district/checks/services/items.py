"""Keeping questions: bringing in, writing one, retiring. A changed question is a new row; answers keep the old one."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.checks.models import CheckItem
from headway.district.checks.policies import check_keep_items, no_such_page
from headway.district.checks.types import ItemContent, ItemKind
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, audit, clock, new_uuid, refused
from headway.district.people.api import Viewer, district_organisation

__all__ = ["LONGEST_STEM", "MOST_CHOICES", "add_item", "bring_items", "known_items", "retire_item"]

LONGEST_STEM = 2000
LONGEST_CHOICE = 300
MOST_CHOICES = 10
MOST_KEYS = 20


def known_items(source: str) -> Mapping[str, tuple[int, str, bool]]:
    """Identifier → (row, what it says, whether it is asked) of the newest questions that came from this source."""
    rows = CheckItem.objects.filter(source=source).exclude(source_identifier="").order_by("pk")
    return {
        row.source_identifier: (
            row.pk,
            _said(row.competency_id, row.kind, row.stem, row.choices, row.key, row.translations),
            row.is_active,
        )
        for row in rows
    }


def content_said(one: ItemContent) -> str:
    """What a question says, for comparing: the same text means nothing is to be changed."""
    return _said(
        one.competency_id, one.kind, one.stem, [dict(c) for c in one.choices], list(one.key), dict(one.words)
    )


def _said(competency: int, kind: str, stem: str, choices: Any, key: Any, words: Any) -> str:
    return repr((competency, kind, stem, list(choices), [str(one) for one in key], _sorted(words)))


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return sorted((str(name), _sorted(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return [_sorted(one) for one in value]
    return value


@transaction.atomic
def bring_items(
    contents: Sequence[ItemContent],
    *,
    by: Actor,
    retire: Collection[int] = (),
    organisation_id: int | None = None,
) -> int:
    """Add questions, and retire those that they take the place of; how many were added."""
    district = district_organisation()
    organisation = organisation_id or (district.pk if district else None)
    if organisation is None:
        raise refused("organisation", _("There is no district yet."), _("Create it first."))
    now = clock.now()
    CheckItem.objects.bulk_create(
        CheckItem(
            organisation_id=organisation,
            competency_id=one.competency_id,
            kind=one.kind,
            stem=one.stem,
            spoken=one.spoken,
            choices=[dict(choice) for choice in one.choices],
            key=list(one.key),
            guess=one.guess,
            slip=one.slip,
            source=one.source[:255],
            source_identifier=one.source_identifier[:255],
            translations={language: dict(words) for language, words in one.words.items()},
            recorded_at=now,
            recorded_by=by.key,
        )
        for one in contents
    )
    CheckItem.objects.filter(pk__in=list(retire)).update(is_active=False)
    audit.record(by=by, act="checks.items_brought", added=len(contents), retired=len(retire))
    return len(contents)


@transaction.atomic
def add_item(
    viewer: Viewer,
    competency_uuid: uuid.UUID,
    *,
    kind: str,
    stem: str,
    choices: Sequence[str] = (),
    right: Collection[int] = (),
    accepted: Sequence[str] = (),
    stem_es: str = "",
    choices_es: Sequence[str] = (),
) -> uuid.UUID:
    """Write one question. right: places of the right choices, from 0; accepted: short answers that are taken.

    For curriculum leads; raises NotFound for others, Refused naming the field.
    """
    check_keep_items(viewer)
    continuum = current_map()
    competency = continuum.by_uuid.get(competency_uuid) if continuum else None
    if competency is None:
        raise no_such_page()
    stem = stem.strip()
    if kind not in set(ItemKind):
        raise refused(
            "kind", _("Nothing says how this question is answered."), _("Choose one of the three ways.")
        )
    if not stem:
        raise refused("stem", _("The question is empty."), _("Write what the learner reads."))
    if len(stem) > LONGEST_STEM or len(stem_es) > LONGEST_STEM:
        raise refused(
            "stem",
            _("The question is longer than %(most)s characters.") % {"most": LONGEST_STEM},
            _("Ask one thing at a time."),
        )
    words: dict[str, Any] = {"stem": stem_es.strip()} if stem_es.strip() else {}
    if kind == ItemKind.SHORT:
        keys = [one.strip() for one in accepted if one.strip()][:MOST_KEYS]
        if not keys:
            raise refused(
                "accepted",
                _("No answer is taken as right yet."),
                _("Write each accepted answer on a line of its own."),
            )
        options: list[dict[str, str]] = []
    else:
        options, keys, spanish = _options(kind, choices, right, choices_es)
        if words and spanish:
            words["choices"] = spanish
    outside = new_uuid()
    district = district_organisation()
    if district is None:
        raise refused("stem", _("There is no district yet."), _("Create it first."))
    CheckItem.objects.create(
        uuid=outside,
        organisation_id=district.pk,
        competency_id=competency.id,
        kind=kind,
        stem=stem,
        choices=options,
        key=keys,
        source="form",
        translations={"es": words} if words else {},
        recorded_at=clock.now(),
        recorded_by=viewer.actor.key,
    )
    audit.record(by=viewer.actor, act="checks.item_written", subject_kind="check_item", subject_uuid=outside)
    return outside


def _options(
    kind: str, choices: Sequence[str], right: Collection[int], choices_es: Sequence[str]
) -> tuple[list[dict[str, str]], list[str], dict[str, str]]:
    codes = "ABCDEFGHIJ"
    options, keys, spanish = [], [], {}
    for place, text in enumerate(choices[:MOST_CHOICES]):
        if not text.strip():
            continue
        if len(text) > LONGEST_CHOICE:
            raise refused(
                "choices",
                _("A choice is longer than %(most)s characters.") % {"most": LONGEST_CHOICE},
                _("Keep it to a line or two."),
            )
        options.append({"code": codes[place], "text": text.strip()})
        if place in right:
            keys.append(codes[place])
        if place < len(choices_es) and choices_es[place].strip():
            spanish[codes[place]] = choices_es[place].strip()
    if len(options) < 2:
        raise refused(
            "choices", _("A choice needs at least two things to choose from."), _("Write two or more.")
        )
    if len({one["text"].casefold() for one in options}) < len(options):
        raise refused("choices", _("Two choices read the same."), _("Keep one of them."))
    if not keys or (kind == ItemKind.CHOICE and len(keys) != 1):
        raise refused(
            "right",
            _("Nothing says which choice is right.")
            if not keys
            else _("More than one choice is marked as right."),
            _("Mark one, or choose “Choose all that fit”."),
        )
    return options, keys, spanish


@transaction.atomic
def retire_item(viewer: Viewer, item_uuid: uuid.UUID) -> uuid.UUID:
    """It is not asked any more; answers to it stay. Doing it twice changes nothing. Gives the competency's uuid."""
    check_keep_items(viewer)
    row = CheckItem.objects.select_related("competency").filter(uuid=item_uuid).first()
    if row is None:
        raise no_such_page()
    if CheckItem.objects.filter(pk=row.pk, is_active=True).update(is_active=False):
        audit.record(
            by=viewer.actor, act="checks.item_retired", subject_kind="check_item", subject_uuid=row.uuid
        )
    return row.competency.uuid

"""What colleagues say about a draft: comments, and other words that they suggest."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.models import Competency, Descriptor, DraftRemark, SuggestedChange
from headway.district.continuum.types import Answer, RemarkInfo, SuggestionInfo
from headway.district.foundation.api import NotFound
from headway.district.people.api import person_names

__all__ = ["remarks_on", "stored_words", "suggestion", "suggestions_on"]

DESCRIPTOR = "descriptor:"


def remarks_on(draft_uuid: uuid.UUID, identifier: str | None = None) -> tuple[RemarkInfo, ...]:
    """The comments on a draft (or one competency of it; "" for those on the whole), each with its answers, in order."""
    rows = DraftRemark.objects.filter(version__uuid=draft_uuid)
    if identifier is not None:
        rows = rows.filter(identifier=identifier)
    found = list(rows.order_by("at", "pk"))
    names = person_names([one for row in found for one in (row.by_id, row.settled_by_id) if one])
    answers: defaultdict[int, list[RemarkInfo]] = defaultdict(list)
    for row in found:
        if row.answers_id:
            answers[row.answers_id].append(_remark(row, names, ()))
    return tuple(_remark(row, names, tuple(answers[row.pk])) for row in found if not row.answers_id)


def suggestions_on(
    draft_uuid: uuid.UUID, identifier: str | None = None, *, only_open: bool = False
) -> tuple[SuggestionInfo, ...]:
    """The wordings that colleagues suggest, in the order in which they came."""
    rows = SuggestedChange.objects.filter(version__uuid=draft_uuid)
    if identifier is not None:
        rows = rows.filter(identifier=identifier)
    if only_open:
        rows = rows.filter(answer=Answer.OPEN)
    return _suggestions(list(rows.order_by("at", "pk")))


def suggestion(draft_uuid: uuid.UUID, suggestion_uuid: uuid.UUID) -> SuggestionInfo:
    """The one with this identifier. Raises NotFound."""
    rows = SuggestedChange.objects.filter(version__uuid=draft_uuid, uuid=suggestion_uuid)
    found = _suggestions(list(rows))
    if not found:
        raise NotFound(_("There is no such suggestion for this draft."))
    return found[0]


def stored_words(version_id: int, identifier: str, field: str, language: str = "") -> str | None:
    """The words that stand in the draft now, for a field that can be suggested; None where the competency is gone.

    field: "title", "statement", or "descriptor:<level>".
    """
    row = Competency.objects.filter(version_id=version_id, identifier=identifier).first()
    if row is None:
        return None
    if not field.startswith(DESCRIPTOR):
        return row.translations.get(language, {}).get(field, "") if language else getattr(row, field)
    described = Descriptor.objects.filter(competency=row, level=int(field.removeprefix(DESCRIPTOR))).first()
    if described is None:
        return ""
    return described.translations.get(language, {}).get("text", "") if language else described.text


def _suggestions(rows: list[SuggestedChange]) -> tuple[SuggestionInfo, ...]:
    names = person_names([one for row in rows for one in (row.by_id, row.answered_by_id) if one])
    return tuple(
        SuggestionInfo(
            uuid=row.uuid,
            identifier=row.identifier,
            field=row.field,
            language=row.language,
            base=row.base,
            stored=stored_words(row.version_id, row.identifier, row.field, row.language)
            if row.answer == Answer.OPEN
            else row.base,
            proposed=row.proposed,
            reason=row.reason,
            by=names.get(row.by_id, ""),
            by_id=row.by_id,
            at=row.at,
            answer=row.answer,
            answered_by=names.get(row.answered_by_id, "") if row.answered_by_id else "",
            answered_at=row.answered_at,
            answer_reason=row.answer_reason,
        )
        for row in rows
    )


def _remark(row: DraftRemark, names: dict[int, str], answers: tuple[RemarkInfo, ...]) -> RemarkInfo:
    return RemarkInfo(
        uuid=row.uuid,
        identifier=row.identifier,
        text=row.text,
        by=names.get(row.by_id, ""),
        by_id=row.by_id,
        at=row.at,
        settled_at=row.settled_at,
        settled_by=names.get(row.settled_by_id, "") if row.settled_by_id else "",
        answers=answers,
    )

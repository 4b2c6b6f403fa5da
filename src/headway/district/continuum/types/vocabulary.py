"""The continuum's closed lists of words."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "Answer",
    "DomainKind",
    "Importance",
    "LinkRelation",
    "NoteKind",
    "SuccessionKind",
    "Translations",
    "VersionStatus",
]

Translations = Mapping[str, Mapping[str, str]]


class DomainKind(models.TextChoices):
    """Kinds never mix in a roll-up (R007)."""

    ACADEMIC = "academic", _("Academic")
    HABITS = "habits", _("Habits of success")
    DEVELOPMENTAL = "developmental", _("Development")


class Importance(models.TextChoices):
    ESSENTIAL = "essential", _("Essential")
    SUPPORTING = "supporting", _("Supporting")


class NoteKind(models.TextChoices):
    """What a note on the progression tells a teacher."""

    RESEARCH = "research", _("What research says")
    MISCONCEPTION = "misconception", _("Usual misconceptions")
    NEXT = "next", _("What usually comes next")
    TRANSFER = "transfer", _("Where else it is used")


class LinkRelation(models.TextChoices):
    """How an item of one framework relates to one of another (the words of mastery's Relation)."""

    EXACT = "exact", _("means the same as")
    BROADER = "broader", _("is broader than")
    NARROWER = "narrower", _("is narrower than")
    RELATED = "related", _("is related to")


class SuccessionKind(models.TextChoices):
    """How an earlier competency lives on in a later version."""

    SAME = "same", _("the same, under another name")
    REVISED = "revised", _("revised")
    MERGED = "merged", _("merged with others")
    SPLIT = "split", _("split; this is the part that goes on")
    ENDS = "ends", _("ends here")


class Answer(models.TextChoices):
    """What a person said to a proposal."""

    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Dismissed")
    OPEN = "open", _("Open")


class VersionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")

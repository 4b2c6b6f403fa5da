"""The words of a mail: how many things of which kind, and where to sign in. No name, no learner, no link to a record."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.notices.models import Letter
from headway.district.notices.types import NoticeKind, Reader
from headway.district.notices.words import label_of
from headway.district.people.api import Reachable

__all__ = ["mail_of"]


def mail_of(
    letter: Letter, person: Reachable, counts: Counter[tuple[NoticeKind, Reader]], server: Any
) -> EmailMessage:
    """The mail in the person's language. Its Message-ID is the letter's, so that a mail server's log can be asked for it."""
    language = person.language if person.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    host = urlsplit(settings.ORIGIN).hostname or "localhost"
    with translation.override(language):
        return EmailMessage(
            subject=_subject(counts.total()),
            body=_body(counts, is_daily=letter.digest_on is not None),
            from_email=None,
            to=[person.email],
            headers={
                "Message-ID": f"<{letter.uuid}@{host}>",
                # No holiday answers to a program (RFC 3834).
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
            connection=server,
        )


def _subject(count: int) -> str:
    return ngettext(
        "There is %(num)s thing for you in Headway", "There are %(num)s things for you in Headway", count
    ) % {"num": count}


def _body(counts: Counter[tuple[NoticeKind, Reader]], *, is_daily: bool) -> str:
    order = list(NoticeKind)
    kinds = sorted(counts.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
    lines = [
        _subject(counts.total()) + ":",
        "",
        *(f"- {label_of(kind, reader)}: {count}" for (kind, reader), count in kinds),
        "",
        _("Sign in to see them: %(address)s") % {"address": settings.ORIGIN + reverse("notices")},
        "",
        _("Such a mail comes once a day at most.")
        if is_daily
        else _("You asked to be told of this at once."),
        _("Change what comes by mail, and when: %(address)s")
        % {"address": settings.ORIGIN + reverse("notices_how")},
    ]
    return "\n".join(lines) + "\n"

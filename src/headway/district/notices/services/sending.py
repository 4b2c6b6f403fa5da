"""The outbox goes out: each letter once. Who sends says so first, so that a run that breaks off leaves a trace, not a second mail.

A mail can be lost or come twice, never be certain to do neither: a program may break off between the mail server's
"taken" and our note of it. Here it is never sent twice. What nobody knows of stays "unsure", is told on the command line,
and stands in the inbox as before.
"""

from __future__ import annotations

import datetime as dt
import smtplib
import socket
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from headway.district.foundation.api import Actor, FieldProblem, Refused, audit, clock, in_parts
from headway.district.notices.hours import is_quiet
from headway.district.notices.models import Letter, Notice
from headway.district.notices.selectors import entries_of, preferences_of_many
from headway.district.notices.services.letters import mail_of
from headway.district.notices.services.writing import local, write_letters
from headway.district.notices.types import (
    Channel,
    LetterProblem,
    LetterState,
    NoticeKind,
    Preferences,
    Reader,
    SendReport,
)
from headway.district.people.api import Reachable, Viewer, people_to_reach, viewers_for_people

__all__ = ["send_again", "send_due"]

BY = Actor.system("notices")
# Nobody is at it any more: a mail takes seconds.
BROKEN_OFF_AFTER = dt.timedelta(minutes=15)
# A server that says "later" is asked again after half an hour, then an hour, …; ten times.
LATER = dt.timedelta(minutes=30)
MOST_TRIES = 10

# No mail was handed over when these arise.
_NOT_TAKEN_YET = (
    ConnectionRefusedError,
    socket.gaierror,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
)


def send_due(now: dt.datetime | None = None) -> SendReport:
    """Write the letters that are due, and send what waits: idempotent, and safe beside another run.

    Must not run within a transaction: each letter's state is kept before and after it is sent.
    """
    now = now or clock.now()
    with clock.at(now):
        problems = _broken_off(now)
        write_letters(now)
        run = _Run(now, problems)
        run.deliver()
        if run.sent:
            with transaction.atomic():
                audit.record(by=BY, act="notices.mailed", mails=run.sent)
        return SendReport(
            sent=run.sent,
            waiting=Letter.objects.filter(state=LetterState.WAITING).count(),
            problems=tuple(run.problems),
            server_away=run.server_away,
        )


def send_again(letter_uuids: Collection[uuid.UUID], *, by: Actor) -> int:
    """Let these letters wait once more, after somebody has looked whether they went out, or mended the address.

    Raises Refused, naming each that is neither unsure nor refused; then none is changed.
    """
    now = clock.now()
    stuck = (LetterState.UNSURE, LetterState.REFUSED)
    with transaction.atomic():
        found = {one.uuid: one for one in Letter.objects.filter(uuid__in=letter_uuids)}
        problems = tuple(
            FieldProblem(
                _("There is no such mail, or it is not one that stands still."),
                row=str(each),
                remedy=_("Take the identifier from what `headway notices send` said."),
            )
            for each in letter_uuids
            if each not in found or found[each].state not in stuck
        )
        if problems:
            raise Refused(_("Nothing was changed."), problems=problems)
        changed = Letter.objects.filter(uuid__in=letter_uuids, state__in=stuck).update(
            state=LetterState.WAITING, state_at=now, next_try_at=now, tries=0
        )
        audit.record(by=by, act="notices.mail_again", mails=changed)
    return changed


def _broken_off(now: dt.datetime) -> list[LetterProblem]:
    """Letters whose sender broke off: nobody knows whether they went out."""
    found = Letter.objects.filter(state=LetterState.SENDING, state_at__lt=now - BROKEN_OFF_AFTER)
    rows = list(found.values_list("pk", "uuid", "person__account__username"))
    Letter.objects.filter(pk__in=[pk for pk, *_ in rows], state=LetterState.SENDING).update(
        state=LetterState.UNSURE, state_at=now
    )
    return [_unsure(letter, account or "") for _, letter, account in rows]


@dataclass
class _Run:
    """One run through the letters that wait."""

    now: dt.datetime
    problems: list[LetterProblem]
    sent: int = 0
    server_away: str = ""
    server: Any = field(default_factory=lambda: get_connection())
    viewers: Mapping[int, Viewer] = field(default_factory=dict)
    unread: frozenset[int] = frozenset()

    def deliver(self) -> None:
        waiting = list(
            Letter.objects.filter(state=LetterState.WAITING, next_try_at__lte=self.now).order_by("pk")
        )
        people = people_to_reach({letter.person_id for letter in waiting})
        wishes = preferences_of_many({pk: one.works for pk, one in people.items()})
        self.viewers = viewers_for_people(people)
        self.unread = _with_unread(letter.pk for letter in waiting)
        try:
            for letter in waiting:
                self._deliver(letter, people.get(letter.person_id), wishes.get(letter.person_id))
                if self.server_away:
                    return
        finally:
            self._hang_up()

    def _deliver(self, letter: Letter, person: Reachable | None, wishes: Preferences | None) -> None:
        if person is None or wishes is None or not person.email:
            self._set(letter, LetterState.WAITING, LetterState.DROPPED)
            return
        if is_quiet(local(self.now), wishes):
            return
        counts = self._still_to_say(letter, wishes)
        if not counts:
            self._set(letter, LetterState.WAITING, LetterState.DROPPED)
            return
        if not self._server_answers():
            return
        # From here on the row says that somebody is at it; without that word nothing leaves the house.
        if self._set(letter, LetterState.WAITING, LetterState.SENDING, tries=letter.tries + 1):
            self._hand_over(letter, person, counts)

    def _still_to_say(self, letter: Letter, wishes: Preferences) -> Counter[tuple[NoticeKind, Reader]]:
        """How many of the letter's notices are unread, open to her and wanted by mail, now."""
        viewer = self.viewers.get(letter.person_id)
        if viewer is None or letter.pk not in self.unread:
            return Counter()
        unread = entries_of(viewer, Q(letter_id=letter.pk, read_at__isnull=True))
        return Counter(
            (each.kind, each.reader) for each in unread if wishes.channel(each.kind) is not Channel.APP
        )

    def _hand_over(self, letter: Letter, person: Reachable, counts: Counter) -> None:
        mail = mail_of(letter, person, counts, self.server)
        try:
            self.server.send_messages([mail])
        except Exception as problem:  # whatever it was, the row must say what is known of the letter
            self._did_not_work(letter, person, problem)
            return
        self._set(letter, LetterState.SENDING, LetterState.SENT)
        self.sent += 1

    def _did_not_work(self, letter: Letter, person: Reachable, problem: Exception) -> None:
        if isinstance(problem, _NOT_TAKEN_YET):
            self._set(letter, LetterState.SENDING, LetterState.WAITING)
            self.server_away = _words(problem)
            return
        self._hang_up()  # the next letter begins with a fresh line
        answer = _answer(problem)
        if answer is None:
            self._set(letter, LetterState.SENDING, LetterState.UNSURE)
            self.problems.append(_unsure(letter.uuid, person.username, _words(problem)))
        elif answer < 500 and letter.tries + 1 < MOST_TRIES:
            later = self.now + LATER * (letter.tries + 1)
            self._set(letter, LetterState.SENDING, LetterState.WAITING, next_try_at=later)
        else:
            self._set(letter, LetterState.SENDING, LetterState.REFUSED)
            self.problems.append(_refused(letter.uuid, person.username, _words(problem)))

    def _set(self, letter: Letter, before: LetterState, after: LetterState, **more: Any) -> bool:
        """Change the state, if it is still what it was: of two runs one does."""
        return bool(
            Letter.objects.filter(pk=letter.pk, state=before).update(state=after, state_at=self.now, **more)
        )

    def _server_answers(self) -> bool:
        try:
            self.server.open()
        except (OSError, smtplib.SMTPException) as problem:
            self.server_away = _words(problem)
            return False
        return True

    def _hang_up(self) -> None:
        try:
            self.server.close()
        except (OSError, smtplib.SMTPException):
            self.server = get_connection()


def _with_unread(letters: Iterable[int]) -> frozenset[int]:
    """Which of these letters still hold anything that was not read elsewhere."""
    found: set[int] = set()
    for part in in_parts(letters):
        unread = Notice.objects.filter(letter_id__in=part, read_at__isnull=True)
        found.update(unread.order_by().values_list("letter_id", flat=True).distinct())
    return frozenset(found)


def _answer(problem: Exception) -> int | None:
    """What the mail server answered, as its code; None when it did not answer, so that nobody knows."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return max((code for code, _words in problem.recipients.values()), default=550)
    if isinstance(problem, smtplib.SMTPResponseException):
        return problem.smtp_code
    # An address that cannot be written into a mail at all never left the house.
    return 550 if isinstance(problem, ValueError | UnicodeError) else None


def _words(problem: Exception) -> str:
    """What happened, without the address: what is printed may be kept in logs."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        answers = [f"{code}" for code, _words in problem.recipients.values()]
        return _("the mail server does not take the address (%(code)s)") % {"code": ", ".join(answers)}
    if isinstance(problem, smtplib.SMTPResponseException):
        return _("the mail server answered %(code)s") % {"code": problem.smtp_code}
    if isinstance(problem, ValueError | UnicodeError):
        return _("the address cannot be written into a mail")
    return type(problem).__name__


def _refused(letter: uuid.UUID, account: str, words: str) -> LetterProblem:
    return LetterProblem(
        letter=letter,
        account=account,
        sentence=_("Not sent: %(why)s.") % {"why": words},
        remedy=_("Correct the address in the register, then: headway notices again %(letter)s")
        % {"letter": letter},
    )


def _unsure(letter: uuid.UUID, account: str, words: str = "") -> LetterProblem:
    why = words or _("the run that sent it broke off")
    return LetterProblem(
        letter=letter,
        account=account,
        sentence=_("Nobody knows whether it went out: %(why)s.") % {"why": why},
        remedy=_(
            "Look for %(letter)s in the mail server's log. If it is not there: headway notices again %(letter)s"
        )
        % {"letter": letter},
    )

"""The outbox, from the command line: what a timer runs every ten minutes."""

from __future__ import annotations

import argparse
import uuid

from headway.district.site.cli.screen import say, table
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["notices"]


def notices(asked: argparse.Namespace) -> int:
    """Send what is due, let mails that stood still wait once more, or remove what was read long ago."""
    if asked.verb == "tidy":
        return _tidy()
    return _send() if asked.verb == "send" else _again(asked.letters)


def _send() -> int:
    """Quiet where there was nothing to do: a timer's mails are for what needs somebody."""
    from headway.district.notices.api import send_due

    done = send_due()
    if done.sent:
        say(f"{done.sent:,} mails sent.")
    if done.problems:
        table(
            "What was not sent",
            ("mail", "account", "what", "remedy"),
            ((one.letter, one.account, one.sentence, one.remedy) for one in done.problems),
        )
    if done.server_away:
        say(
            f"The mail server does not take mail ({done.server_away}); {done.waiting:,} mails wait for the next run. "
            "If this goes on, look at HEADWAY_EMAIL_URL and at the server."
        )
    return NOT_DONE if done.problems or done.server_away else DONE


def _again(letters: list[str]) -> int:
    from headway.district.foundation.api import Actor
    from headway.district.notices.api import send_again

    changed = send_again(_identifiers(letters), by=Actor.system("command line"))
    say(f"{changed:,} mails wait again; the next `headway notices send` takes them.")
    return DONE


def _tidy() -> int:
    from headway.district.foundation.api import Actor
    from headway.district.notices.api import kept_months, tidy

    done = tidy(by=Actor.system("command line"))
    say(f"{done.notices:,} notices removed that were read more than {kept_months()} months ago.")
    return DONE


def _identifiers(letters: list[str]) -> list[uuid.UUID]:
    from headway.district.foundation.api import FieldProblem, Refused

    found, problems = [], []
    for text in dict.fromkeys(letters):
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            problems.append(
                FieldProblem(
                    "This is no identifier of a mail.",
                    row=text,
                    remedy="Take it from what `headway notices send` said.",
                )
            )
    if problems:
        raise Refused("Nothing was changed.", problems=tuple(problems))
    return found

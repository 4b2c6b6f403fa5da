"""The first administrator, and a way back in for one who has lost her password."""

from __future__ import annotations

import argparse
import getpass
import sys

from headway.district.site.cli.screen import say
from headway.district.site.cli.words import DONE

__all__ = ["createadmin"]


def createadmin(asked: argparse.Namespace) -> int:
    """Open an administrator's account, or give an account a new password."""
    from django.db import transaction

    from headway.district.foundation.api import Actor, NotFound
    from headway.district.people import api as people

    by = Actor.system("headway.createadmin")
    username = asked.username or _asked("User name")
    if asked.new_password:
        account = people.account_named(username)
        if account is None:
            raise NotFound(f"Nobody signs in as {username}.", remedy="Look at the spelling.")
        people.change_password(account=account, password=_password(asked), by=by)
        say(f"{username} has a new password.")
        return DONE
    given_name = asked.given_name or _asked("Given name")
    family_name = asked.family_name or _asked("Family name", needed=False)
    email = asked.email or _asked("Mail address", needed=False)
    password = _password(asked)
    with transaction.atomic():
        organisation = _organisation(asked, by)
        person = people.create_person(given_name=given_name, family_name=family_name, email=email, by=by)
        people.open_account(person=person, username=username, password=password, by=by, password_is_own=True)
        people.assign_duty(person=person, role="administrator", organisation=organisation, by=by)
    say(f"{username} administers {organisation.name} and can sign in now.")
    return DONE


def _organisation(asked: argparse.Namespace, by):
    """Where she administers: the named organisation, else the top one, else a new district."""
    from headway.district.foundation.api import Refused
    from headway.district.people import api as people

    tops = people.top_organisations()
    if asked.organisation:
        found = people.organisation_with_code(asked.organisation)
        if found is None:
            raise Refused(
                f"There is no organisation with the code {asked.organisation}.",
                remedy="Leave --organisation out to take the top one.",
            )
        if found.kind == "school":
            raise Refused(
                f"{found.name} is a school, and imports, exports and the trail are the whole district's.",
                remedy="Leave --organisation out to take the top one.",
            )
        return found
    if len(tops) > 1:
        codes = ", ".join(top.code or top.name for top in tops)
        raise Refused(
            "There are several organisations at the top.", remedy=f"Say which: --organisation {codes}."
        )
    if tops:
        return tops[0]
    name = asked.district or _asked("The district's name")
    return people.create_organisation(kind="district", name=name, by=by)


def _asked(question: str, *, needed: bool = True) -> str:
    from headway.district.foundation.api import Refused

    if not sys.stdin.isatty():
        if needed:
            raise Refused(
                f"{question} is missing.", remedy="Give it as an option; see headway createadmin --help."
            )
        return ""
    while True:
        answer = input(f"{question}: ").strip()
        if answer or not needed:
            return answer


def _password(asked: argparse.Namespace) -> str:
    """From standard input or typed twice; never an option, which everybody on the machine could see."""
    from headway.district.foundation.api import Refused

    if asked.password_stdin or not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise Refused(
                "The password is missing.", remedy="Send it on standard input with --password-stdin."
            )
        return password
    while True:
        password = getpass.getpass("Password: ")
        if password == getpass.getpass("The same again: "):
            return password
        say("The two were different. Once more.")

"""What the command line asks about people before anybody has signed in. Never a record, never a name of a learner."""

from __future__ import annotations

from headway.district.people.models import Account, Organisation, Person

__all__ = ["account_named", "any_people", "organisation_with_code", "top_organisations"]


def any_people() -> bool:
    """Is there anybody in this database?"""
    return Person.objects.exists()


def account_named(username: str) -> Account | None:
    """The account with this user name, whatever its capitals."""
    return Account.objects.filter(username__iexact=username).first()


def top_organisations() -> list[Organisation]:
    """The organisations without a parent: one state or district, in most installations."""
    return list(Organisation.objects.filter(parent=None, is_active=True).order_by("pk"))


def organisation_with_code(code: str) -> Organisation | None:
    return Organisation.objects.filter(code__iexact=code, is_active=True).first()

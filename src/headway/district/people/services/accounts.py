"""People, and the keys with which they sign in."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, FieldProblem, Refused, audit
from headway.district.people.models import (
    Account,
    Person,
)
from headway.district.people.services.acts import fits, given, one_act

__all__ = ["change_password", "close_account", "correct_person", "create_person", "open_account"]


@one_act
def create_person(
    *,
    given_name: str,
    family_name: str,
    by: Actor,
    preferred_name: str = "",
    email: str = "",
    language: str = "en",
) -> Person:
    """A human being known to the district. Raises Refused without any name."""
    row = Person.objects.create(
        given_name=given(given_name or family_name, "given_name", _("A person needs a name.")),
        family_name=family_name.strip() if given_name.strip() else "",
        preferred_name=preferred_name.strip(),
        email=email.strip(),
        language=language,
    )
    audit.record(by=by, act="people.person_created", subject_kind="person", subject_uuid=row.uuid)
    return row


_CORRECTABLE = ("given_name", "family_name", "preferred_name", "email", "language")


@one_act
def correct_person(*, person: Person, by: Actor, **changes: str) -> Person:
    """Change names, mail or language; the trail keeps which fields, never what they said."""
    unknown = set(changes) - set(_CORRECTABLE)
    if unknown:
        raise Refused(_("These fields of a person are not changed here."), remedy=", ".join(sorted(unknown)))
    changed = sorted(name for name, value in changes.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, changes[name])
    if changed:
        given(person.given_name or person.family_name, "given_name", _("A person needs a name."))
        fits(person, *changed)
        person.save(update_fields=changed)
        audit.record(
            by=by,
            act="people.person_corrected",
            subject_kind="person",
            subject_uuid=person.uuid,
            fields=changed,
        )
    return person


@one_act
def open_account(
    *,
    person: Person,
    username: str,
    by: Actor,
    password: str | None = None,
    email: str = "",
    password_is_own: bool = False,
) -> Account:
    """The key with which a person signs in; without a password she asks for one by mail.

    A password that she did not choose herself has to be changed before anything else opens.

    Raises Refused with the password rules that were not met, when the name is taken, or when she has an account.
    """
    username = given(username, "username", _("An account needs a user name."))
    if person.account_id:
        raise Refused(
            _("This person has an account already."), remedy=_("Change its password, or close it first.")
        )
    if Account.objects.filter(username__iexact=username).exists():
        sentence = _("This user name is taken.")
        raise Refused(
            sentence, problems=(FieldProblem(sentence, "username", remedy=_("Choose another one.")),)
        )
    account = Account(username=username, email=email or person.email)
    fits(account, "username", "email")
    if password is not None:
        _check_password(password, account)
    account.set_password(password)
    account.must_change_password = password is not None and not password_is_own
    account.save()
    person.account = account
    person.save(update_fields=["account"])
    audit.record(by=by, act="people.account_opened", subject_kind="person", subject_uuid=person.uuid)
    return account


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise Refused(
            _("This password cannot be used."),
            remedy=" ".join(problem.messages),
            problems=tuple(FieldProblem(sentence, "password") for sentence in problem.messages),
        ) from problem


@one_act
def change_password(*, account: Account, password: str, by: Actor) -> None:
    """A new password, under the same rules as everywhere. Raises Refused with the rules that were not met."""
    _check_password(password, account)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    audit.record(by=by, act="people.password_changed", account=account.pk)


@one_act
def close_account(*, account: Account, by: Actor) -> None:
    """From now on nobody signs in with it; its sessions end with the next page."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    audit.record(by=by, act="people.account_closed", account=account.pk)

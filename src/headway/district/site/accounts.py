"""How the accounts library behaves here: nobody registers herself, and closed accounts stay closed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotAllowed
from headway.district.people.api import viewer_for_account

__all__ = ["AccountAdapter"]


class AccountAdapter(DefaultAccountAdapter):
    # In our voice, and never saying which half was wrong or whether an account exists.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("User name and password don't belong together. Look at both again."),
        "email_password_mismatch": _("E-mail and password don't belong together. Look at both again."),
        "incorrect_password": _("This is not the password of this account."),
        "enter_current_password": _("This is not the password of this account."),
        "too_many_login_attempts": _(
            "This didn't work several times. Please wait five minutes, then try again."
        ),
        "account_inactive": _("This account is closed. Ask your school's front office."),
        "rate_limited": _("This was asked many times in a row. Please wait a little."),
    }

    def set_password(self, user, password: str) -> None:
        """Changed or made anew by mail, it is her own from now on."""
        user.must_change_password = False
        super().set_password(user, password)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse | None:
        """Nobody is let in who would then be nobody: the account or the person behind it is no longer active."""
        if viewer_for_account(user.pk) is None:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user) -> HttpResponse:
        """Said only to who knows the password, so that it tells nobody which accounts there are."""
        error = NotAllowed(self.error_messages["account_inactive"])
        return render(request, "errors/sentence.html", {"error": error}, status=error.status)

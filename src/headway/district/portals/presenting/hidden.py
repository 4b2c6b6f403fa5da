"""What stands in a file in place of a number that is not shown: the words of the macro `suppressed` of pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

__all__ = ["hidden_words"]


def hidden_words(smallest: int) -> str:
    """Both reasons there are: the number is small, or a small one would follow from it."""
    return _("fewer than %(smallest)d, or hidden with one") % {"smallest": smallest}

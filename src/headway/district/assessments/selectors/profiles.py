"""How files are read: the profiles that Headway brings, and the district's own in their newest version."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from headway.district.assessments.models import ReadingProfile
from headway.district.assessments.types import ProfileCard
from headway.district.foundation.api import NotFound
from headway.mastery.formats.assessments import SHIPPED, Profile

__all__ = ["places_learners", "profile_called", "profile_numbers", "shipped_and_own_profiles"]


def shipped_and_own_profiles() -> tuple[ProfileCard, ...]:
    """All profiles that stand, by vendor and name. A district's version takes the place of a shipped one. One query."""
    newest: dict[str, ReadingProfile] = {}
    for row in ReadingProfile.objects.order_by("number"):
        newest[row.code] = row
    cards = {
        code: ProfileCard(code, one.name, one.vendor, 0, True, False, one) for code, one in SHIPPED.items()
    }
    for code, row in newest.items():
        if row.is_active:
            profile = Profile.from_dict(row.definition)
            cards[code] = ProfileCard(
                code, profile.name, profile.vendor, row.number, False, code in SHIPPED, profile
            )
    return tuple(
        sorted(cards.values(), key=lambda one: (one.is_shipped, one.vendor.casefold(), one.name.casefold()))
    )


def profile_called(code: str) -> ProfileCard:
    """Raises NotFound for a code that no profile has."""
    found = next((one for one in shipped_and_own_profiles() if one.code == code), None)
    if found is None:
        raise NotFound(_("There is no such profile."))
    return found


def profile_numbers(code: str) -> tuple[ReadingProfile, ...]:
    """The district's versions of a profile, newest first."""
    return tuple(ReadingProfile.objects.filter(code=code).order_by("-number"))


def places_learners() -> dict[str, bool]:
    """Profile code → whether its results may speak for a level."""
    return {one.code: one.profile.places_learners for one in shipped_and_own_profiles()}

"""The groups of a table in words: by what they are formed, and what each is called."""

from __future__ import annotations

from django.utils.translation import gettext as _

__all__ = ["group_words", "kind_words"]


def kind_words(kind: str) -> str:
    known = {
        "school": _("School"),
        "race_ethnicity": _("Race and ethnicity"),
        "gender": _("Gender"),
        "home_language": _("Home language"),
        "disability": _("Disability"),
        "income": _("Income"),
        "low_income": _("Income"),
    }
    return known.get(kind, kind.replace("_", " ").capitalize())


def group_words(name: str) -> str:
    known = {
        "": _("Not told"),
        "en": _("English"),
        "es": _("Spanish"),
        "yes": _("Yes"),
        "no": _("No"),
        "low": _("Low income"),
        "not_low": _("Not low income"),
        "female": _("Female"),
        "male": _("Male"),
        "nonbinary": _("Nonbinary"),
        "asian": _("Asian"),
        "black": _("Black"),
        "hispanic_or_latino": _("Hispanic or Latino"),
        "multiracial": _("Multiracial"),
        "native_american": _("Native American"),
        "white": _("White"),
    }
    return known.get(name, name.replace("_", " "))

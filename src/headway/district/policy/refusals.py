"""What the mathematics refuses in a rule, said in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway.mastery.facts import Refused as NotReadable

__all__ = ["told"]

# Sentences for what people can type. What only a file can say wrong keeps the mathematics' own sentence.
SENTENCES: Mapping[str, Promise] = {
    "rule_agreement": _(
        "More pieces would have to agree than are looked at, so no level could ever be proposed. Let fewer "
        "agree, or look at more."
    ),
    "rule_minimum": _(
        "The smallest number of pieces is below the number that must agree. Ask for at least as many pieces as "
        "must agree."
    ),
    "rule_window": _("Look at 12 pieces at most, so that recent work is what counts."),
    "rule_count": _("Write a whole number from 1 on."),
    "rule_count_large": _("This number is too large; use %(most)s at most."),
    "rule_level": _("This begins at a level that the scale doesn't have; choose one of its levels."),
    "rule_mean": _(
        "This way is a plain mean: it treats levels as amounts, and early work weighs on what is shown now. Choose "
        "another way, or say below that you want it all the same."
    ),
    "rule_missing": _("A number is missing here; write it."),
    "leveling_number": _("Write a whole number from %(least)s to %(most)s."),
    "leveling_core": _("Every core domain is leveled too; add it to the leveled domains."),
    "leveling_deciders": _("Name at least one of counsellor, teacher and leader, and nobody else."),
    "leveling_entry_none": _("Give at least one level, or leave the school out."),
    "setting_whole": _("Write a whole number from %(least)s to %(most)s."),
    "setting_number": _("Write a number from %(least)s to %(most)s."),
    "partly_share": _("Give a share from 0 to below 1, or none."),
    "partly_order": _(
        "A further level never counts less than the one before it; give at least as much here."
    ),
    "stage_narrows": _(
        "Stage %(later)s leaves the learner less than stage %(earlier)s here. A later stage leaves her as much or more: "
        "widen it, or narrow the earlier one."
    ),
    "never_met": _(
        "This asks for %(at_least)s where there can be %(most)s at most, so it could never be met. Ask for fewer, "
        "or look at more."
    ),
    "filter_no_form": _("No form of evidence is left; choose at least one that is not also left out."),
    "filter_help": _("One piece can't be shown both without help and with help; choose one of the two."),
    "filter_mark_both": _("The same thing is asked for and left out at once; keep one of the two."),
    "second_scorer_alone": _("A second look needs two people; write 2 or more."),
    "advance_named": _("Name at least one competency, or ask for the essential ones."),
    "advance_days_alone": _(
        "An age of the cumulative assessment is given, and none is asked for; ask for it, or leave the age out."
    ),
    "advance_nothing_left": _(
        "As many competencies may stay open as are named, so nothing would be asked for; let fewer stay open."
    ),
    "advance_two_verifiers": _(
        "The signer is a verifier already; ask for a second one only where a teacher or a leader signs."
    ),
    "advance_left_open": _(
        "Write how many may stay open, a whole number from 0 to %(most)s; a person names each of them."
    ),
    "advance_days": _("Write a whole number of days from 1 to %(most)s."),
    "advance_day": _("Write the day as year-month-day, for example 2027-01-15."),
    "tree_empty": _("This group is empty; add a requirement to it, or remove the group."),
    "tree_deep": _("Groups stand inside groups too many times; write it more plainly."),
    "exception_everywhere": _(
        "This exception doesn't say where it holds; choose a subject, stage, school, importance or competency."
    ),
    "exception_empty": _("This exception changes nothing; say what is different there, or remove it."),
}


def told(problem: NotReadable) -> str:
    """The sentence for a refusal, in the reader's language where it is one that people meet."""
    sentence = SENTENCES.get(problem.code)
    if sentence is None:
        return str(problem)
    try:
        return str(sentence) % {name: _as_written(value) for name, value in problem.params.items()}
    except KeyError:
        return str(problem)


def _as_written(value: object) -> object:
    """A share with the reader's decimal mark."""
    return localize(value) if isinstance(value, float) else value

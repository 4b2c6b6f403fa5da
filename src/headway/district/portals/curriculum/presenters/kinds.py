"""What each kind of finding is called, why it matters, and what would settle it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["KINDS", "REMEDIES", "URGENCIES", "Kind"]


@dataclass(frozen=True)
class Kind:
    """title: the heading over findings of this kind. why: one sentence for people who were not there."""

    title: Promise
    why: Promise


KINDS: dict[str, Kind] = {
    "circle": Kind(
        _("Circles of prerequisites"),
        _("Each waits for the other, so nobody could ever begin. A line with a circle is not published."),
    ),
    "unreachable": Kind(
        _("Cannot be reached"),
        _("Something that has to come first can never be shown, so learners would wait for ever."),
    ),
    "missing_item": Kind(
        _("Links to something that is not there"),
        _("A prerequisite names an item that this line does not have: the step is missing or was renamed."),
    ),
    "code_mismatch": Kind(
        _("Codes written in two ways"),
        _("A prerequisite names a code that is spelled differently here, so the link may lead nowhere."),
    ),
    "seam_broken": Kind(
        _("The line breaks between two schools"),
        _(
            "Learners are handed on here, and nothing of the earlier school leads to anything of the later one."
        ),
    ),
    "seam_no_successor": Kind(
        _("Leads nowhere beyond a seam"),
        _("The last step before learners change schools prepares for nothing in the next one."),
    ),
    "seam_no_predecessor": Kind(
        _("Comes from nowhere behind a seam"),
        _("The first step in the next school builds on nothing that learners did in the school before."),
    ),
    "backward": Kind(
        _("Prerequisites that run backwards"),
        _("An earlier level waits for a later one, so learners would have to go on before they may begin."),
    ),
    "level_jump": Kind(
        _("Steps of three levels and more"),
        _("So much lies between the two that a step in the middle is probably missing."),
    ),
    "duplicate": Kind(
        _("The same, twice"),
        _("Learners would show the same thing twice, and evidence would be spread over both."),
    ),
    "near_duplicate": Kind(
        _("Nearly the same"),
        _(
            "These say almost the same. If they mean the same, one is enough; if not, the words should tell them apart."
        ),
    ),
    "orphan": Kind(
        _("Without any connection"),
        _("Nothing prepares for it and it prepares for nothing, so no learner is ever led to it."),
    ),
    "strand_stops": Kind(
        _("Strands that stop early"),
        _("The field goes on, this strand does not, and its last step leads into no other."),
    ),
    "strand_hole": Kind(
        _("Levels that a strand leaves out"),
        _("Between the two, nobody knows what learners work on in this strand."),
    ),
    "strands_of_one_level": Kind(
        _("Strands that are one level wide"),
        _("A strand should run over several levels; these read like the units of one year."),
    ),
    "depth_falls": Kind(
        _("Depth falls along a prerequisite"),
        _("What comes after asks for less depth of knowledge than what prepared for it."),
    ),
    "strand_depth_falls": Kind(
        _("Depth falls along a strand"),
        _("Later levels ask for less depth of knowledge than earlier ones did."),
    ),
    "unserved_statement": Kind(
        _("Promises of the graduate profile that nothing serves"),
        _("Your community asked for this, and no competency leads there yet."),
    ),
    "serves_no_statement": Kind(
        _("Essential, and serves no statement of the profile"),
        _("Either the profile leaves something out, or this need not be essential."),
    ),
    "no_i_can": Kind(
        _("Without words for learners"),
        _("Learners and families read “I can …”; here they find the words of a publisher."),
    ),
    "missing_level": Kind(
        _("Without a level"),
        _("Without a level it has no place on the map, and nobody can plan with it."),
    ),
    "missing_descriptors": Kind(
        _("Without descriptors"),
        _("Learners need to know what work at each performance level looks like before they begin."),
    ),
    "missing_exemplar": Kind(
        _("Without an exemplar"),
        _("One piece of work says more than a paragraph about it, and teachers agree sooner."),
    ),
    "missing_depth": Kind(
        _("Without a depth of knowledge"),
        _("Without it nobody can say whether a task asks for as much as the competency does."),
    ),
    "unmeasurable": Kind(
        _("Cannot be seen in work"),
        _("Two teachers could not agree from a piece of work whether this was shown."),
    ),
    "activity": Kind(
        _("Names an activity, not learning"),
        _(
            "Doing it does not show what was learned; the statement should say what learners can do afterwards."
        ),
    ),
    "compound": Kind(
        _("Asks for several things at once"),
        _("A learner may show one part and not yet the other, and one rating could not say so."),
    ),
    "vague": Kind(
        _("Words that everybody reads differently"),
        _("What is “appropriate” or “various” to one teacher is not to the next."),
    ),
    "grade_language": Kind(
        _("Words of school years"),
        _("Levels are places on the line, not ages; a statement holds for whoever works there."),
    ),
    "hard_to_read": Kind(
        _("Hard to read"),
        _("Learners of this level should be able to read what they are asked to show."),
    ),
    "no_transfer": Kind(
        _("Bound to one lesson"),
        _("What can be shown in one place only is not yet a competency that carries over."),
    ),
    "redundant": Kind(
        _("Prerequisites that add nothing"),
        _("A longer way leads there already. Fewer lines make the map easier to read; nothing is lost."),
    ),
}

REMEDIES: dict[str, Promise] = {
    "add_arrow": _("Let one prepare for the other"),
    "remove_arrow": _("Take this prerequisite out"),
    "reverse_arrow": _("Turn the prerequisite round"),
    "add_step": _("Write a step between them"),
    "add_link": _("Link the two in a crosswalk"),
    "recode": _("Write the code as the prerequisite does"),
    "merge": _("Make one of them"),
    "reword": _("Find other words"),
    "split": _("Make two of it"),
    "write_i_can": _("Write it as “I can …”"),
    "write_descriptors": _("Write what each level looks like"),
    "add_exemplar": _("Add an exemplar"),
    "set_level": _("Give it a level"),
    "set_depth": _("Set its depth of knowledge"),
    "extend_strand": _("Write how the strand goes on"),
    "map_to_profile": _("Say which competencies serve it"),
}

URGENCIES: dict[int, Promise] = {
    1: _("Publishing waits for it"),
    2: _("The line breaks"),
    3: _("It may mislead"),
    4: _("Not written yet"),
    5: _("Can be tidied"),
}

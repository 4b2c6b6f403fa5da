"""Work on drafts. Every edit goes through here: it is in the history, audited, undoable, and safe with two editors."""

from headway.district.continuum.services.drafting.arrows import (
    add_prerequisite,
    add_prerequisites,
    exchange_prerequisites,
    remove_prerequisite,
)
from headway.district.continuum.services.drafting.discarding import discard_draft
from headway.district.continuum.services.drafting.editing import (
    add_competency,
    edit_competency,
    remove_competency,
    write_descriptor,
    write_descriptors,
)
from headway.district.continuum.services.drafting.examples import (
    move_criterion,
    remove_criterion,
    remove_exemplar,
    remove_note,
    save_criterion,
    save_exemplar,
    save_note,
)
from headway.district.continuum.services.drafting.following import follow_newest
from headway.district.continuum.services.drafting.opening import begin_framework, describe_draft, open_draft
from headway.district.continuum.services.drafting.outline import (
    add_domain,
    add_strand,
    edit_domain,
    edit_strand,
    remove_domain,
    remove_strand,
)
from headway.district.continuum.services.drafting.talking import (
    accept_suggestion,
    decline_suggestion,
    remark,
    reopen_remark,
    settle_remark,
    suggest,
)
from headway.district.continuum.services.drafting.undoing import undo, undoing

__all__ = [
    "accept_suggestion",
    "add_competency",
    "add_domain",
    "add_prerequisite",
    "add_prerequisites",
    "add_strand",
    "begin_framework",
    "decline_suggestion",
    "describe_draft",
    "discard_draft",
    "edit_competency",
    "edit_domain",
    "edit_strand",
    "exchange_prerequisites",
    "follow_newest",
    "move_criterion",
    "open_draft",
    "remark",
    "remove_competency",
    "remove_criterion",
    "remove_domain",
    "remove_exemplar",
    "remove_note",
    "remove_prerequisite",
    "remove_strand",
    "reopen_remark",
    "save_criterion",
    "save_exemplar",
    "save_note",
    "settle_remark",
    "suggest",
    "undo",
    "undoing",
    "write_descriptor",
    "write_descriptors",
]

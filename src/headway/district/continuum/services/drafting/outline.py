"""The rows of the map: domains and strands of a draft."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from headway.district.continuum.models import Competency, Domain, Strand
from headway.district.continuum.services.drafting.acts import DraftAct, on_draft
from headway.district.continuum.services.drafting.things import Domains, Strands
from headway.district.continuum.services.drafting.words import clean
from headway.district.continuum.types import DomainContent, Edited, StrandContent
from headway.district.foundation.api import Actor, Refused

__all__ = ["add_domain", "add_strand", "edit_domain", "edit_strand", "remove_domain", "remove_strand"]


def add_domain(
    draft_uuid: uuid.UUID, content: DomainContent, *, by: Actor, act: uuid.UUID | None = None
) -> Edited:
    """A further field of learning. Raises Refused for a code that is there, or a missing code or name."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        code = _new_code(work, "domain", content.code, content.name)
        value = {name: clean("domain", name, getattr(content, name)) for name in Domains.plain}
        value["sequence"] = value["sequence"] or Domain.objects.filter(version=work.version).count()
        work.create("domain", code, value | _words(content.translations, Domains.worded))
        return work.edited(made=work.expect("domain", code)["uuid"])


def add_strand(
    draft_uuid: uuid.UUID, content: StrandContent, *, by: Actor, act: uuid.UUID | None = None
) -> Edited:
    """A further row of a domain's map."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        code = _new_code(work, "strand", content.code, content.name)
        value = {name: clean("strand", name, getattr(content, name)) for name in Strands.plain}
        inside = Strand.objects.filter(domain__version=work.version, domain__code=content.domain_code)
        value["sequence"] = value["sequence"] or inside.count()
        value |= _words(content.translations, Strands.worded)
        work.create("strand", code, {"domain": content.domain_code, **value})
        return work.edited(made=work.expect("strand", code)["uuid"])


def edit_domain(
    draft_uuid: uuid.UUID,
    code: str,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    seen: Mapping[str, Any] | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Fields: name, description, sequence, "name:es", "description:es"."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        _check_name(changes)
        work.merge("domain", code, changes, seen)
        return work.edited()


def edit_strand(
    draft_uuid: uuid.UUID,
    code: str,
    changes: Mapping[str, Any],
    *,
    by: Actor,
    seen: Mapping[str, Any] | None = None,
    act: uuid.UUID | None = None,
) -> Edited:
    """Fields: name, sequence, "name:es"."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        _check_name(changes)
        work.merge("strand", code, changes, seen)
        return work.edited()


def remove_domain(draft_uuid: uuid.UUID, code: str, *, by: Actor, act: uuid.UUID | None = None) -> Edited:
    """Take out a domain that holds nothing any more; Refused otherwise."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        work.expect("domain", code)
        strands = Strand.objects.filter(domain__version=work.version, domain__code=code).count()
        _check_empty(
            code, strands + Competency.objects.filter(version=work.version, domain__code=code).count()
        )
        work.delete("domain", code)
        return work.edited()


def remove_strand(draft_uuid: uuid.UUID, code: str, *, by: Actor, act: uuid.UUID | None = None) -> Edited:
    """Take out a strand that holds no competency any more; Refused otherwise."""
    with on_draft(draft_uuid, by=by, act=act) as work:
        work.expect("strand", code)
        _check_empty(code, Competency.objects.filter(version=work.version, strand__code=code).count())
        work.delete("strand", code)
        return work.edited()


def _new_code(work: DraftAct, subject: str, code: str, name: str) -> str:
    code = clean("competency", "code", code)
    if not code or not clean(subject, "name", name):
        raise Refused(_("A code and a name are needed."), remedy=_("Write both; a code can be short."))
    if len(code) > 120:
        raise Refused(_("A code has up to 120 characters."), remedy=_("Shorten it."))
    if work.read(subject, code) is not None:
        raise Refused(
            _("The code %(code)s is already taken.") % {"code": code}, remedy=_("Choose a code that is free.")
        )
    return code


def _check_name(changes: Mapping[str, Any]) -> None:
    if "name" in changes and not clean("domain", "description", changes["name"]):
        raise Refused(_("A name is needed."), remedy=_("Write how teachers would call it."))


def _check_empty(code: str, count: int) -> None:
    if count:
        raise Refused(
            ngettext("%(code)s still holds one thing.", "%(code)s still holds %(count)s things.", count)
            % {"code": code, "count": count},
            remedy=_("Move or remove what it holds first."),
        )


def _words(translations: Mapping[str, Mapping[str, str]], worded: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{name}:{language}": clean("domain", "description", words[name])
        for language, words in translations.items()
        for name in worded
        if words.get(name)
    }

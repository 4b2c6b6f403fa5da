"""The graduate profile: the statements, what serves them, and the report on what nothing serves."""

from __future__ import annotations

import uuid
from typing import Any

from defusedcsv import csv as safe_csv
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import (
    ContinuumMap,
    StatementInfo,
    can_author,
    check_author,
    current_map,
    link_competencies,
    profile_coverage,
    profile_statement,
    profile_statements,
    reorder_statements,
    restore_statement,
    retire_statement,
    save_statement,
    suggested_for,
    unlink_competencies,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused, translated
from headway.district.people.api import Viewer
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import profile as presenters

# Enough that a stretch without anything finds something among them.
SUGGESTED_FROM = 40

__all__ = [
    "add",
    "link",
    "order",
    "profile_csv",
    "profile_page",
    "report",
    "restore",
    "retire",
    "statement",
    "unlink",
    "words",
]


def _viewer(request: PortalRequest) -> Viewer:
    return request.viewer


@require_GET
def profile_page(request: PortalRequest) -> HttpResponse:
    """The statements as cards, each with what serves it in a sentence."""
    continuum = current_map()
    coverage = profile_coverage(continuum) if continuum else None
    return render(
        request,
        "curriculum/profile.html",
        {
            "cards": presenters.cards(coverage) if coverage else (),
            "summary": presenters.summary(coverage) if coverage and coverage.statements else "",
            "has_continuum": continuum is not None,
            "retired": profile_statements(retired=True),
            "may_author": can_author(_viewer(request)),
        },
    )


@require_GET
def report(request: PortalRequest) -> HttpResponse:
    """The coverage as a table, the statements nothing serves by name, and essentials that serve none."""
    continuum = current_map()
    coverage = profile_coverage(continuum) if continuum else None
    if continuum is None or coverage is None or not coverage.statements:
        return redirect("curriculum:profile")
    return render(
        request,
        "curriculum/profile_report.html",
        {
            "cards": presenters.cards(coverage),
            "summary": presenters.summary(coverage),
            "bands": [presenters.band_words(band) for band in coverage.bands],
            "unserved": [translated(one, "title") for one in coverage.unserved],
            "gaps": [
                (presenters.card(one, coverage), [presenters.band_words(band) for band in one.empty_bands])
                for one in coverage.with_empty_bands
            ],
            "idle": presenters.idle_by_domain(coverage, continuum),
            "idle_count": len(coverage.serving_none),
        },
    )


@require_GET
def profile_csv(request: PortalRequest) -> HttpResponse:
    """Every link, and everything that is missing, as a table in the reader's language."""
    continuum = current_map()
    if continuum is None:
        raise NotFound(_("There is no published continuum yet."))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="graduate-profile.csv"'
    writer = safe_csv.writer(response)
    for row in presenters.report_rows(profile_coverage(continuum), continuum):
        writer.writerow(row)
    return response


# -- the words ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def add(request: PortalRequest) -> HttpResponse:
    """Write a new statement."""
    check_author(_viewer(request))
    return _words(request, None)


@require_http_methods(["GET", "POST"])
def words(request: PortalRequest, statement_uuid: uuid.UUID) -> HttpResponse:
    """Reword a statement."""
    check_author(_viewer(request))
    return _words(request, profile_statement(statement_uuid))


def _words(request: PortalRequest, one: StatementInfo | None) -> HttpResponse:
    problems: tuple[FieldProblem, ...] = ()
    languages = [(code, name) for code, name in settings.LANGUAGES if code != "en"]
    if request.method == "POST":
        sent = request.POST
        try:
            saved = save_statement(
                title=sent.get("title", ""),
                text=sent.get("text", ""),
                code=sent.get("code", ""),
                translations={
                    code: {"title": sent.get(f"title:{code}", ""), "text": sent.get(f"text:{code}", "")}
                    for code, _name in languages
                },
                statement_uuid=one.uuid if one else None,
                by=_viewer(request).actor,
            )
        except Refused as refused:
            problems = refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
        else:
            messages.success(request, _("The statement is saved."))
            return redirect("curriculum:profile_statement", statement_uuid=saved.uuid)
    return render(
        request,
        "curriculum/profile_words.html",
        {
            "one": one,
            "languages": languages,
            "values": request.POST if request.method == "POST" else _values(one),
            "problems": problems,
            "at_field": {problem.field: problem.sentence for problem in problems},
            "crumbs": _crumbs(one),
        },
        status=422 if problems else 200,
    )


def _values(one: StatementInfo | None) -> dict[str, str]:
    if one is None:
        return {}
    values = {"title": one.title, "text": one.text, "code": one.code}
    for code, said in one.translations.items():
        values |= {f"{name}:{code}": text for name, text in said.items()}
    return values


def _crumbs(one: StatementInfo | None) -> list[tuple[str, str]]:
    crumbs = [(_("Graduate profile"), reverse("curriculum:profile"))]
    if one is not None:
        href = reverse("curriculum:profile_statement", args=[one.uuid])
        crumbs.append((one.code or translated(one, "title"), href))
    return crumbs


@require_POST
def order(request: PortalRequest) -> HttpResponse:
    """Move a statement up or down by one."""
    check_author(_viewer(request))
    uuids = [one.uuid for one in profile_statements()]
    wish, moved = request.POST.get("up") or request.POST.get("down"), "up" in request.POST
    place = next((number for number, one in enumerate(uuids) if str(one) == wish), None)
    if place is None:
        raise NotFound(_("There is no such statement in the graduate profile."))
    other = place - 1 if moved else place + 1
    if 0 <= other < len(uuids):
        uuids[place], uuids[other] = uuids[other], uuids[place]
        reorder_statements(uuids, by=_viewer(request).actor)
    return redirect(f"{reverse('curriculum:profile')}#s-{wish}")


@require_POST
def retire(request: PortalRequest, statement_uuid: uuid.UUID) -> HttpResponse:
    """Take a statement out of the profile; it can come back."""
    check_author(_viewer(request))
    retire_statement(statement_uuid, by=_viewer(request).actor)
    messages.success(request, _("The statement was taken out of the profile. It can be put back below."))
    return redirect("curriculum:profile")


@require_POST
def restore(request: PortalRequest, statement_uuid: uuid.UUID) -> HttpResponse:
    check_author(_viewer(request))
    restore_statement(statement_uuid, by=_viewer(request).actor)
    messages.success(request, _("The statement is part of the profile again."))
    return redirect("curriculum:profile")


# -- what serves it ----------------------------------------------------------------------------------------------------


@require_GET
def statement(request: PortalRequest, statement_uuid: uuid.UUID) -> HttpResponse:
    """One statement: what serves it by domain, and competencies to add, searched or suggested."""
    one, continuum = profile_statement(statement_uuid), _continuum()
    coverage = profile_coverage(continuum)
    own = next((each for each in coverage.statements if each.statement.uuid == one.uuid), None)
    linked = {each.id for each in own.competencies} if own else set()
    asked = presenters.asked_of(request.GET)
    if asked.is_empty:
        suggested = suggested_for(one, continuum, besides=linked, at_most=SUGGESTED_FROM)
        choices = presenters.suggested_choices(suggested, continuum, own.empty_bands if own else ())
    else:
        choices = presenters.found_choices(continuum, asked, coverage.bands, linked)
    page: dict[str, Any] = {
        "one": one,
        "asked": asked,
        "choices": choices,
        "found_at_most": presenters.FOUND_AT_MOST,
        "may_author": can_author(_viewer(request)),
    }
    if getattr(request, "htmx", False):
        return render(request, "curriculum/_profile_choices.html", page)
    page |= {
        "card": presenters.card(own, coverage) if own else None,
        "groups": presenters.served_groups(own, continuum) if own else (),
        "lost": own.lost if own else 0,
        "crumbs": _crumbs(None),
        "domain_options": [(domain.code, translated(domain, "name")) for domain in continuum.domains],
        "band_options": [(band.first, presenters.band_words(band)) for band in coverage.bands],
    }
    return render(request, "curriculum/profile_statement.html", page)


@require_POST
def link(request: PortalRequest, statement_uuid: uuid.UUID) -> HttpResponse:
    """The chosen competencies serve this statement."""
    check_author(_viewer(request))
    chosen = presenters.chosen_of(request.POST.getlist("competency"))
    if chosen:
        added = link_competencies(statement_uuid, chosen, by=_viewer(request).actor)
        messages.success(
            request,
            ngettext("%(num)d competency was linked.", "%(num)d competencies were linked.", added)
            % {"num": added},
        )
    else:
        messages.info(request, _("Nothing was chosen, so nothing was linked."))
    return redirect("curriculum:profile_statement", statement_uuid=statement_uuid)


@require_POST
def unlink(request: PortalRequest, statement_uuid: uuid.UUID) -> HttpResponse:
    """The chosen competencies serve it no longer."""
    check_author(_viewer(request))
    chosen = presenters.chosen_of(request.POST.getlist("competency"))
    removed = unlink_competencies(statement_uuid, chosen, by=_viewer(request).actor) if chosen else 0
    if not removed:
        messages.info(request, _("Nothing was chosen, so nothing was taken off."))
        return redirect("curriculum:profile_statement", statement_uuid=statement_uuid)
    said = ngettext(
        "%(num)d competency was taken off.", "%(num)d competencies were taken off.", removed
    ) % {"num": removed}  # fmt: skip
    own = next(
        (one for one in profile_coverage(_continuum()).statements if one.statement.uuid == statement_uuid),
        None,
    )
    if own is not None:
        said += " " + presenters.coverage_sentence(own)
    messages.success(request, said)
    return redirect("curriculum:profile_statement", statement_uuid=statement_uuid)


def _continuum() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise NotFound(_("There is no published continuum yet."))
    return continuum

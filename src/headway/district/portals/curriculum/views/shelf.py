"""One framework on the shelf: its tree, where it comes from, its versions; as files, and open to everybody or not."""

from __future__ import annotations

import uuid

from defusedcsv import csv as safe_csv
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from headway.district.continuum.api import (
    FrameworkCard,
    VersionStatus,
    branch_of,
    can_author,
    check_author,
    content_of,
    framework_card,
    share_framework,
)
from headway.district.interop import api as interop
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import shelf as presenters

__all__ = ["as_case", "as_csv", "framework", "share"]


@require_safe
def framework(request: PortalRequest, framework_uuid: uuid.UUID) -> HttpResponse:
    """The framework and one branch of it: `?under=` names the item whose children are shown."""
    card = _card(framework_uuid, request.GET.get("version", ""))
    under = _uuid(request.GET.get("under", ""))
    branch = branch_of(card.shown.id, under) if card.shown else None
    if card.shown and branch is None:
        raise Http404
    lines = presenters.branch_lines(branch.nodes, card) if branch else []
    if request.htmx and request.GET.get("part") == "branch":
        return render(request, "curriculum/_shelf_branch.html", {"lines": lines})
    return render(
        request,
        "curriculum/shelf_framework.html",
        {
            "card": card,
            "asked_version": bool(request.GET.get("version")),
            "said": presenters.facts_of(card),
            "path": presenters.branch_lines(branch.path, card) if branch else [],
            "lines": lines,
            "status": presenters.status_words(card.shown.status) if card.shown else "",
            "versions": [(one, presenters.status_words(one.status)) for one in card.versions],
            "may_share": can_author(request.viewer),
            "is_draft": card.shown is not None and card.shown.status != VersionStatus.PUBLISHED,
        },
    )


@require_POST
def share(request: PortalRequest, framework_uuid: uuid.UUID) -> HttpResponse:
    """Open the framework to everybody, or no longer."""
    check_author(request.viewer)
    card = _card(framework_uuid)
    opens = request.POST.get("is_shared") == "yes"
    share_framework(card.identifier, is_shared=opens, by=request.viewer.actor)
    messages.success(
        request,
        _("Everybody can read this framework now, without signing in.")
        if opens
        else _("Only people who work in the district can read this framework now."),
    )
    return redirect("curriculum:framework", framework_uuid=framework_uuid)


@gzip_page
@require_safe
def as_case(request: PortalRequest, framework_uuid: uuid.UUID) -> HttpResponse:
    """The framework as a CASE package."""
    card = _card(framework_uuid, request.GET.get("version", ""))
    number = card.shown.number if card.shown else None
    response = HttpResponse(
        interop.export_case(card.identifier, number=number), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="{card.uuid}.cfpackage.json"'
    return response


@gzip_page
@require_safe
def as_csv(request: PortalRequest, framework_uuid: uuid.UUID) -> HttpResponse:
    """Its items as a table that a spreadsheet program opens without running anything in it."""
    card = _card(framework_uuid, request.GET.get("version", ""))
    if card.shown is None:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{card.uuid}.csv"'
    response.write("\ufeff")  # Excel takes a file for UTF-8 by this mark only
    content = content_of(card.shown.id, with_case_objects=False)
    safe_csv.writer(response).writerows(presenters.items_as_rows(content, scale_for(None).size))
    return response


def _card(framework_uuid: uuid.UUID, version: str = "") -> FrameworkCard:
    found = framework_card(framework_uuid, _uuid(version))
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> uuid.UUID | None:
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong

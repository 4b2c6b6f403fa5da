"""Versions of a framework: the list, what is different, review, publication and its withdrawal."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from defusedcsv import csv as safe_csv
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from headway.district.continuum.api import (
    VersionDifference,
    VersionInfo,
    VersionStatus,
    base_of,
    can_release,
    can_retire,
    can_withdraw,
    check_author,
    check_publish,
    check_release,
    compare,
    current_version,
    draft,
    follow_newest,
    frameworks,
    left_behind,
    left_open,
    map_without_arrows,
    publish,
    remarks_on,
    retire,
    send_to_review,
    suggestions_on,
    take_back,
    version_called,
    versions_of,
    withdraw_publication,
)
from headway.district.foundation.api import FieldProblem, Refused, clock, translated
from headway.district.interop.api import keep_case_objects
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import differences
from headway.district.portals.curriculum.presenters import versions as presenters
from headway.district.portals.presenting.pages import page_of
from headway.district.proficiency.api import SMALLEST_SHOWN, learners_reached, take_effect

__all__ = [
    "draft_diff",
    "follow",
    "frame",
    "listing",
    "of_the_continuum",
    "publish_page",
    "retire_one",
    "review",
    "version_diff",
    "version_diff_csv",
    "withdraw",
]


# -- the list ----------------------------------------------------------------------------------------------------------


@require_GET
def of_the_continuum(request: PortalRequest) -> HttpResponse:
    """The versions of the line that learners stand on."""
    held = next((one for one in frameworks() if one.is_continuum), None)
    if held is None:
        return redirect("curriculum:frameworks")
    return redirect("curriculum:versions", framework_uuid=held.uuid)


@require_GET
def listing(request: PortalRequest, framework_uuid: uuid.UUID) -> HttpResponse:
    """All versions of a framework, newest first, and what may be done with each."""
    framework = next((one for one in frameworks() if one.uuid == framework_uuid), None)
    if framework is None:
        raise Http404
    lines = versions_of(framework_uuid)
    may = can_release(request.viewer)
    rows = presenters.version_rows(lines)
    return render(
        request,
        "curriculum/versions.html",
        {
            "framework": framework,
            "rows": rows,
            "may_release": may,
            "withdrawable": {one.info.uuid for one in lines if may and can_withdraw(one.info)},
            "retirable": {
                one.info.uuid for one in lines if may and one.state == "earlier" and can_retire(one.info)
            },
            "compared": [(one.line.info.uuid, one.name) for one in rows],
            "problems": (),
        },
    )


# -- differences -------------------------------------------------------------------------------------------------------


@require_GET
def draft_diff(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """What is different in a draft from the version it follows."""
    opened = draft(draft_uuid)
    base = base_of(opened)
    if base is None:
        return render(
            request, "curriculum/version_diff.html", frame(opened) | {"page": None, "pages": None, "csv": ""}
        )
    return _difference(request, compare(base.id, opened.id))


@require_GET
def version_diff(request: PortalRequest, from_uuid: uuid.UUID, to_uuid: uuid.UUID) -> HttpResponse:
    """What is different between any two versions of a framework."""
    return _difference(request, compare(version_called(from_uuid).id, version_called(to_uuid).id))


@require_GET
def version_diff_csv(request: PortalRequest, from_uuid: uuid.UUID, to_uuid: uuid.UUID) -> HttpResponse:
    """The same as a table, in the reader's language."""
    found = compare(version_called(from_uuid).id, version_called(to_uuid).id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="differences-{found.before.number}-{found.after.number}.csv"'
    )
    writer = safe_csv.writer(response)
    for row in differences.difference_rows(found, _reached(found), SMALLEST_SHOWN):
        writer.writerow(row)
    return response


def _difference(request: PortalRequest, found: VersionDifference) -> HttpResponse:
    total = differences.asked_count(found, request.GET)
    pages = page_of(request, total, differences.SHOWN_AT_ONCE)
    page = differences.difference_page(
        found, request.GET, request.path, _reached(found), SMALLEST_SHOWN, first=pages.offset
    )
    template = "_differences" if getattr(request, "htmx", False) else "version_diff"
    return render(
        request,
        f"curriculum/{template}.html",
        frame(found.after)
        | {
            "page": page,
            "pages": pages,
            "csv": reverse("curriculum:version_diff_csv", args=[found.before.uuid, found.after.uuid]),
        },
    )


def _reached(found: VersionDifference) -> dict[int, int | None]:
    ids = [one.before_id for one in found.competencies if one.before_id is not None]
    return learners_reached(ids) if ids else {}


def frame(version: VersionInfo) -> dict[str, Any]:
    """Where the page stands, and the version it is about."""
    held = next((one for one in frameworks() if one.identifier == version.framework_identifier), None)
    assert held is not None
    crumbs = [
        (_("Frameworks"), reverse("curriculum:frameworks")),
        (translated(version, "title"), reverse("curriculum:versions", args=[held.uuid])),
    ]
    is_open = version.status in (VersionStatus.DRAFT, VersionStatus.IN_REVIEW)
    if is_open:
        name = presenters.version_name(version.number)
        crumbs.append((name, reverse("curriculum:draft", args=[version.uuid])))
    return {
        "version": version,
        "version_name": presenters.version_name(version.number),
        "crumbs": crumbs,
        "is_open": is_open,
        "framework_uuid": held.uuid,
        "problems": (),
    }


# -- review ------------------------------------------------------------------------------------------------------------


@require_POST
def review(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """Send to review with a note, or take back."""
    check_author(request.viewer)
    act = take_back if request.POST.get("act") == "take_back" else send_to_review
    changed = act(draft_uuid, note=request.POST.get("note", ""), by=request.viewer.actor)
    messages.success(
        request,
        _("The draft is in review: colleagues are asked to read it.")
        if changed.status == VersionStatus.IN_REVIEW
        else _("The draft is being written again. Remarks stay open."),
    )
    return redirect("curriculum:draft_publish", draft_uuid=draft_uuid)


@require_POST
def follow(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """A newer version came in: from now on the draft is what comes after it."""
    check_author(request.viewer)
    follow_newest(draft_uuid, by=request.viewer.actor)
    number = draft(draft_uuid).number
    messages.success(
        request,
        _("This draft is version %(number)s now. What it changes is told against the newest version.")
        % {"number": number},
    )
    return redirect("curriculum:draft_publish", draft_uuid=draft_uuid)


# -- publication -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def publish_page(request: PortalRequest, draft_uuid: uuid.UUID) -> HttpResponse:
    """What stands in the way of publishing, from which day the version counts, and the button."""
    opened = draft(draft_uuid)
    if request.method == "POST":
        check_release(request.viewer)
        try:
            on = _day(request.POST.get("effective_on", ""))
            _check_looked(request)
            published, touched = _published_whole(request, opened, on)
        except Refused as refused:
            return _publish_page(request, opened, refused, request.POST.get("effective_on", ""))
        return _published(request, published, touched)
    return _publish_page(request, opened)


@transaction.atomic
def _published_whole(
    request: PortalRequest, opened: VersionInfo, on: dt.date | None
) -> tuple[VersionInfo, int]:
    """Publish, and all that goes with it, or nothing of it; the version, and how many learners' levels were touched."""
    actor = request.viewer.actor
    published = publish(opened.id, by=actor, effective_on=on)
    # Other systems ask for the objects of a published version: those of the package that was edited are carried over.
    keep_case_objects(published)
    in_force = current_version()
    return published, take_effect(by=actor) if in_force and in_force.id == published.id else 0


def _published(request: PortalRequest, version: VersionInfo, touched: int) -> HttpResponse:
    if version.effective_on and version.effective_on > clock.today():
        messages.success(
            request,
            _("Version %(number)s is published and takes effect on %(date)s. Until then it can be withdrawn.")
            % {"number": version.number, "date": date_format(version.effective_on)},
        )
    else:
        said = _("Version %(number)s is published. Learners stand on it from now on.") % {
            "number": version.number
        }
        if touched:
            said += " " + _(
                "Levels were carried over; where merged parts differ, teachers are asked to confirm."
            )
        messages.success(request, said)
    return redirect("curriculum:versions", framework_uuid=frame(version)["framework_uuid"])


def _check_looked(request: PortalRequest) -> None:
    """A version that takes effect stays: one press alone does not publish it."""
    if request.POST.get("looked"):
        return
    sentence = _("Nothing is published yet: the tick that you have looked at what changes is missing.")
    remedy = _("Read what is different, set the tick, and publish then.")
    raise Refused(sentence, remedy=remedy, problems=(FieldProblem(sentence, field="looked", remedy=remedy),))


def _day(text: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return clock.read_date(text.strip())
    except ValueError as problem:
        remedy = _("Write it as year-month-day, for example 2027-07-01.")
        sentence = _("The date could not be read.")
        raise Refused(
            sentence, remedy=remedy, problems=(FieldProblem(sentence, field="effective_on", remedy=remedy),)
        ) from problem


def _publish_page(
    request: PortalRequest, opened: VersionInfo, refused: Refused | None = None, given: str = ""
) -> HttpResponse:
    ready, obstacles = True, None
    try:
        check_publish(opened)
    except Refused as found:
        ready, obstacles = False, found
    behind = left_behind(opened)
    page = frame(opened)
    if refused is not None:
        page["problems"] = refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)
    return render(
        request,
        "curriculum/version_publish.html",
        page
        | {
            "ready": ready,
            "obstacle": obstacles,
            "silent": sum(one.needs_word for one in behind),
            "gone": len(behind),
            "opened_up": _opened_up(opened),
            "remarks": sum(one.settled_at is None for one in remarks_on(opened.uuid)),
            "suggestions": len(suggestions_on(opened.uuid, only_open=True)),
            "may_release": can_release(request.viewer),
            "in_review": opened.status == VersionStatus.IN_REVIEW,
            "base": base_of(opened),
            "newer": presenters.newer_version(opened),
            "given": given or clock.today().isoformat(),
            "looked": bool(request.POST.get("looked")),
            "is_continuum": _is_continuum(opened),
        },
        status=422 if refused else 200,
    )


def _opened_up(opened: VersionInfo) -> tuple[str, ...]:
    """What learners could begin at once because a removal took its prerequisites along, by name."""
    found = set(left_open(opened))
    known = map_without_arrows(opened).competencies if found else ()
    return tuple(f"{one.code} {translated(one, 'title')}".strip() for one in known if one.identifier in found)


def _is_continuum(version: VersionInfo) -> bool:
    return any(one.is_continuum and one.identifier == version.framework_identifier for one in frameworks())


@require_POST
def withdraw(request: PortalRequest, version_uuid: uuid.UUID) -> HttpResponse:
    """Take back a publication before its day: the version is in review again."""
    check_release(request.viewer)
    version = version_called(version_uuid)
    withdraw_publication(version.id, reason=request.POST.get("reason", ""), by=request.viewer.actor)
    messages.success(
        request,
        _("The publication of version %(number)s was withdrawn. It is in review again.")
        % {"number": version.number},
    )
    return redirect("curriculum:draft_publish", draft_uuid=version_uuid)


@require_POST
def retire_one(request: PortalRequest, version_uuid: uuid.UUID) -> HttpResponse:
    """Put an earlier version away; it stays readable."""
    check_release(request.viewer)
    version = version_called(version_uuid)
    retire(version.id, by=request.viewer.actor)
    messages.success(
        request, _("Version %(number)s is retired. It stays readable.") % {"number": version.number}
    )
    return redirect("curriculum:versions", framework_uuid=frame(version)["framework_uuid"])

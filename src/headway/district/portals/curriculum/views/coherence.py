"""The gap finder: choose what to look at, read what was found, decide in bulk, take it away as table or print."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from defusedcsv import csv as safe_csv
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from headway.district.continuum.api import (
    Answer,
    CarriedOut,
    CoherenceInfo,
    MadeLinks,
    answer_findings,
    can_author,
    carry_out,
    check_author,
    check_line,
    choices,
    coherence_report,
    coherence_reports,
    open_draft,
    take_back_answers,
)
from headway.district.foundation.api import FieldProblem, Refused
from headway.district.portals.access import PortalRequest
from headway.district.portals.curriculum.presenters import coherence as presenters
from headway.district.portals.curriculum.presenters.printing import report_content
from headway.district.portals.presenting.pdf import pdf_of

# What was answered last, so that it can be taken back from the next page.
LAST = "gap_finder.last"
# Looking at so many items takes long enough to say so before.
LARGE = 3000


def gaps(request: PortalRequest) -> HttpResponse:
    """What was looked at before, and what to look at now. Looking changes nothing of the line."""
    problems: list[FieldProblem] = []
    held = choices()
    if request.method == "POST":
        check_author(request.viewer)
        wanted = set(request.POST.getlist("v"))
        chosen = [one.version.id for one in held if str(one.version.uuid) in wanted]
        try:
            report = check_line(chosen, by=request.viewer.actor)
            return redirect("curriculum:gap_report", report_uuid=report.uuid)
        except Refused as refused:
            problems = [FieldProblem(refused.sentence, field="v", remedy=refused.remedy)]
    return render(
        request,
        "curriculum/gaps_home.html",
        {
            "choices": held,
            "reports": coherence_reports(),
            "problems": problems,
            "may_author": can_author(request.viewer),
            "large": LARGE,
        },
        status=422 if problems else 200,
    )


@require_GET
def report(request: PortalRequest, report_uuid: uuid.UUID) -> HttpResponse:
    """What was found, with what people decided since."""
    found = coherence_report(report_uuid)
    filters = presenters.read_filters(request.GET)
    last = request.session.get(LAST)
    return render(
        request,
        "curriculum/gaps_report.html",
        {
            "report": found,
            "page": presenters.report_page(found, filters),
            "filters": filters,
            "last": last if last and last.get("report") == str(report_uuid) else None,
            "may_author": can_author(request.viewer),
        },
    )


@require_POST
def again(request: PortalRequest, report_uuid: uuid.UUID) -> HttpResponse:
    """Look at the same frameworks once more, at their drafts where there are some."""
    check_author(request.viewer)
    earlier = coherence_report(report_uuid)
    ids = [
        earlier.draft.id if earlier.draft and earlier.draft.framework_id == one.framework_id else one.id
        for one in earlier.versions
    ]
    made = check_line(ids, by=request.viewer.actor)
    return redirect("curriculum:gap_report", report_uuid=made.uuid)


@require_POST
def answer(request: PortalRequest, report_uuid: uuid.UUID) -> HttpResponse:
    """Accept, dismiss with a reason, or leave open: the chosen findings, or all that the filter shows."""
    check_author(request.viewer)
    found = coherence_report(report_uuid)
    filters = presenters.read_filters(request.POST)
    back = f"{reverse('curriculum:gap_report', args=[report_uuid])}?{filters.query(page=filters.page)}"
    act = request.POST.get("act", "")
    single = request.POST.get("accept") or request.POST.get("leave")
    chosen = [single] if single else request.POST.getlist("f")
    if request.POST.get("all") == "yes" and not single:
        chosen = [one.fingerprint for one in presenters.filtered(found, filters)]
    if request.POST.get("accept"):
        act = "accept"
    elif request.POST.get("leave"):
        act = "open"
    if not chosen:
        messages.info(request, _("Choose findings first: tick them, or move to one and press the space bar."))
        return redirect(back)
    try:
        said = _answered(request, found, chosen, act)
    except Refused as refused:
        messages.warning(request, f"{refused.sentence} {refused.remedy}".strip())
        return redirect(back)
    messages.success(request, said)
    return redirect(back)


def _answered(request: PortalRequest, found: CoherenceInfo, chosen: list[str], act: str) -> str:
    by = request.viewer.actor
    if act == "accept":
        return _accepted(request, found, chosen)
    answer = Answer.REFUSED if act == "dismiss" else Answer.OPEN
    done = answer_findings(found.uuid, chosen, answer, reason=request.POST.get("reason", ""), by=by)
    _remember(request, found, CarriedOut(done, 0))
    if act == "dismiss":
        return ngettext("One finding is dismissed.", "%(num)d findings are dismissed.", done.count) % {
            "num": done.count
        }
    return ngettext("One finding is open again.", "%(num)d findings are open again.", done.count) % {
        "num": done.count
    }


def _accepted(request: PortalRequest, found: CoherenceInfo, chosen: list[str]) -> str:
    by = request.viewer.actor
    draft = found.draft
    links_only = all(
        one.remedy.get("kind") == "add_link" for one in found.findings if one.fingerprint in chosen
    )
    if draft is None and not links_only:
        raise Refused(
            _("Remedies are carried out in a draft of your own line."),
            remedy=_("Open a draft, or join these frameworks to one line first."),
        )
    arrows: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in chosen:
        for value in request.POST.getlist(f"step-{one}"):
            before, _sign, after = value.partition("|")
            arrows[one].append((before, after))
    done = carry_out(found.uuid, chosen, draft.uuid if draft else None, by=by, arrows=arrows)
    if not done.done:
        raise Refused(
            _("These need your words."), remedy=_("Open the editor beside each finding and write there.")
        )
    _remember(request, found, done)
    links = sum(len(one.earlier) for one in done.links)
    edits = done.done - links
    said = ngettext(
        "One remedy is carried out in the draft.", "%(num)d remedies are carried out in the draft.", edits
    ) % {"num": edits}
    if links:
        linked = ngettext(
            "One link is made in a crosswalk.", "%(num)d links are made in crosswalks.", links
        ) % {"num": links}
        said = f"{said} {linked}" if edits else linked
    if done.needs_words:
        said += " " + ngettext(
            "%(num)d finding needs your words: open the editor beside it.",
            "%(num)d findings need your words: open the editor beside them.",
            len(done.needs_words),
        ) % {"num": len(done.needs_words)}
    return said


def _remember(request: PortalRequest, found: CoherenceInfo, done: CarriedOut) -> None:
    """What the next page can take back: the answers, the act in the draft, the links in crosswalks."""
    answered = done.answered
    if answered.ids:
        request.session[LAST] = {
            "report": str(found.uuid),
            "ids": list(answered.ids),
            "draft": str(found.draft.uuid) if found.draft and answered.act else "",
            "act": str(answered.act) if answered.act else "",
            "links": [[str(one.crosswalk), [list(pair) for pair in one.earlier]] for one in done.links],
        }


@require_POST
def undo(request: PortalRequest, report_uuid: uuid.UUID) -> HttpResponse:
    """Take back what was just answered, and the edit of the draft that went with it."""
    check_author(request.viewer)
    filters = presenters.read_filters(request.POST)
    back = f"{reverse('curriculum:gap_report', args=[report_uuid])}?{filters.query(page=filters.page)}"
    last: dict[str, Any] | None = request.session.pop(LAST, None)
    if not last or last.get("report") != str(report_uuid):
        messages.info(request, _("There is nothing to take back."))
        return redirect(back)
    done = take_back_answers(
        last["ids"],
        by=request.viewer.actor,
        draft_uuid=uuid.UUID(last["draft"]) if last["draft"] else None,
        act=uuid.UUID(last["act"]) if last["act"] else None,
        links=[
            MadeLinks(uuid.UUID(crosswalk), tuple(tuple(pair) for pair in earlier))
            for crosswalk, earlier in last["links"]
        ],
    )
    messages.success(
        request,
        ngettext("Taken back: one answer.", "Taken back: %(num)d answers.", done.count) % {"num": done.count},
    )
    return redirect(back)


@require_POST
def begin_draft(request: PortalRequest, report_uuid: uuid.UUID) -> HttpResponse:
    """Open a draft of the line that was looked at, in which remedies can be carried out."""
    check_author(request.viewer)
    found = coherence_report(report_uuid)
    if found.draft is None and found.can_open_draft is not None:
        open_draft(found.can_open_draft, by=request.viewer.actor)
        messages.success(
            request, _("A draft is open. Learners stand on the published version until you publish it.")
        )
    return redirect("curriculum:gap_report", report_uuid=report_uuid)


@require_GET
def report_csv(request: PortalRequest, report_uuid: uuid.UUID) -> HttpResponse:
    """Every finding of the report as a row, in the reader's language."""
    found = coherence_report(report_uuid)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gap-finder.csv"'
    response.write("\ufeff")
    writer = safe_csv.writer(response)
    writer.writerow(
        [
            _("How urgent"),
            _("Kind"),
            _("What was found"),
            _("Domain"),
            _("Strand"),
            _("Seam"),
            _("Codes"),
            _("Proposed"),
            _("Decision"),
            _("Reason"),
            _("Decided by"),
            _("Decided on"),
            _("New"),
        ]
    )
    for row in presenters.table_rows(found):
        writer.writerow(row)
    return response


@require_GET
def report_pdf(request: PortalRequest, report_uuid: uuid.UUID) -> HttpResponse:
    """The curriculum lead's report on paper: tagged, so that a screen reader reads it too."""
    found = coherence_report(report_uuid)
    response = HttpResponse(pdf_of("gap-report", report_content(found)), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="gap-finder.pdf"'
    return response

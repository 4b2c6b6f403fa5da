"""Modules, for the two portals that keep them: teachers for their school, curriculum leads for the district."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from headway.district.advancement import api as advancement
from headway.district.continuum.api import DomainKind, current_map
from headway.district.foundation.api import Conflict, FieldProblem, NotAllowed, Refused, translated
from headway.district.portals.access import PortalRequest, portal_path
from headway.district.portals.form_values import problems_of, uuid_or_none, uuids_of, whole_or_none
from headway.district.portals.presenting.moving import domain_names

__all__ = ["addresses"]


def addresses(portal: str, frame: str, values: Callable[[PortalRequest], dict[str, Any]]) -> list[URLPattern]:
    pages = _Pages(portal, frame, values)
    both = require_http_methods(["GET", "HEAD", "POST"])
    return [
        portal_path(portal, "modules/", require_safe(pages.listing), name="modules"),
        portal_path(portal, "modules/new/", both(pages.new), name="module_new"),
        portal_path(portal, "modules/<uuid:module_uuid>/", both(pages.edit), name="module"),
        portal_path(
            portal, "modules/<uuid:module_uuid>/retire/", require_POST(pages.retire), name="module_retire"
        ),
    ]


@dataclass(frozen=True)
class _Pages:
    portal: str
    frame: str
    values: Callable[[PortalRequest], dict[str, Any]]

    def _render(self, request: PortalRequest, template: str, page: dict[str, Any], status: int = 200):  # type: ignore[no-untyped-def]
        base = {"frame": self.frame, "portal": self.portal, **self.values(request)}
        return render(request, f"modules/{template}.html", {**base, **page}, status=status)

    def listing(self, request: PortalRequest) -> HttpResponse:
        """The modules of my schools and of the district, in their order."""
        return self._render(
            request,
            "list",
            {
                "modules": advancement.modules_for(request.viewer),
                "domains": domain_names(current_map()),
                "mine": {one.uuid for one in advancement.editable_places(request.viewer)},
            },
        )

    def new(self, request: PortalRequest) -> HttpResponse:
        return self._form(request, None)

    def edit(self, request: PortalRequest, module_uuid: uuid.UUID) -> HttpResponse:
        return self._form(request, advancement.module_of(request.viewer, module_uuid))

    def _form(self, request: PortalRequest, module: advancement.ModuleInfo | None) -> HttpResponse:
        problems: tuple[FieldProblem, ...] = ()
        if request.method == "POST" and request.POST.get("do") == "save":
            try:
                self._save(request, module)
            except (Refused, Conflict, NotAllowed) as refused:
                problems = problems_of(refused)
            else:
                messages.success(request, _("The module is saved."))
                return redirect(f"{self.portal}:modules")
        typed = self._typed(request, module)
        return self._render(
            request,
            "edit",
            {
                **typed,
                "module": module,
                "problems": problems,
                "errors": {one.field: one.sentence for one in problems},
                **self._choices(request, typed),
            },
            422 if problems else 200,
        )

    def _typed(self, request: PortalRequest, module: advancement.ModuleInfo | None) -> dict[str, Any]:
        sent = request.POST
        places = advancement.editable_places(request.viewer)
        if request.method == "POST" or module is None:
            return {
                "title": sent.get("title", ""),
                "description": sent.get("description", ""),
                "domain_code": sent.get("domain_code", ""),
                "level": sent.get("level", ""),
                "place": sent.get("place", str(places[-1].uuid) if places else ""),
                "chosen": sent.getlist("competencies"),
                "extending": sent.getlist("extending"),
                "next_uuid": sent.get("next", ""),
                "course": sent.get("course", ""),
                "revision": sent.get("revision", ""),
            }
        return {
            "title": module.title,
            "description": module.description,
            "domain_code": module.domain_code,
            "level": "" if module.level is None else module.level,
            "place": str(module.place_uuid),
            "chosen": [str(one.uuid) for one, _essential in module.parts],
            "extending": [str(one.uuid) for one, essential in module.parts if not essential],
            "next_uuid": str(module.next_uuid or ""),
            "course": str(module.course_uuid or ""),
            "revision": module.revision,
        }

    def _choices(self, request: PortalRequest, typed: dict[str, Any]) -> dict[str, Any]:
        """Competencies stand to choose from as soon as domain and level are chosen, with those that are in it."""
        continuum = current_map()
        competencies: list[tuple[str, str, str]] = []
        if continuum is not None and typed["domain_code"]:
            domains = {one.id for one in continuum.domains if one.code == typed["domain_code"]}
            level = whole_or_none(str(typed["level"]))
            competencies = [
                (str(one.uuid), translated(one, "title"), _("Level %(level)s") % {"level": one.level})
                for one in continuum.competencies
                if str(one.uuid) in typed["chosen"]
                or (one.domain_id in domains and (level is None or one.level == level))
            ]
        return {
            "competencies": competencies,
            "domains": [
                (one.code, translated(one, "name"))
                for one in (continuum.domains if continuum else ())
                if one.kind != DomainKind.HABITS
            ],
            "levels": [(number, str(number)) for number in advancement.levels_offered(current_map())],
            "places": [(str(one.uuid), one.name) for one in advancement.editable_places(request.viewer)],
            "courses": [
                (str(one.uuid), one.title)
                for one in advancement.courses_to_choose(request.viewer)
                if one.domain_code in ("", typed["domain_code"]) or str(one.uuid) == typed["course"]
            ],
            "others": [
                (str(one.uuid), one.title)
                for one in advancement.modules_for(request.viewer)
                if typed.get("title") != one.title
            ],
        }

    def _save(self, request: PortalRequest, module: advancement.ModuleInfo | None) -> None:
        sent = request.POST
        place = uuid_or_none(sent.get("place", ""))
        advancement.save_module(
            viewer=request.viewer,
            place_uuid=place or uuid.UUID(int=0),
            title=sent.get("title", ""),
            description=sent.get("description", ""),
            domain_code=sent.get("domain_code", ""),
            level=whole_or_none(sent.get("level", "")),
            competency_uuids=uuids_of(sent.getlist("competencies")),
            extending_uuids=uuids_of(sent.getlist("extending")),
            next_uuid=uuid_or_none(sent.get("next", "")),
            course_uuid=uuid_or_none(sent.get("course", "")),
            sets_course="course" in sent,
            module_uuid=module.uuid if module else None,
            expected_revision=whole_or_none(sent.get("revision", "")) if module else None,
        )

    def retire(self, request: PortalRequest, module_uuid: uuid.UUID) -> HttpResponse:
        try:
            advancement.module_of(request.viewer, module_uuid)
            advancement.retire_module(viewer=request.viewer, module_uuid=module_uuid)
        except NotAllowed as refused:
            messages.error(request, f"{refused.sentence} {refused.remedy}")
        else:
            messages.success(request, _("It is offered no longer. What learners met stays in their record."))
        return redirect(f"{self.portal}:modules")

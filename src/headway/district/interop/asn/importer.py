"""The import of a framework in RDF: it becomes a CASE package, and from there on everything is as for CASE.

Identifiers come from the addresses in the file (or the official ones beside them), so the same framework brought as
RDF today and as a CASE package of the same origin tomorrow is one framework with two versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from headway.district.foundation.api import Actor
from headway.district.interop.case.importer import Told, plan_package
from headway.district.interop.case.loading import load_planned
from headway.district.interop.case.options import OPTIONS as CASE_OPTIONS
from headway.district.interop.case.options import checked_options
from headway.district.interop.plans import Plan, PlanLine, Progress, Report
from headway.mastery.formats.asn import as_case, read_framework
from headway.mastery.formats.case import read_content

__all__ = ["AsnImporter"]

# title: instead of the one in the file.
OPTIONS: Mapping[str, tuple[object, ...] | None] = {**CASE_OPTIONS, "title": None}
# What the reader of RDF says about the same thing, by the address of the item.
HUSHED = frozenset({"link_outside"})


class AsnImporter:
    """`headway.district.interop.plans.Importer` for ASN RDF/XML, ASN RDF/JSON, MRAC and CTDL-ASN."""

    format = "asn"

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises FormatProblem when the file cannot be read as a whole, or an option is not one of `OPTIONS`."""
        options = checked_options(options, OPTIONS)
        progress("read", 0, 0)
        framework = read_framework(raw, max_bytes=settings.MAX_UPLOAD_BYTES)
        package = read_content(as_case(framework, title=str(options.get("title") or "").strip()))
        left_out = [one for one in framework.problems if one.kind == "no_words"]
        told = Told(
            self.format,
            problems=framework.problems,
            lines=tuple(PlanLine("competency", "cannot_read", row=one.row) for one in left_out),
            facts={
                "license": framework.license,
                "rights": framework.rights or framework.rights_holder,
                "language": framework.language,
                "kept_as_written": dict(framework.unknown),
            },
            hushed=HUSHED,
            draft_continuum=True,
        )
        return plan_package(package, options, progress, told)

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        return load_planned(plan, by, progress)

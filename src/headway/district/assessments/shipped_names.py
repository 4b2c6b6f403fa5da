"""Names of the ways to read files that Headway brings, where they hold words beside a test's own name."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

__all__ = ["SHIPPED_NAMES"]

# As they stand in the profiles of the mathematics; here, so that they are translated.
SHIPPED_NAMES = frozenset(
    {
        _("ACCESS for ELLs (2021 to 2025)"),
        _("ACCESS for ELLs (from 2026)"),
        _("Alternate ACCESS (2021 to 2025)"),
        _("Alternate ACCESS (from 2026)"),
        _("ACCUPLACER, next generation"),
        _("ACT, student results"),
        _("Advanced Placement, student datafile"),
        _("BASC-3 BESS, screening of wellbeing"),
        _("AICE and A Level results"),
        _("CMAS, student results"),
        _("mCLASS DIBELS 8th Edition, benchmark"),
        _("mCLASS DIBELS Next, benchmark"),
        _("CBMreading comprehension, questions"),
        _("CBMreading comprehension, recall"),
        _("IB results"),
        _("ILEARN checkpoint"),
        _("Kindergarten Readiness Assessment (with standard errors)"),
        _("MAP Growth, assessment results (2021 layout)"),
        _("MAP, comprehensive data file: assessment results (2013 layout)"),
        _("MAP, comprehensive data file: learners by school"),
        _("STAAR grades 3 to 8, as a table"),
        _("STAAR grades 3 to 8, fixed width (2023)"),
        _("Star Reading, assessments"),
        _("Star: skill areas"),
        _("Star dashboard: standards"),
    }
)

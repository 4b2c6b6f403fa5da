"""Addresses of the gap finder, arrows beside the evidence, depth, joining, crosswalks and suggested prerequisites."""

from headway.district.portals.access import portal_path
from headway.district.portals.curriculum.views import claims, coherence, crosswalks, depths, joining, steps

urlpatterns = [
    portal_path("curriculum", "gaps/", coherence.gaps, name="gaps"),
    portal_path("curriculum", "gaps/<uuid:report_uuid>/", coherence.report, name="gap_report"),
    portal_path("curriculum", "gaps/<uuid:report_uuid>/again/", coherence.again, name="gap_again"),
    portal_path("curriculum", "gaps/<uuid:report_uuid>/answer/", coherence.answer, name="gap_answer"),
    portal_path("curriculum", "gaps/<uuid:report_uuid>/undo/", coherence.undo, name="gap_undo"),
    portal_path("curriculum", "gaps/<uuid:report_uuid>/draft/", coherence.begin_draft, name="gap_draft"),
    portal_path("curriculum", "gaps/<uuid:report_uuid>/findings.csv", coherence.report_csv, name="gap_csv"),
    portal_path("curriculum", "gaps/<uuid:report_uuid>/report.pdf", coherence.report_pdf, name="gap_pdf"),
    portal_path("curriculum", "arrows/", claims.claims, name="claims"),
    portal_path("curriculum", "depth/", depths.depth, name="depth"),
    portal_path("curriculum", "depth/findings.csv", depths.depth_csv, name="depth_csv"),
    portal_path("curriculum", "join/", joining.choose, name="join"),
    portal_path("curriculum", "join/preview/", joining.preview, name="join_preview"),
    portal_path("curriculum", "steps/<uuid:draft_uuid>/", steps.steps, name="steps"),
    portal_path("curriculum", "steps/<uuid:draft_uuid>/answer/", steps.answer, name="steps_answer"),
    portal_path("curriculum", "steps/<uuid:draft_uuid>/undo/", steps.undo, name="steps_undo"),
    portal_path("curriculum", "crosswalks/", crosswalks.home, name="crosswalks"),
    portal_path("curriculum", "crosswalks/<uuid:crosswalk_uuid>/", crosswalks.crosswalk, name="crosswalk"),
    portal_path(
        "curriculum", "crosswalks/<uuid:crosswalk_uuid>/answer/", crosswalks.answer, name="crosswalk_answer"
    ),
    portal_path(
        "curriculum", "crosswalks/<uuid:crosswalk_uuid>/undo/", crosswalks.undo, name="crosswalk_undo"
    ),
    portal_path(
        "curriculum",
        "crosswalks/<uuid:crosswalk_uuid>/links.csv",
        crosswalks.crosswalk_csv,
        name="crosswalk_csv",
    ),
]

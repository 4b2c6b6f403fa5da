"""Addresses of the shelf: one framework, and how frameworks come in."""

from headway.district.portals.access import portal_path
from headway.district.portals.curriculum.views import bringing, shelf

__all__ = ["urlpatterns"]

FRAMEWORK = "frameworks/<uuid:framework_uuid>/"
RUN = "frameworks/bring/<uuid:run_uuid>/"

urlpatterns = [
    portal_path("curriculum", "frameworks/bring/", bringing.bring, name="bring"),
    portal_path("curriculum", RUN, bringing.preview, name="bring_preview"),
    portal_path("curriculum", f"{RUN}columns/", bringing.columns, name="bring_columns"),
    portal_path("curriculum", f"{RUN}apply/", bringing.apply, name="bring_apply"),
    portal_path("curriculum", f"{RUN}discard/", bringing.discard, name="bring_discard"),
    portal_path("curriculum", f"{RUN}to-mend.csv", bringing.problems_csv, name="bring_problems"),
    portal_path("curriculum", FRAMEWORK, shelf.framework, name="framework"),
    portal_path("curriculum", f"{FRAMEWORK}share/", shelf.share, name="framework_share"),
    portal_path("curriculum", f"{FRAMEWORK}package.json", shelf.as_case, name="framework_case"),
    portal_path("curriculum", f"{FRAMEWORK}items.csv", shelf.as_csv, name="framework_csv"),
]

from headway.district.portals.access import portal_path
from headway.district.portals.admin.views import audit, imports, start

urlpatterns = [
    portal_path("admin", "", start.home, name="home"),
    portal_path("admin", "imports/", imports.listing, name="imports"),
    portal_path("admin", "imports/new/", imports.upload, name="upload"),
    portal_path("admin", "imports/<uuid:run_uuid>/", imports.show, name="import"),
    portal_path("admin", "imports/<uuid:run_uuid>/apply/", imports.apply, name="apply"),
    portal_path("admin", "imports/<uuid:run_uuid>/read-again/", imports.tests_again, name="tests_again"),
    portal_path("admin", "imports/<uuid:run_uuid>/discard/", imports.discard, name="discard"),
    portal_path("admin", "imports/<uuid:run_uuid>/problems.csv", imports.problems_csv, name="problems_csv"),
    portal_path("admin", "exports/", imports.exports, name="exports"),
    portal_path("admin", "exports/case/<uuid:framework_uuid>/", imports.export_framework, name="export_case"),
    portal_path("admin", "exports/oneroster/", imports.export_roster, name="export_oneroster"),
    portal_path("admin", "audit/", audit.show, name="audit"),
    portal_path("admin", "audit/trail.csv", audit.csv, name="audit_csv"),
]

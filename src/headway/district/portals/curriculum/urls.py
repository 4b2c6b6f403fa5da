from headway.district.portals.access import portal_path
from headway.district.portals.curriculum.views import map as maps

urlpatterns = [
    portal_path("curriculum", "", maps.continuum_map, name="home"),
    portal_path("curriculum", "competency/<uuid:competency_uuid>/", maps.competency, name="competency"),
    portal_path("curriculum", "find/", maps.find, name="find"),
    portal_path("curriculum", "frameworks/", maps.shelf, name="frameworks"),
    portal_path("curriculum", "continuum.csv", maps.continuum_csv, name="continuum_csv"),
]

from headway.district.portals.access import portal_path
from headway.district.portals.curriculum import views

urlpatterns = [
    portal_path("curriculum", "", views.continuum_map, name="home"),
    portal_path("curriculum", "competency/<uuid:competency_uuid>/", views.competency, name="competency"),
    portal_path("curriculum", "find/", views.find, name="find"),
    portal_path("curriculum", "frameworks/", views.shelf, name="frameworks"),
    portal_path("curriculum", "continuum.csv", views.continuum_csv, name="continuum_csv"),
]

from headway.district.portals.access import portal_path
from headway.district.portals.leader import views
from headway.district.portals.leader.bands import urlpatterns as bands
from headway.district.portals.leader.board import urlpatterns as boarding
from headway.district.portals.leader.contacts import urlpatterns as contacts
from headway.district.portals.leader.leveling import urlpatterns as leveling
from headway.district.portals.leader.moving_urls import urlpatterns as moving
from headway.district.portals.leader.outside.urls import urlpatterns as outside
from headway.district.portals.leader.pace import urlpatterns as pace
from headway.district.portals.leader.pace_came import urlpatterns as pace_came
from headway.district.portals.leader.pace_rules import urlpatterns as pace_rules
from headway.district.portals.leader.rule_urls import urlpatterns as rules
from headway.district.portals.leader.schools import urlpatterns as schools
from headway.district.portals.leader.state_lens import urlpatterns as state_lens

urlpatterns = [
    portal_path("leader", "", views.home, name="home"),
    portal_path("leader", "overview.csv", views.overview_csv, name="overview_csv"),
    *boarding,
    *contacts,
    *leveling,
    *moving,
    *outside,
    *pace,
    *pace_came,
    *pace_rules,
    *rules,
    *schools,
    *state_lens,
    *bands,
]

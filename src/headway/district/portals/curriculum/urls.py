from headway.district.portals.access import portal_path
from headway.district.portals.curriculum.line_urls import urlpatterns as line
from headway.district.portals.curriculum.modules import urlpatterns as modules
from headway.district.portals.curriculum.question_urls import urlpatterns as questions
from headway.district.portals.curriculum.shelf_urls import urlpatterns as shelf
from headway.district.portals.curriculum.task_urls import urlpatterns as tasks
from headway.district.portals.curriculum.version_urls import urlpatterns as versions
from headway.district.portals.curriculum.views import map as maps
from headway.district.portals.curriculum.views.drafting import (
    arrows,
    examples,
    levels,
    listing,
    past,
    talks,
    words,
)
from headway.district.portals.curriculum.views.drafting.published import draft_path

urlpatterns = [
    portal_path("curriculum", "", maps.continuum_map, name="home"),
    portal_path("curriculum", "competency/<uuid:competency_uuid>/", maps.competency, name="competency"),
    portal_path("curriculum", "find/", maps.find, name="find"),
    portal_path("curriculum", "frameworks/", maps.shelf, name="frameworks"),
    portal_path("curriculum", "continuum.csv", maps.continuum_csv, name="continuum_csv"),
    *shelf,
    *line,
    *versions,
    *tasks,
    *questions,
    *modules,
    # drafts
    portal_path("curriculum", "drafts/", listing.draft_list, name="drafts"),
    portal_path("curriculum", "drafts/open/", listing.open_one, name="draft_open"),
    draft_path("drafts/<uuid:draft_uuid>/", listing.draft_home, name="draft"),
    draft_path("drafts/<uuid:draft_uuid>/note/", listing.describe, name="draft_note"),
    draft_path("drafts/<uuid:draft_uuid>/discard/", listing.discard, name="draft_discard"),
    draft_path("drafts/<uuid:draft_uuid>/add/", listing.add, name="draft_add"),
    draft_path("drafts/<uuid:draft_uuid>/comments/", talks.talk_of_draft, name="draft_remarks"),
    draft_path("drafts/<uuid:draft_uuid>/history/", past.past, name="draft_history"),
    draft_path(
        "drafts/<uuid:draft_uuid>/history/<uuid:act_uuid>/",
        past.take_back,
        name="draft_take_back",
    ),
    *(
        draft_path(
            f"drafts/<uuid:draft_uuid>/competency/<uuid:competency_uuid>/{route}",
            view,
            name=name,
        )
        for route, view, name in (
            ("", words.words, "draft_words"),
            ("check/", words.check, "draft_check"),
            ("remove/", words.remove, "draft_remove"),
            ("levels/", levels.levels, "draft_levels"),
            ("levels/criterion/", levels.criterion, "draft_criterion"),
            ("examples/", examples.examples, "draft_examples"),
            ("examples/example/", examples.example, "draft_example"),
            ("examples/note/", examples.note, "draft_progression_note"),
            ("prerequisites/", arrows.arrows, "draft_arrows"),
            ("talk/", talks.talk, "draft_talk"),
            ("talk/<uuid:suggestion_uuid>/", talks.answer_suggestion, "draft_answer_suggestion"),
            ("history/", past.competency_past, "draft_competency_history"),
        )
    ),
]

"""Addresses of versions: the list, differences, where competencies live on, review and publication; and the profile."""

from headway.district.portals.access import portal_path
from headway.district.portals.curriculum.views import mapping, profile, versions
from headway.district.portals.curriculum.views.drafting.published import draft_path

__all__ = ["urlpatterns"]

urlpatterns = [
    portal_path("curriculum", "versions/", versions.of_the_continuum, name="continuum_versions"),
    portal_path(
        "curriculum", "frameworks/<uuid:framework_uuid>/versions/", versions.listing, name="versions"
    ),
    portal_path(
        "curriculum",
        "versions/<uuid:from_uuid>/to/<uuid:to_uuid>/",
        versions.version_diff,
        name="version_diff",
    ),
    portal_path(
        "curriculum",
        "versions/<uuid:from_uuid>/to/<uuid:to_uuid>/differences.csv",
        versions.version_diff_csv,
        name="version_diff_csv",
    ),
    portal_path(
        "curriculum", "versions/<uuid:version_uuid>/withdraw/", versions.withdraw, name="version_withdraw"
    ),
    portal_path(
        "curriculum", "versions/<uuid:version_uuid>/retire/", versions.retire_one, name="version_retire"
    ),
    draft_path("drafts/<uuid:draft_uuid>/differences/", versions.draft_diff, name="draft_diff"),
    draft_path("drafts/<uuid:draft_uuid>/review/", versions.review, name="draft_review"),
    draft_path("drafts/<uuid:draft_uuid>/follow/", versions.follow, name="draft_follow"),
    draft_path("drafts/<uuid:draft_uuid>/publish/", versions.publish_page, name="draft_publish"),
    draft_path("drafts/<uuid:draft_uuid>/lives-on/", mapping.mapping_page, name="draft_mapping"),
    # the graduate profile
    portal_path("curriculum", "profile/", profile.profile_page, name="profile"),
    portal_path("curriculum", "profile.csv", profile.profile_csv, name="profile_csv"),
    portal_path("curriculum", "profile/report/", profile.report, name="profile_report"),
    portal_path("curriculum", "profile/add/", profile.add, name="profile_add"),
    portal_path("curriculum", "profile/order/", profile.order, name="profile_order"),
    portal_path("curriculum", "profile/<uuid:statement_uuid>/", profile.statement, name="profile_statement"),
    portal_path("curriculum", "profile/<uuid:statement_uuid>/words/", profile.words, name="profile_words"),
    portal_path("curriculum", "profile/<uuid:statement_uuid>/link/", profile.link, name="profile_link"),
    portal_path("curriculum", "profile/<uuid:statement_uuid>/unlink/", profile.unlink, name="profile_unlink"),
    portal_path("curriculum", "profile/<uuid:statement_uuid>/retire/", profile.retire, name="profile_retire"),
    portal_path(
        "curriculum", "profile/<uuid:statement_uuid>/restore/", profile.restore, name="profile_restore"
    ),
]

"""A framework comes in as it was published, and a second time nothing happens."""

import pytest

from headway.district.continuum.api import (
    content_of,
    current_version,
    latest_version,
    load_framework,
    map_of,
    prerequisites_of_version,
    versions,
)
from headway.district.continuum.models import CaseObject, Competency, Framework, Prerequisite
from headway.district.foundation.api import Actor, Conflict, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.interop import api
from headway.district.interop.models import ImportRun
from tests.district.interop.case.bringing import bring, planned
from tests.mathematics.formats.case.small_packages import item, link, sound_package, uuid

pytestmark = pytest.mark.django_db

BY = Actor.system("test.import")
CROSSWALK_DOCUMENT = 900


def links_about_the_sound_package() -> dict:
    """A package without items: item 5 precedes items 3 and 4 of another framework."""
    package = sound_package()
    package["CFDocument"] |= {"identifier": uuid(CROSSWALK_DOCUMENT), "title": "What comes first"}
    package["CFAssociations"] = [link(910, 5, "precedes", 3), link(911, 5, "precedes", 4)]
    del package["CFItems"], package["CFRubrics"], package["CFDefinitions"]
    return package


def arrows(number: int = 1) -> set[tuple[str, str]]:
    version = latest_version(uuid(number))
    return {(one.before, one.after) for one in prerequisites_of_version(version.id)}


# -- planning --------------------------------------------------------------------------------------------------------


def test_a_preview_counts_every_kind_and_writes_nothing_of_the_framework():
    _run, plan = planned(sound_package())

    assert plan.counts == {
        "framework": {"add": 1},
        "competency": {"add": 4},
        "association": {"add": 6},
        "grouping": {"add": 1},
        "item_type": {"add": 1},
        "rubric": {"add": 1},
        "criterion": {"add": 1},
        "criterion_level": {"add": 2},
        "prerequisite": {"add": 1},
    }
    assert not Framework.objects.exists()


def test_the_second_preview_leaves_everything_and_applying_it_makes_no_version():
    bring(sound_package())

    _run, plan = planned(sound_package())
    assert plan.changes_nothing
    assert plan.total("leave") == 18
    bring(sound_package())
    assert [one.number for one in versions()] == [1]


def test_the_order_of_objects_and_the_spelling_of_numbers_are_no_change():
    bring(sound_package())
    again = sound_package()
    again["CFItems"].reverse()
    again["CFAssociations"][0]["sequenceNumber"] = 2.0

    assert planned(again)[1].changes_nothing


def test_a_preview_names_what_changes_and_what_is_gone():
    bring(sound_package())
    changed = sound_package()
    changed["CFItems"][1]["fullStatement"] = "Another statement"
    changed["CFItems"][3:] = [item(6)]
    changed["CFAssociations"] = changed["CFAssociations"][:3] + changed["CFAssociations"][4:5]
    changed["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["quality"] = "other"

    _run, plan = planned(changed)

    assert plan.counts["competency"] == {"add": 1, "change": 1, "deactivate": 1, "leave": 2}
    [line] = [one for one in plan.lines if one.kind == "competency" and one.action == "change"]
    assert (line.identifier, line.row, line.fields) == (uuid(3), "CFItems[1]", ("fullStatement",))
    assert plan.counts["criterion_level"] == {"change": 1, "leave": 1}
    assert plan.counts["framework"] == {"leave": 1}


def test_something_that_only_the_envelope_holds_is_a_change_too():
    bring(sound_package())
    changed = sound_package() | {"extensions": {"press": "second"}}

    _run, plan = planned(changed)
    assert [(one.kind, one.fields) for one in plan.lines] == [("framework", ("package",))]
    assert plan.counts["framework"] == {"change": 1}


# -- applying --------------------------------------------------------------------------------------------------------


def test_items_become_competencies_with_tree_domain_level_and_prerequisites():
    package = sound_package()
    package["CFItems"][0] |= {"fullStatement": "Fractions", "CFItemType": "Cluster"}
    package["CFItems"][1] |= {"educationLevel": ["03", "04"], "abbreviatedStatement": "Halves"}
    package["CFItems"][2] |= {"educationLevel": ["KG"]}
    package["CFItems"][3] |= {"fullStatement": "Word " * 60}

    bring(package)

    rows = {row.identifier: row for row in Competency.objects.select_related("domain", "parent")}
    heading, halves, early, long = (rows[uuid(number)] for number in (2, 3, 4, 5))
    assert (heading.is_ratable, halves.is_ratable) == (False, True)
    assert (halves.code, halves.title, halves.level) == ("M.3", "Halves", 3)
    assert halves.parent == heading
    assert halves.domain.name == "Fractions"
    assert (early.level, long.level) == (0, None)
    assert len(long.title) < 100
    assert long.title.endswith("…")
    assert long.statement == package["CFItems"][3]["fullStatement"]
    assert Prerequisite.objects.values_list("before__identifier", "after__identifier").get() == (
        uuid(3),
        uuid(4),
    )


def test_an_imported_framework_is_a_published_reference_and_not_the_continuum():
    bring(sound_package())

    version = latest_version(uuid(1))
    assert version.status == "published"
    assert current_version() is None
    assert not Framework.objects.get().is_continuum


def test_with_the_option_it_becomes_the_continuum_unless_there_is_one(world):
    run, plan = planned(sound_package(), continuum=True)
    assert [one.severity for one in plan.problems if one.kind == "continuum_exists"] == ["warning"]
    api.apply(run_uuid=run.uuid, by=BY)

    assert current_version().framework_identifier == world.version.framework.identifier


def test_with_the_option_learners_stand_on_it_and_it_stays_the_continuum_at_the_next_import():
    bring(sound_package(), continuum=True)
    assert current_version().framework_identifier == uuid(1)

    changed = sound_package()
    changed["CFItems"][1]["fullStatement"] = "Clearer words"
    bring(changed)
    assert (current_version().framework_identifier, current_version().number) == (uuid(1), 2)


def test_a_changed_package_is_a_new_version_and_the_old_text_stays_for_what_was_rated_under_it():
    bring(sound_package(), continuum=True)
    old = Competency.objects.get(identifier=uuid(3))
    changed = sound_package()
    changed["CFItems"][1]["fullStatement"] = "Clearer words"

    bring(changed)

    old.refresh_from_db()
    new = Competency.objects.get(identifier=uuid(3), version__number=2)
    assert (old.statement, new.statement) == ("Statement 3", "Clearer words")
    assert map_of(current_version()).current_ids[old.pk] == new.pk


def test_prerequisites_made_by_hand_survive_the_next_import():
    bring(sound_package())
    version = latest_version(uuid(1))
    rows = {row.identifier: row for row in Competency.objects.all()}
    Prerequisite.objects.create(version_id=version.id, before=rows[uuid(5)], after=rows[uuid(3)])

    assert planned(sound_package())[1].changes_nothing
    changed = sound_package()
    changed["CFItems"][1]["fullStatement"] = "Clearer words"
    bring(changed)

    assert arrows() == {(uuid(3), uuid(4)), (uuid(5), uuid(3))}


def test_an_import_that_stops_half_way_leaves_nothing(monkeypatch):
    run, _plan = planned(sound_package())

    def broken(*_args, **_options):
        raise OSError("the disk is full")

    monkeypatch.setattr(
        "headway.district.continuum.services.loading.Prerequisite.objects.bulk_create", broken
    )
    with pytest.raises(OSError, match="disk is full"):
        api.apply(run_uuid=run.uuid, by=BY)

    assert not Framework.objects.exists()
    assert not CaseObject.objects.exists()
    assert ImportRun.objects.get().status == "planned"
    assert not AuditEntry.objects.filter(act="interop.import_applied").exists()

    monkeypatch.undo()
    api.apply(run_uuid=run.uuid, by=BY)
    assert Competency.objects.count() == 4


def test_an_import_is_applied_once():
    run, _plan = planned(sound_package())
    api.apply(run_uuid=run.uuid, by=BY)

    with pytest.raises(Conflict, match="applied or put aside already"):
        api.apply(run_uuid=run.uuid, by=BY)


def test_an_import_whose_preview_no_longer_holds_is_not_applied():
    run, _plan = planned(sound_package())
    changed = sound_package()
    changed["CFItems"][1]["fullStatement"] = "Somebody else was first"
    bring(changed)

    with pytest.raises(Conflict, match="changed since this preview"):
        api.apply(run_uuid=run.uuid, by=BY)
    assert [one.number for one in versions()] == [1]


def test_one_audit_row_tells_of_the_import_with_the_hash_of_the_file():
    run, _report = bring(sound_package())

    entry = AuditEntry.objects.get(act="interop.import_applied")
    assert entry.facts["sha256"] == run.sha256
    assert entry.facts["counts"]["competency"] == {"add": 4}


def test_an_option_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(Refused) as refused:
        planned(sound_package(), domain="x")
    assert "continuum" in refused.value.remedy


# -- links between the items of another framework --------------------------------------------------------------------


def test_prerequisites_published_apart_attach_to_the_framework_that_they_are_about():
    bring(sound_package())

    _run, plan = planned(links_about_the_sound_package())
    assert plan.counts["prerequisite"] == {"add": 2}
    _run, report = bring(links_about_the_sound_package())

    assert arrows() == {(uuid(3), uuid(4)), (uuid(5), uuid(3)), (uuid(5), uuid(4))}
    assert report.facts["attaches"][0] == {
        "framework": uuid(1), "title": "A framework", "added": 2, "removed": 0,
    }  # fmt: skip
    assert planned(links_about_the_sound_package())[1].changes_nothing
    assert planned(sound_package())[1].changes_nothing


def test_prerequisites_published_apart_wait_for_their_framework():
    _run, report = bring(links_about_the_sound_package())
    assert "framework_not_here" in {one.kind for one in report.problems}

    bring(sound_package())
    assert arrows() == {(uuid(3), uuid(4)), (uuid(5), uuid(3)), (uuid(5), uuid(4))}


def test_a_prerequisite_taken_out_of_the_package_apart_is_taken_out_of_the_map():
    bring(sound_package())
    bring(links_about_the_sound_package())
    fewer = links_about_the_sound_package()
    del fewer["CFAssociations"][1]

    _run, plan = planned(fewer)
    assert plan.counts["prerequisite"] == {"deactivate": 1}
    bring(fewer)
    assert arrows() == {(uuid(3), uuid(4)), (uuid(5), uuid(3))}


def test_a_version_made_for_prerequisites_still_gives_back_the_same_package():
    bring(sound_package())
    before = api.export_case(uuid(1))
    bring(links_about_the_sound_package())

    assert latest_version(uuid(1)).number == 2
    assert api.export_case(uuid(1)) == before


def test_prerequisites_for_the_district_s_continuum_come_with_a_warning():
    bring(sound_package(), continuum=True)

    _run, plan = planned(links_about_the_sound_package())
    assert [one.severity for one in plan.problems if one.kind == "attaches_to_continuum"] == ["warning"]


def test_prerequisites_from_two_packages_that_close_a_circle_are_opened_and_named():
    bring(sound_package())
    circle = links_about_the_sound_package()
    circle["CFAssociations"] = [link(910, 4, "precedes", 5), link(911, 5, "precedes", 3)]

    _run, report = bring(circle)

    [said] = [one for one in report.problems if one.kind == "circle_opened"]
    assert said.severity == "error"
    assert "M.3 → M.4 → M.5 → M.3" in said.sentence.text
    assert arrows() == {(uuid(3), uuid(4)), (uuid(4), uuid(5))}
    assert latest_version(uuid(1)).status == "published"


# -- rubrics ---------------------------------------------------------------------------------------------------------


def four_levels(*, reverse: bool = False) -> dict:
    package = sound_package()
    levels = package["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    levels[:] = [
        {
            **levels[0],
            "identifier": uuid(400 + step),
            "quality": f"step {step}",
            "description": f"looks like {step}",
            "score": float(step),
            "position": 5 - step if reverse else step,
        }
        for step in (1, 2, 3, 4)
    ]
    return package


@pytest.mark.parametrize("reverse", [False, True])
def test_a_criterion_with_as_many_steps_as_the_scale_describes_the_levels_lowest_first(reverse):
    bring(four_levels(reverse=reverse))

    [described] = [one for one in content_of(latest_version(uuid(1)).id).competencies if one.descriptors]
    assert described.identifier == uuid(3)
    assert [(one.level, one.text) for one in described.descriptors] == [
        (step, f"looks like {step}") for step in (1, 2, 3, 4)
    ]


def test_another_number_of_steps_is_kept_as_a_rubric_and_never_stretched():
    _run, report = bring(sound_package())

    content = content_of(latest_version(uuid(1)).id)
    assert not any(one.descriptors for one in content.competencies)
    assert [len(criterion.levels) for criterion in content.rubrics[0].criteria] == [2]
    assert "other_number_of_levels" in {one.kind for one in report.problems}


def test_two_criteria_about_one_competency_describe_no_level():
    package = four_levels()
    criterion = package["CFRubrics"][0]["CFRubricCriteria"][0]
    second = {**criterion, "identifier": uuid(390)}
    second["CFRubricCriterionLevels"] = [
        {**level, "identifier": uuid(450 + place)}
        for place, level in enumerate(criterion["CFRubricCriterionLevels"])
    ]
    package["CFRubrics"][0]["CFRubricCriteria"].append(second)

    _run, report = bring(package)

    assert not any(one.descriptors for one in content_of(latest_version(uuid(1)).id).competencies)
    assert "several_criteria" in {one.kind for one in report.problems}


def test_a_framework_loaded_from_its_own_content_is_equal():
    bring(four_levels())
    content = content_of(latest_version(uuid(1)).id)

    again = load_framework(content, by=BY)
    assert content_of(again.id) == content

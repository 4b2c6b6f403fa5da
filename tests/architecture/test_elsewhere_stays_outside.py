"""What another system made of its own results can't reach the record, nor the record it; by imports and by what is written."""

from tests.architecture.code import SOURCE, imports_of, python_files

ELSEWHERE = "headway.district.elsewhere"
# Files come in, a counsellor's page goes out; nothing else knows of it.
MAY_KNOW = (
    "headway/district/elsewhere/",
    "headway/district/interop/slate/",
    "headway/district/portals/counselor/",
)
# What `elsewhere` itself may stand on: people and the trail. Never evidence, proficiency or a policy.
MAY_STAND_ON = (
    "headway.district.elsewhere",
    "headway.district.foundation",
    "headway.district.people",
    "headway.mastery.proficiency.slate",
)
SLATE = "headway.mastery.proficiency.slate"
MAY_COUNT_AS_SLATE = (
    "headway/mastery/proficiency/slate/",
    "headway/district/elsewhere/",
    "headway/district/interop/slate/",
)


def who_imports(name, source=SOURCE):
    return {
        str(path.relative_to(source))
        for path in python_files(source)
        for _line, imported in imports_of(path)
        if imported == name or imported.startswith(f"{name}.")
    }


def test_only_the_import_and_the_counsellors_page_know_of_it():
    knowing = who_imports(ELSEWHERE)
    assert knowing
    assert {one for one in knowing if not one.startswith(MAY_KNOW)} == set()


def test_it_stands_on_people_alone_and_not_on_evidence_levels_or_policies():
    foreign = {
        imported
        for path in python_files(SOURCE / "headway/district/elsewhere")
        for _line, imported in imports_of(path)
        if imported.startswith("headway.") and not imported.startswith(MAY_STAND_ON)
    }
    assert foreign == set()


def test_slates_rules_are_used_for_its_own_results_only():
    using = who_imports(SLATE)
    assert using
    assert {one for one in using if not one.startswith(MAY_COUNT_AS_SLATE)} == set()


def test_a_planted_reader_is_noticed(tmp_path):
    planted = tmp_path / "headway/district/proficiency/planted.py"
    planted.parent.mkdir(parents=True)
    planted.write_text("from headway.district.elsewhere.api import rows_of\n")
    assert who_imports(ELSEWHERE, tmp_path) == {"headway/district/proficiency/planted.py"}


def test_a_districts_default_is_none_of_these_ways():
    from headway.mastery.proficiency import Rule
    from headway.mastery.proficiency.numeric import NUMERIC

    said = repr(Rule().to_dict())
    assert "most_recent_consistent" in said
    assert not [name for name in NUMERIC if name in said]

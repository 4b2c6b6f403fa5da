"""Where items stand on the map, rule by rule."""

import pytest

from headway.mastery.continuum.placing import is_ratable, level_of, places_of, shortened
from tests.mathematics.formats.case.small_packages import item, link, read, sound_package, uuid


def placed(package: dict) -> dict[str, tuple[str, str]]:
    """identifier → the names of its domain and strand."""
    places = places_of(read(package))
    domains = {one.code: one.name for one in places.domains}
    strands = {one.code: one.name for one in places.strands}
    return {
        one.identifier: (domains.get(one.domain, ""), strands.get(one.strand, "")) for one in places.items
    }


def tree_of(*edges: tuple[int, int], subject: str = "", **words: str) -> dict:
    """Items linked child → parent (1 is the document); `i3="Geometry"` words a statement."""
    package = sound_package()
    numbers = sorted({child for child, _parent in edges})
    package["CFItems"] = [item(n, fullStatement=words.get(f"i{n}", f"Statement {n}")) for n in numbers]
    package["CFAssociations"] = [link(500 + c, c, "isChildOf", p, sequenceNumber=c) for c, p in edges]
    del package["CFRubrics"]
    if subject:
        package["CFDocument"]["subject"] = [subject]
    return package


@pytest.mark.parametrize(
    ("item_type", "has_children", "expected"),
    [
        ("", False, True),
        ("", True, False),
        ("Standard", True, True),
        ("Component Skill", False, True),
        ("Content Description", True, True),
        ("Knowledge and Skill", True, True),
        ("Competency Group", True, False),
        ("Skills community", True, False),
        ("Cluster", True, False),
        ("Course", False, False),
        ("Work Role", False, False),
        ("Elaboration", False, False),
        ("Learner Outcome", True, False),
        ("Student Expectations", False, True),
    ],
)
def test_what_a_learner_s_work_can_be_rated_against(item_type, has_children, expected):
    assert (
        is_ratable(
            read({**sound_package(), "CFItems": [item(2, CFItemType=item_type)], "CFAssociations": []}).items[
                0
            ],
            has_children,
        )
        is expected
    )


@pytest.mark.parametrize(
    ("codes", "level"),
    [
        (["KG"], 0), (["K"], 0), (["01"], 1), (["12"], 12), (["09", "10", "11", "12"], 9), (["04", "KG"], 0),
        (["9-12"], 9), (["K-2"], 0), ([], None), (["PK"], None), (["13"], 13), (["14"], None), (["PS", "UG"], None), (["PK", "KG"], 0),
    ],
)  # fmt: skip
def test_the_lowest_level_that_is_on_the_continuum(codes, level):
    assert level_of(codes) == level


def test_a_framework_of_one_subject_is_one_domain_with_its_headings_as_strands():
    package = tree_of((2, 1), (3, 2), (4, 1), (5, 4), subject="math", i2="Geometry", i4="Data")
    assert placed(package) == {
        uuid(2): ("Math", "Geometry"), uuid(3): ("Math", "Geometry"), uuid(4): ("Math", "Data"), uuid(5): ("Math", "Data"),
    }  # fmt: skip


def test_without_a_subject_each_heading_at_the_top_is_a_domain():
    package = tree_of((2, 1), (3, 2), (4, 3), (5, 1), (6, 5), i2="Science", i3="Energy", i5="Art")
    assert placed(package)[uuid(4)] == ("Science", "Energy")
    assert placed(package)[uuid(6)] == ("Art", "")


def test_one_heading_above_everything_is_the_domain_and_not_a_strand():
    package = tree_of((2, 1), (3, 2), (4, 3), (5, 2), (6, 5), i2="Mathematics", i3="Geometry", i5="Data")
    assert placed(package)[uuid(4)] == ("Mathematics", "Geometry")
    assert placed(package)[uuid(2)] == ("Mathematics", "")


def test_headings_of_one_name_are_one_strand_through_all_years():
    package = tree_of((2, 1), (3, 2), (4, 1), (5, 4), subject="math", i2="Geometry", i4="geometry")
    assert placed(package)[uuid(3)] == placed(package)[uuid(5)] == ("Math", "Geometry")


def test_a_heading_that_names_a_school_year_is_no_strand():
    package = tree_of((2, 1), (3, 2), (4, 3), (5, 1), (6, 5), (7, 6), subject="math", i3="Data", i6="Data")
    for one in package["CFItems"]:
        if one["identifier"] in (uuid(2), uuid(5)):
            one["CFItemType"] = "Level"
    assert placed(package)[uuid(4)] == placed(package)[uuid(7)] == ("Math", "Data")


def test_items_at_the_top_without_anything_below_stand_in_a_domain_named_like_the_framework():
    assert placed(tree_of((2, 1), (3, 1)))[uuid(2)] == ("A framework", "")


def test_titles_are_cut_at_a_word_and_short_ones_are_left_alone():
    assert shortened("one  two\nthree") == "one two three"
    assert shortened("alpha beta gamma delta", 12) == "alpha beta…"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"

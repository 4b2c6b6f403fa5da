"""The demo's own content: every file can be read, every reference leads somewhere, in both languages."""

from __future__ import annotations

import shutil

import pytest

from headway.district.demo import content as demo_content
from headway.district.foundation.api import Refused


@pytest.fixture(scope="module")
def content():
    return demo_content.read()


def test_the_continuum_reaches_over_all_years_in_five_domains(content):
    assert len(content.competencies) == 286
    assert [domain["code"] for domain in content.domains] == ["MA", "LI", "SC", "HC", "HS"]
    for domain in content.domains:
        strands = {strand["code"] for strand in content.strands if strand["domain"] == domain["code"]}
        levels = {one["level"] for one in content.competencies if one["strand"] in strands}
        assert min(levels) == 0
        assert max(levels) >= 12


def test_everything_is_there_in_english_and_spanish(content):
    for one in content.competencies:
        for words in (one["title"], one["i_can"]):
            assert words["en"].strip()
            assert words["es"].strip()
            assert words["en"] != words["es"] or len(words["en"].split()) < 3, one["code"]
        assert len(one["descriptors"]["en"]) == len(one["descriptors"]["es"]) == 4
    for level in content.feedback.values():
        assert level["en"]
        assert level["es"]


def test_prerequisites_never_stand_on_a_higher_level(content):
    level = {one["code"]: one["level"] for one in content.competencies}
    for one in content.competencies:
        assert all(level[before] <= one["level"] for before in one["prerequisites"]), one["code"]


def test_essential_prerequisites_hold_back_and_where_none_is_essential_all_do(content):
    framework = demo_content.framework(content)
    importance = {one["code"]: one["importance"] for one in content.competencies}
    by_identifier = {demo_content.identifier(code): code for code in importance}
    holds_back = {
        (by_identifier[one.before], by_identifier[one.after]): one.is_gate for one in framework.prerequisites
    }
    for one in content.competencies:
        prerequisites = one["prerequisites"]
        essential = {code for code in prerequisites if importance[code] == "essential"}
        gates = {code for code in prerequisites if holds_back[code, one["code"]]}
        assert gates == (essential or set(prerequisites)), one["code"]


def test_identifiers_last_over_builds(content):
    first, again = demo_content.framework(content), demo_content.framework(demo_content.read())
    assert first == again
    assert len({one.identifier for one in first.competencies}) == 286


def test_a_missing_folder_is_said_in_a_sentence(tmp_path):
    with pytest.raises(Refused, match="HEADWAY_DEMO_CONTENT"):
        demo_content.read(tmp_path)


def test_a_broken_file_is_named(tmp_path):
    root = tmp_path / "demo"
    shutil.copytree(demo_content.folder(), root)
    (root / "people" / "names.toml").write_text("[broken")
    with pytest.raises(Refused, match=r"names\.toml"):
        demo_content.read(root)


def test_a_reference_to_nothing_names_the_competency(tmp_path):
    root = tmp_path / "demo"
    shutil.copytree(demo_content.folder(), root)
    path = root / "continuum" / "mathematics" / "numbers-and-operations.toml"
    path.write_text(path.read_text().replace('["MA.NO.01"]', '["MA.NO.99"]', 1))
    with pytest.raises(Refused, match=r"MA\.NO\.99") as refused:
        demo_content.read(root)
    assert refused.value.problems[0].field == "prerequisites"

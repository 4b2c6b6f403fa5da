"""The published frameworks at hand say the same whether they come as RDF or as the CASE packages made from it."""

import gzip
import json
import unicodedata
from collections import Counter

import pytest

from headway.mastery.formats.asn import as_case, read_framework
from headway.mastery.formats.case import read_content
from tests.shared_material import shared

FOLDER = "data/frameworks"
# source → (package made from it, whether both take identifiers from the same addresses)
PAIRS = {
    "CCSS_Math.asn.xml.gz": ("ccss-math.cfpackage.json.gz", True),
    "CCSS_ELA.asn.xml.gz": ("ccss-ela.cfpackage.json.gz", True),
    "NGSS.asn.xml.gz": ("ngss.cfpackage.json.gz", True),
    "AU-MAT.rdf.gz": ("au-v9-mat.cfpackage.json.gz", True),
    "DC-math.asn.json.gz": ("asn-dc-math.cfpackage.json", True),
    "MD-math.asn.json.gz": ("asn-md-math.cfpackage.json.gz", True),
    "MD-reading.asn.json.gz": ("asn-md-reading.cfpackage.json.gz", True),
    "PA-english.asn.json.gz": ("asn-pa-english.cfpackage.json", True),
    "ctdl-asn/ConnectingCredentials.json.gz": ("ctdl-beta-credentials.cfpackage.json", False),
    "ctdl-asn/ONET Basic Skills Competency Framework 9-27-19.json.gz": ("ctdl-onet-basic-skills.cfpackage.json", False),
    "ctdl-asn/ONET Knowledge Competency Framework 9-27-19.json.gz": ("ctdl-onet-knowledge.cfpackage.json", False),
}  # fmt: skip


def package_of(name: str) -> dict:
    raw = shared(f"{FOLDER}/case/{name}").read_bytes()
    return json.loads(gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw)


def letters(text: str) -> str:
    """The letters of a statement in order; a raised letter is that letter."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalpha())


def stand_in(these: str, those: str) -> bool:
    """Whether these letters are all among those, in the same order."""
    rest = iter(those)
    return all(sign in rest for sign in these)


def tree(content: dict) -> set:
    return {
        (one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"], one["sequenceNumber"])
        for one in content["CFAssociations"]
        if one["associationType"] == "isChildOf"
    }


def kinds(content: dict) -> Counter:
    return Counter(one["associationType"] for one in content["CFAssociations"])


@pytest.mark.parametrize("source", PAIRS)
def test_rdf_and_case_hold_the_same_items_statements_tree_and_links(source):
    published, same_identifiers = PAIRS[source]
    theirs = package_of(published)

    ours = as_case(read_framework(shared(f"{FOLDER}/source/{source}").read_bytes()))

    assert len(ours["CFItems"]) == len(theirs["CFItems"])
    assert kinds(ours) == kinds(theirs)
    if not same_identifiers:
        said = sorted(one["fullStatement"] for one in ours["CFItems"])
        assert said == sorted(one["fullStatement"] for one in theirs["CFItems"])
        return
    assert tree(ours) == tree(theirs)
    other = {one["identifier"]: one for one in theirs["CFItems"]}
    for one in ours["CFItems"]:
        twin = other[one["identifier"]]
        # The published packages lost what stood between < and >; nothing that they kept is missing here.
        assert stand_in(letters(twin["fullStatement"]), letters(one["fullStatement"]))
        assert [one.get(name) for name in ("humanCodingScheme", "CFItemType")] == [
            twin.get(name) for name in ("humanCodingScheme", "CFItemType")
        ]


@pytest.mark.parametrize("source", PAIRS)
def test_what_is_read_from_rdf_is_a_sound_case_package(source):
    framework = read_framework(shared(f"{FOLDER}/source/{source}").read_bytes())

    package = read_content(as_case(framework))

    assert package.errors == ()
    assert [one for one in framework.problems if one.severity == "error"] == []
    assert package.left_out == frozenset()


def test_less_than_and_greater_than_survive_which_the_published_packages_lost():
    framework = read_framework(shared(f"{FOLDER}/source/CCSS_Math.asn.xml.gz").read_bytes())

    found = next(one for one in framework.statements if one.code == "CCSS.Math.Content.6.EE.B.8")

    assert "x > c or x < c to represent" in found.statements["en"]

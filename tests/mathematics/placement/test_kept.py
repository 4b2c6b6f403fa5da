"""A check goes on where it was left, and nothing else is taken for a check."""

import struct
import zlib
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.placement import Answer, Band, CheckSettings, State, Structure, answered, begin, result
from headway.mastery.placement import next_question as choose
from tests.mathematics.placement.structures import answers_to, chain, structures

LIGHT = CheckSettings(particles=100)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_check_that_was_kept_goes_on_exactly_as_one_that_was_not(data):
    structure = data.draw(structures())
    band = data.draw(st.sampled_from([None, Band(3, 5, 6)]))
    one = other = begin(structure, LIGHT, 11, prior={structure.competencies[0]: 0.7}, band=band)
    for competency, answer in data.draw(answers_to(structure)):
        one = answered(one, competency, answer)
        other = answered(State.from_bytes(other.to_bytes()), competency, answer)
    assert one.to_bytes() == other.to_bytes()
    assert choose(one) == choose(State.from_bytes(other.to_bytes()))
    assert result(one) == result(other)


def test_two_hundred_competencies_with_strands_are_kept_in_little_room():
    names = [f"c{i}" for i in range(200)]
    structure = Structure.of(names, list(pairwise(names)), strands={c: c[-1] for c in names})
    state = answered(begin(structure, CheckSettings(), 1), "c100", Answer.RIGHT)
    assert len(state.to_bytes()) < 64_000


@given(st.binary(max_size=60))
@example(b"")
@example(b"HWCK\x01")
def test_bytes_that_are_no_check_are_refused(some):
    with pytest.raises(Refused):
        State.from_bytes(some)


@settings(max_examples=60)
@given(st.data())
def test_a_check_with_one_byte_changed_is_refused(data):
    kept = bytearray(begin(chain(4), LIGHT, 1).to_bytes())
    place = data.draw(st.integers(0, len(kept) - 1))
    kept[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Refused):
        State.from_bytes(bytes(kept))


def sealed(body):
    packed = b"HWCK\x01" + zlib.compress(body)
    return packed + struct.pack(">I", zlib.crc32(packed))


@pytest.mark.parametrize("change", ["short", "long", "ability", "header"])
def test_a_sealed_check_with_wrong_contents_is_refused(change):
    kept = begin(chain(4), LIGHT, 1).to_bytes()
    body = bytearray(zlib.decompress(kept[5:-4]))
    if change == "short":
        body = body[:-1]
    elif change == "long":
        body += b"\0"
    elif change == "ability":
        body[-150] = 255
    else:
        body = body.replace(b'"seed":1', b'"seat":1')
    with pytest.raises(Refused, match="Begin the check anew"):
        State.from_bytes(sealed(bytes(body)))


def test_another_version_is_named():
    kept = bytearray(begin(chain(2), LIGHT, 1).to_bytes())
    kept[4] = 9
    with pytest.raises(Refused, match="version 9"):
        State.from_bytes(bytes(kept))


def test_a_bomb_is_refused():
    with pytest.raises(Refused, match="longer than any check"):
        State.from_bytes(sealed(bytes(70 * 1024 * 1024)))

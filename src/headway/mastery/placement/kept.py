"""A check's state as bytes: so that a learner who closes the lid goes on where she was.

    HWCK | version (1 byte) | length of the header (4 bytes) | header (JSON) | known, one bit each | ability |
    deviations (1 byte each), all compressed behind the version; a checksum ends it.

Reading checks every length and every place before anything is made of it. No code is ever read from the bytes.
"""

from __future__ import annotations

import json
import struct
import zlib

import numpy as np

from headway.mastery.facts import Refused
from headway.mastery.placement.check import State
from headway.mastery.placement.network import REACH, STRAY, network_of
from headway.mastery.placement.particles import Particles
from headway.mastery.placement.settings import Answer, Band, CheckSettings
from headway.mastery.placement.structure import Structure

MARK = b"HWCK"
VERSION = 1
# What a check of 5,000 competencies and 20,000 imagined learners could need is far more than one ever has.
LARGEST = 64 * 1024 * 1024


def to_bytes(state: State) -> bytes:
    header = {
        "structure": state.structure.to_dict(),
        "settings": state.settings.to_dict(),
        "seed": state.seed,
        "answers": [[competency, int(answer)] for competency, answer in state.answers],
        "band": None if state.band is None else [state.band.lowest, state.band.likely, state.band.highest],
        "prior": [list(one) for one in state.prior],
    }
    some = state.particles
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    body = b"".join(
        [
            struct.pack(">I", len(text)),
            text,
            np.packbits(some.known, axis=1).tobytes(),
            some.ability.astype(np.uint8).tobytes(),
            some.deviation.astype(np.uint8).tobytes(),
        ]
    )
    packed = MARK + bytes([VERSION]) + zlib.compress(body, 1)
    return packed + struct.pack(">I", zlib.crc32(packed))


def from_bytes(kept: bytes) -> State:
    if len(kept) < 9 or kept[:4] != MARK:
        raise _unreadable("It does not begin as a check does")
    if kept[4] != VERSION:
        raise Refused(
            "version",
            f"This check was kept in version {kept[4]}, and version {VERSION} is read here; begin the check anew.",
        )
    if struct.unpack(">I", kept[-4:])[0] != zlib.crc32(kept[:-4]):
        raise _unreadable("Its checksum differs")
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(kept[5:-4], LARGEST)
        if not unpacker.eof:
            raise _unreadable("It is longer than any check")
        length = struct.unpack(">I", body[:4])[0]
        header = json.loads(body[4 : 4 + length])
        state = State(
            Structure.from_dict(header["structure"]),
            CheckSettings.from_dict(header["settings"]),
            int(header["seed"]),
            tuple((str(competency), Answer(answer)) for competency, answer in header["answers"]),
            None if header["band"] is None else Band(*header["band"]),
            tuple((str(competency), float(chance)) for competency, chance in header["prior"]),
        )
        particles = _particles(state, memoryview(body)[4 + length :])
    except Refused:
        raise
    except (ValueError, KeyError, TypeError, IndexError, struct.error, zlib.error) as error:
        raise _unreadable("A part of it is missing") from error
    return State(
        state.structure, state.settings, state.seed, state.answers, state.band, state.prior, particles
    )


def _particles(state: State, rest: memoryview) -> Particles:
    net, count = network_of(state.structure, state.settings), state.settings.particles
    wide = (count + 7) // 8
    if len(rest) != net.n * wide + count + net.strands * count:
        raise _unreadable("A part of it is missing")
    every = np.frombuffer(rest, dtype=np.uint8)
    bits, every = every[: net.n * wide].reshape(net.n, wide), every[net.n * wide :]
    known = np.unpackbits(bits, axis=1, count=count).astype(bool)
    ability, deviation = every[:count].astype(np.int64), every[count:].astype(np.int64)
    places = [state.structure.place.get(competency) for competency, _ in (*state.answers, *state.prior)]
    if ability.max() > 2 * REACH or deviation.max() > 2 * STRAY or None in places:
        raise _unreadable("A number in it is out of reach")
    particles = Particles(known, ability, deviation.reshape(net.strands, count))
    for column in (particles.known, particles.ability, particles.deviation):
        column.flags.writeable = False
    return particles


def _unreadable(why: str) -> Refused:
    return Refused(
        "unreadable", f"This is not a check that was kept: {why[0].lower()}{why[1:]}. Begin the check anew."
    )

"""The colours as they ship: read from tokens.css, measured, in both schemes.

Contrast after WCAG 2.2 (relative luminance). Colour-vision distances: Machado, Oliveira and Fernandes (2009),
severity 1.0, in linear RGB; distance is CIE76 in CIELAB (D65). "mono" keeps luminance only, as on a grey printer.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

STATIC = Path(__file__).resolve().parents[2] / "src" / "headway" / "district" / "static" / "css"
TOKENS = STATIC / "tokens.css"

MACHADO = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = TO_XYZ.sum(axis=1)

TEXT = 4.5
SHAPE = 3.0


def tokens(css: str, scheme: str) -> dict[str, str]:
    """The colour tokens of one scheme: those of :root, overlaid by those of the dark media query."""
    dark_at = css.index("@media (prefers-color-scheme: dark)")
    dark_end = css.index("@media", dark_at + 1)
    pairs = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")
    found = dict(pairs.findall(css[:dark_at]))
    if scheme == "dark":
        found |= dict(pairs.findall(css[dark_at:dark_end]))
    return found


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((float(LUMINANCE @ linear(one)), float(LUMINANCE @ linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def seen_as(colour: str, eyes: str) -> np.ndarray:
    rgb = linear(colour)
    if eyes == "mono":
        return lab(np.full(3, LUMINANCE @ rgb))
    return lab(MACHADO[eyes] @ rgb)


def smallest_distance(colours: list[str], eyes: str) -> float:
    return min(
        float(np.linalg.norm(seen_as(one, eyes) - seen_as(other, eyes)))
        for one, other in itertools.combinations(colours, 2)
    )


SHIPPED = TOKENS.read_text(encoding="utf-8")
SCHEMES = ("light", "dark")


def ramp(scheme: str) -> list[str]:
    found = tokens(SHIPPED, scheme)
    return [found[f"ramp-{step}"] for step in range(5)]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7.0),
        ("ink", "surface", 7.0),
        ("ink", "sunken", 7.0),
        ("ink", "accent-wash", 7.0),
        ("ink", "error-wash", 7.0),
        ("ink-soft", "paper", TEXT),
        ("ink-soft", "surface", TEXT),
        ("ink-soft", "sunken", TEXT),
        ("ink-soft", "accent-wash", TEXT),
        ("accent", "paper", TEXT),
        ("accent", "surface", TEXT),
        ("accent", "accent-wash", TEXT),
        ("accent-strong", "accent-wash", TEXT),
        ("accent-strong", "surface", TEXT),  # also surface on accent-strong: banner, strong tag
        ("on-accent", "accent", TEXT),
        ("error", "surface", TEXT),
        ("error", "paper", TEXT),
        ("error", "error-wash", TEXT),
        ("outline", "paper", SHAPE),
        ("outline", "surface", SHAPE),
        ("outline", "sunken", SHAPE),
        ("outline", "ramp-0", SHAPE),
        ("focus", "paper", SHAPE),
        ("focus", "surface", SHAPE),
        ("ramp-3", "sunken", SHAPE),  # the filled part of a track
        *((f"on-ramp-{step}", f"ramp-{step}", TEXT) for step in range(5)),
    ],
)
def test_what_is_read_or_recognised_stands_out_from_its_ground(scheme, ink, ground, least):
    found = tokens(SHIPPED, scheme)
    measured = contrast(found[ink], found[ground])
    assert measured >= least, f"--{ink} on --{ground} ({scheme}): {measured:.2f}, needs {least}"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("eyes", "least"), [("normal", 16), ("protan", 16), ("deutan", 16), ("tritan", 16), ("mono", 13)]
)
def test_levels_stay_apart_for_every_kind_of_colour_vision(scheme, eyes, least):
    assert smallest_distance(ramp(scheme), eyes) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_ramp_goes_one_way_from_the_ground(scheme):
    steps = [float(LUMINANCE @ linear(colour)) for colour in ramp(scheme)]
    assert steps == sorted(steps, reverse=scheme == "light")


def test_the_published_ramp_is_the_one_that_ships():
    assert ramp("light") == ["#ffffff", "#c6dbef", "#7fb0d8", "#1f6fb0", "#0b2f5b"]


def test_paper_shows_the_light_ramp_whatever_the_scheme():
    css = (STATIC / "print.css").read_text(encoding="utf-8")
    printed = dict(re.findall(r"--(ramp-\d):\s*(#[0-9a-f]{6})", css))
    assert [printed[f"ramp-{step}"] for step in range(5)] == ramp("light")


def test_the_measure_tells_a_traffic_light_from_the_ramp():
    """The yardstick itself: red and green that a deuteranope confuses must come out closer than our levels."""
    traffic_light = ["#d4351c", "#f47738", "#00703c", "#85994b"]
    assert smallest_distance(traffic_light, "protan") < 10
    assert smallest_distance(traffic_light, "mono") < 5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_colours_are_named_only_in_the_tokens():
    """A colour outside tokens.css would escape the measurements above."""
    strays = {
        sheet.name: re.findall(r"(?<![\w&])#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8"))
        for sheet in STATIC.glob("*.css")
        if sheet.name not in ("tokens.css", "print.css")
    }
    assert {name: found for name, found in strays.items() if found} == {}

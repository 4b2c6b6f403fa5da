"""The profiles that come with Headway, one JSON file for each layout. They describe public layouts in own words;
no publisher's cut, norm or text is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from headway.mastery.formats.assessments.profile import Profile

__all__ = ["SHIPPED"]


def _shipped() -> Mapping[str, Profile]:
    folder = resources.files(__name__)
    found = {}
    for one in sorted(folder.iterdir(), key=lambda file: file.name):
        if one.name.endswith(".json"):
            profile = Profile.from_dict(json.loads(one.read_text("utf-8")))
            found[profile.key] = profile
    return MappingProxyType(found)


SHIPPED: Mapping[str, Profile] = _shipped()

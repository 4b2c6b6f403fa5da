"""The gallery of components as a page."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_the_gallery_opens_and_holds_the_parts_of_the_map(client):
    shown = client.get("/components/").content.decode()
    for part in ('id="line-bar"', 'id="line-panel"', 'id="line-found"', 'class="carried"'):
        assert part in shown

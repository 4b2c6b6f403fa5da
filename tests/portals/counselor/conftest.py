from tests.portals.showing import show  # noqa: F401  # a fixture

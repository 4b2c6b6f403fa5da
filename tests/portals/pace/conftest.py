from tests.district.agreements.conftest import plan  # noqa: F401  # a fixture
from tests.portals.showing import show  # noqa: F401  # a fixture

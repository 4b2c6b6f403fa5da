from tests.district.agreements.conftest import at_stage, plan, rules  # noqa: F401  # fixtures
from tests.portals.showing import show  # noqa: F401  # a fixture

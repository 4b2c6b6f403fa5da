from tests.district.agreements.conftest import plan
from tests.portals.showing import show

__all__ = ["plan", "show"]

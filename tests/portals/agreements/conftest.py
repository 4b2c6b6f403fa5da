from tests.district.agreements.conftest import at_stage, expected, plan, rules, shown
from tests.portals.showing import show

__all__ = ["at_stage", "expected", "plan", "rules", "show", "shown"]

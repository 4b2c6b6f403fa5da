"""The door of `demo`: build the simulated district, and say who can sign in."""

from headway.district.demo.building import DemoSummary, build, is_begun, is_built
from headway.district.demo.showcase import PASSWORD, SignIn, sign_ins

__all__ = ["PASSWORD", "DemoSummary", "SignIn", "build", "is_begun", "is_built", "sign_ins"]

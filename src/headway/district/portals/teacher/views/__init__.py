"""Pages and acts of the teacher's portal."""

from headway.district.portals.teacher.views.acts import decide, rate, withdraw
from headway.district.portals.teacher.views.column import column
from headway.district.portals.teacher.views.home import home
from headway.district.portals.teacher.views.learner import learner
from headway.district.portals.teacher.views.learners import learners
from headway.district.portals.teacher.views.line import line
from headway.district.portals.teacher.views.pair import pair, panel
from headway.district.portals.teacher.views.section import section

__all__ = [
    "column",
    "decide",
    "home",
    "learner",
    "learners",
    "line",
    "pair",
    "panel",
    "rate",
    "section",
    "withdraw",
]

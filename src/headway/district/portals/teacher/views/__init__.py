"""Pages and acts of the teacher's portal."""

from headway.district.portals.teacher.views.acts import decide, rate, withdraw
from headway.district.portals.teacher.views.column import column
from headway.district.portals.teacher.views.home import home
from headway.district.portals.teacher.views.learner import learner
from headway.district.portals.teacher.views.learners import learners
from headway.district.portals.teacher.views.line import line
from headway.district.portals.teacher.views.pair import pair, panel
from headway.district.portals.teacher.views.section import section
from headway.district.portals.teacher.views.stack import competency_stack, task_stack
from headway.district.portals.teacher.views.stacks import stacks

__all__ = [
    "column",
    "competency_stack",
    "decide",
    "home",
    "learner",
    "learners",
    "line",
    "pair",
    "panel",
    "rate",
    "section",
    "stacks",
    "task_stack",
    "withdraw",
]

"""Slate-CBL's published example district and what it is to come to, read in place."""

import csv
import json
from datetime import UTC, datetime

from headway.mastery.proficiency.slate import SlateResult, SlateSkill
from tests.shared_material import shared

# The usernames of the expected calculations, and the people of the example district.
PEOPLE = {"student": 4, "student2": 6, "student3": 7, "student4": 27, "student5": 28}
FOLDER = "data/evidence/slate-cbl"


def rows(name):
    with shared(f"{FOLDER}/{name}.csv").open(newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        header = next(lines)
        # After RevisionID the export repeats every column of the current revision.
        width = header.index("RevisionID") if "RevisionID" in header else len(header)
        return [dict(zip(header[:width], line, strict=False)) for line in lines if any(line)]


class PublishedDistrict:
    def __init__(self):
        self.code = {int(row["ID"]): row["Code"] for row in rows("cbl_competencies")}
        self.skills = {}
        for row in rows("cbl_skills"):
            skill = SlateSkill(
                int(row["ID"]), json.loads(row["DemonstrationsRequired"]), row["Status"] == "active"
            )
            self.skills.setdefault(int(row["CompetencyID"]), []).append(skill)
        made = {int(row["ID"]): row for row in rows("cbl_demonstrations")}
        self.results = {}
        for row in rows("cbl_demonstration_skills"):
            demonstration = made[int(row["DemonstrationID"])]
            when = datetime.strptime(demonstration["Demonstrated"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
            result = SlateResult(
                skill=int(row["SkillID"]),
                level=int(row["TargetLevel"]),
                step=int(row["DemonstratedLevel"]) if row["DemonstratedLevel"] else None,
                override=row["Override"] == "1",
                when=round(when.timestamp()),
                demonstration=int(row["DemonstrationID"]),
                result=int(row["ID"]),
            )
            self.results.setdefault(int(demonstration["StudentID"]), []).append(result)
        self.enrolments = [
            (
                int(row["StudentID"]),
                int(row["CompetencyID"]),
                int(row["Level"]),
                round(float(row["BaselineRating"]) * 100) if row["BaselineRating"] else None,
            )
            for row in rows("cbl_student_competencies")
        ]

    def current(self, learner, code):
        """The enrolment of the highest level: (competency, level, baseline)."""
        mine = [
            (level, competency, baseline)
            for person, competency, level, baseline in self.enrolments
            if person == learner and self.code[competency] == code
        ]
        level, competency, baseline = max(mine, key=lambda one: one[0])
        return competency, level, baseline


def expected():
    """(username, competency code, expected values) of the published calculations."""
    said = json.loads(shared(f"{FOLDER}/expected_calculations.json").read_text(encoding="utf-8"))
    return [
        (username, code, values)
        for username, areas in said.items()
        for area in areas.values()
        for code, values in area.items()
    ]

"""Small exports of a Slate district, as a zip of its tables."""

import io
import zipfile
from typing import Any

from headway.district.foundation.api import Actor
from headway.district.interop import api
from headway.district.interop.plans import Plan, Report

BY = Actor.system("test.import")
TABLES = {
    "cbl_competencies": ["ID,Code,Descriptor", "1,ELA.1,Reading", "2,ELA.2,Speaking"],
    "cbl_skills": [
        "ID,CompetencyID,Code,Descriptor,DemonstrationsRequired,Status",
        '1,1,ELA.1.1,Finding the idea,"{""9"": 2, ""default"": 1}",active',
        '2,1,ELA.1.2,Following an argument,"{""9"": 2, ""default"": 1}",active',
        '3,2,ELA.2.1,Telling,"{""default"": 1}",active',
    ],
    "cbl_demonstrations": [
        "ID,StudentID,Demonstrated",
        "1,L-ana,2026-09-01 10:00:00",
        "2,L-ana,2026-09-08 10:00:00",
        "3,L-ben,2026-09-08 10:00:00",
    ],
    "cbl_demonstration_skills": [
        "ID,DemonstrationID,SkillID,TargetLevel,DemonstratedLevel,Override",
        "11,1,1,9,8,0",
        "12,2,1,9,10,0",
        "13,2,2,9,0,0",
        "14,3,1,9,,1",
    ],
    "cbl_student_competencies": [
        "ID,StudentID,CompetencyID,Level,BaselineRating",
        "1,L-ana,1,9,8.50",
        "2,L-ben,1,9,",
    ],
}


def export(**changed: list[str]) -> bytes:
    """The tables, some of them with other lines: `export(skills=[…])`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, lines in TABLES.items():
            lines = changed.get(name.removeprefix("cbl_"), lines)
            archive.writestr(zipfile.ZipInfo(f"{name}.csv"), "\n".join(lines))
    return made.getvalue()


def with_line(name: str, old: str, new: str) -> list[str]:
    lines = TABLES[f"cbl_{name}"]
    assert old in lines
    return [new if line == old else line for line in lines]


def planned(raw: bytes, **options: Any) -> Plan:
    return api.plan(format="slate", raw=raw, file_name="slate.zip", options=options, by=BY)[1]


def bring(raw: bytes, **options: Any) -> Report:
    run, _plan = api.plan(format="slate", raw=raw, file_name="slate.zip", options=options, by=BY)
    return api.apply(run_uuid=run.uuid, by=BY)[1]


def said(told: Plan | Report, kind: str) -> list[tuple[str, str]]:
    """Row and field of each sentence of this kind."""
    found = [(one.row, one.field) for one in told.problems if one.kind == kind]
    assert found, f"nothing said of {kind}; said: {sorted({one.kind for one in told.problems})}"
    return found

"""A small district as csv texts: one district, one school, a term, a course, a class, a teacher, a child and her mother."""

import io
import zipfile

from headway.mastery.formats.oneroster import FILES_11, FILES_12

HEAD_11 = {
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,"
    "termSourcedIds,subjects,subjectCodes,periods",
    "users": "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,agentSourcedIds,grades,password",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
    "demographics": "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
    "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
}
USERS_12 = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,"
    "agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,"
    "preferredFamilyName,primaryOrgSourcedId,pronouns"
)
ROLES_12 = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId"

ROWS_11 = {
    "orgs": ["d1,,,River District,district,,", "s1,,,Elm School,school,0042,d1"],
    "academicSessions": ["y27,,,2026-27,schoolYear,2026-08-20,2027-06-10,,2027"],
    "courses": ["c1,,,y27,Ecology,ECO,\"06,07\",s1,Science,SCI"],
    "classes": ["k1,,,Ecology A,06,c1,ECO-A,scheduled,R 2,s1,y27,Science,SCI,\"1,3\""],
    "users": [
        "t1,,,true,s1,teacher,okoye,,Ada,Okoye,,,ada@example.org,,,,,",
        "l1,,,true,s1,student,maya,\"{LDAP:maya},{LTI:7}\",Maya,Ruiz,,1001,,,,p1,06,",
        "p1,,,true,s1,parent,ruiz,,Inés,Ruiz,,,,,,l1,,",
    ],
    "enrollments": ["e1,,,k1,s1,t1,teacher,true,,", "e2,,,k1,s1,l1,student,false,2026-08-20,"],
    "demographics": ["l1,,,2015-03-02,female,false,false,false,false,true,false,true,,,,"],
}  # fmt: skip


def csv_text(head, rows, end="\r\n"):
    return end.join([head, *rows]) + end


def files_11(**changed):
    """The texts of the small district in 1.1; `users=[…]` replaces rows, `users='…'` a whole text, `users=None` drops it."""
    files = {}
    for name in HEAD_11:
        value = changed.get(name, ROWS_11[name])
        if isinstance(value, (str, bytes)):
            files[name] = value
        elif value is not None:
            files[name] = csv_text(HEAD_11[name], value)
    return files


def manifest(version="1.1", **modes):
    names = FILES_12 if version == "1.2" else FILES_11
    rows = [f"file.{name},{modes.get(name, 'absent')}" for name in names]
    return csv_text("propertyName,value", ["manifest.version,1.0", f"oneroster.version,{version}", *rows])


def zip_of(files, folder=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(f"{folder}{name}" + ("" if "." in name else ".csv"), content)
    return out.getvalue()


def small(mode="bulk", version="1.1", **changed):
    """The bytes of the small district with some files changed."""
    files = files_11(**changed)
    modes = dict.fromkeys(files, mode)
    return zip_of({"manifest": manifest(version, **modes), **files})


def kinds(bundle, severity=None):
    return [p.kind for p in bundle.problems if severity in (None, p.severity)]


def only(bundle, kind):
    """The one problem of a kind."""
    (found,) = [p for p in bundle.problems if p.kind == kind]
    return found

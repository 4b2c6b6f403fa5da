"""Names of files and columns as real exporters misspell them, and what they mean.

Only what was seen, and what can mean nothing else: a guess about a column of children's records is not worth the risk.
"""

# File names seen in the wild; the standard's own table 2.1 has the first one.
MISSPELT_FILES = {
    "courseresourses": "courseResources",
    "enrolments": "enrollments",
    "academicsession": "academicSessions",
    "org": "orgs",
    "user": "users",
    "class": "classes",
    "course": "courses",
    "enrollment": "enrollments",
    "demographic": "demographics",
    "role": "roles",
}

# Column names seen in the wild, in lower case -> the standard's name. The second table is per file.
MISSPELT_COLUMNS = {
    "sourceid": "sourcedId",
    "sourced_id": "sourcedId",
    "datalastmodified": "dateLastModified",
    "datelastmodifed": "dateLastModified",
    "lastmodifieddate": "dateLastModified",
    "prefferedgivenname": "preferredGivenName",
    "prefferedmiddlename": "preferredMiddleName",
    "prefferedfamilyname": "preferredFamilyName",
    "preferedgivenname": "preferredGivenName",
    "preferedmiddlename": "preferredMiddleName",
    "preferedfamilyname": "preferredFamilyName",
    "given_name": "givenName",
    "family_name": "familyName",
    "userid": "userIds",
    "grade": "grades",
    "agents": "agentSourcedIds",
    "agentsourceids": "agentSourcedIds",
    "agentsourcedid": "agentSourcedIds",
    "orgsourceids": "orgSourcedIds",
    "classsourceid": "classSourcedId",
    "coursesourceid": "courseSourcedId",
    "schoolsourceid": "schoolSourcedId",
    "usersourceid": "userSourcedId",
    "termsourcedid": "termSourcedIds",
    "termsourceids": "termSourcedIds",
    "schoolyearid": "schoolYearSourcedId",
    "parentsourceid": "parentSourcedId",
}
MISSPELT_COLUMNS_OF = {
    "users": {"orgsourcedid": "orgSourcedIds", "enabled": "enabledUser"},
    "demographics": {"usersourcedid": "sourcedId", "dateofbirth": "birthDate"},
    "enrollments": {"startdate": "beginDate"},
    "roles": {"startdate": "beginDate"},
}

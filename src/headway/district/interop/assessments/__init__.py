"""Results of outside tests, from the files that publishers give."""

from headway.district.interop.assessments.importer import AssessmentsImporter

__all__ = ["IMPORTER"]

IMPORTER = AssessmentsImporter()

"""Questions of the adaptive check, from QTI packages and tables, onto the district's continuum."""

from headway.district.interop.questions.importer import QuestionsImporter

__all__ = ["IMPORTER"]

IMPORTER = QuestionsImporter()

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "headway.district.assessments"
    label = "assessments"

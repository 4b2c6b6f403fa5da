from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "headway.district.evidence"
    label = "evidence"

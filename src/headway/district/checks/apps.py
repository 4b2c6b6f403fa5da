from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "headway.district.checks"
    label = "checks"

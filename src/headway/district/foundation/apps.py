from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "headway.district.foundation"
    label = "foundation"

from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "headway.district.interop"
    label = "interop"

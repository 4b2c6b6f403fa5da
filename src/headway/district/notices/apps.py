from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "headway.district.notices"
    label = "notices"

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "headway.district.demo"
    label = "demo"

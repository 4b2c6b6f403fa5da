from django.apps import AppConfig


class PortalsConfig(AppConfig):
    name = "headway.district.portals"
    label = "portals"

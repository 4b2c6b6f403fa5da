from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "headway.district.site"
    label = "site"

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "headway.district.people"
    label = "people"

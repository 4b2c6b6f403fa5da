import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in cli/entry.py: workers share the cores already
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.district.site.settings")
application = get_wsgi_application()

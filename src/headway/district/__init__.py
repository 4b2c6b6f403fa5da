"""The running system of Headway: Django applications, portals and the command line."""

"""The inbox and how somebody wants to be told: pages of whoever is signed in, in no portal."""

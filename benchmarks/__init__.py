"""One measurement per promise. `make bench` runs them all, `make bench ONLY=class-grid` those whose name begins so.

Each figure says its goal and what it was measured against in the same run: a bare form of the same work, so that a
slow or busy machine slows both. Names stay the same from one version to the next.
"""

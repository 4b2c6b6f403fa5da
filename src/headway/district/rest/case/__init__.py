"""The CASE provider: competency frameworks that the district shares, for everybody who asks."""

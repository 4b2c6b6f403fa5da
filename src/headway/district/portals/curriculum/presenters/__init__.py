"""The continuum's facts as plain values for pages, one module per subject."""

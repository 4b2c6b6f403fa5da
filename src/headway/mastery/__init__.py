"""The mathematics of Headway: pure Python and columns, no Django, no clock, no input or output."""

"""Quick capture: what a page offers, what a form or a phone sends, and taking it in."""

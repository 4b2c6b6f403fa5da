"""Presenters that several portals share: facts of the doors in, plain values and finished sentences out. No rules.

facts      what a page about one learner asks the doors, once
voices     the same truth said to the learner or about her
standings  a standing as a glyph and as a sentence
steps      what is shown, growing, open and next, with who can help
lines      the strands of a domain as lines of steps
paces      pace in its honest form
pieces     evidence for a timeline
pictures   all of it together: where a learner is, and what is next
targets    one competency of one learner: the four questions
"""

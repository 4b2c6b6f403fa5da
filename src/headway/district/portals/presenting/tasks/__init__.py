"""The task bank as pages: the same for teachers and curriculum leads, each at a desk of their own.

desks     whose pages these are: addresses and frame
listing   the bank: filters, cards, the table
sheets    a task as a learner reads it
wholes    a task as adults read it
editing   the editor's fields, in and out
handling  requests in, answers out
"""

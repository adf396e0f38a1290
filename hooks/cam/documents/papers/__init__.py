"""The documents that stand beside pages: work plans, the mandates annex, the calendar, the Program, briefs on states.

`front` is what they share; each other module gathers the blocks of one of them from the views of the pages.
"""

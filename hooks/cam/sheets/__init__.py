"""Records as tables: one fact a row for programs, one record a row for people, and what describes both.

Every column follows from the model: `layout` says which there are, `filling` fills them, `facts` takes a record apart.
"""

"""The forge's forms, for those who do not edit: what they ask, how they are read, what becomes of them.

`questions` says what each form asks; `templates` writes it for the forge in every language; `links` leads to it.
`reading` finds the form and its answers in an issue, `answering` reads each answer. `records` makes a new record of
them, `meetings`, `translating` and `correcting` change one in place; `drafts` asks every rule, and `writing` writes.
"""

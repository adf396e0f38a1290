"""The effect of a change for readers: two states of the knowledge base, compared.

`base.py` fetches the state before, `side.py` reads one state, `drawn.py` draws its pages; `records.py`, `pages.py`,
`published.py`, `moves.py`, `findings.py` and `weight.py` each compare one thing, `whole.py` puts them together.
`told.py` says it in an editor's language, `written.py` writes that for a terminal or the forge, `marked.py` holds what
may stand in a comment there, and `comment.py` makes the comment of what a pull request's own code has written.
"""

"""Printable documents: the blocks of the pages once more, as PDF (typst) and DOCX.

`content` gathers a report as chapters of blocks, `flatten` turns them into the few things of `nodes`, and `pdf` and
`docx` write these. `freeze` keeps an edition for good.
"""

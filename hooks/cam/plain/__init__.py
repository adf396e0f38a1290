"""Pages as plain Markdown (CommonMark with the tables of GitHub): made of the blocks of the pages, never of their HTML.

`signs` keeps text from being read as markup, `inline` and `blocks` write what pages are built of, `wide` what is drawn
or chosen on the screen, `prose` the pages that editors write, `twin` whole files.
"""

"""The commands of `cam`: a module each, with its name, its arguments and what it does.

`add(parser, say)` declares the arguments and `run(root, options)` returns the exit code. `options.say` has the words
of the editor's language (words/<command>.yaml), `options.terminal` writes. What takes long to load is imported by
`run`, so that no other command waits for it.
"""

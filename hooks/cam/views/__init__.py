"""Views choose the data of a page and hand it, as blocks, to a template; they know no HTML and no file."""

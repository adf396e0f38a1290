"""The knowledge base of the OAS Committee on Migration Issues (CAM).

Facts come in as YAML records (`data/<kind>/<id>.yaml`) and leave as linked records, page bodies and files:

    yamlfile  reads one file, with the line of every value       model     the record types: the only schema
    store     loads, indexes and links everything (Catalogue)    checks    the rules, one small generator each
    text      chooses a language and knows translation states    wording   labels, dates, lists and plurals per language
    views     chooses the data of a page and fills a template    outputs   files built from the catalogue
    pages     writes the generated Markdown pages                site      builds the whole site, or leaves the last one

Nothing here imports MkDocs or the theme, and only `live`, `frame` and `site` look at the clock or the environment.
"""

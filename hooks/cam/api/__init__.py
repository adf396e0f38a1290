"""The API: every record as JSON, with schemas made from the model.

`cam.offers.api` says where everything stands, `cam.outputs.api` writes it. `base` is what all files have in common,
`records` makes what is published of a record, `entry` the files that lead there; `shapes` describes what stands around
the fields of the model; `schemas` and `openapi` describe the whole to programs.
"""

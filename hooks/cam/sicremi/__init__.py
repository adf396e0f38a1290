"""SICREMI's data request: forms for the correspondents, and what reads, checks and takes in a filled one.

`layout` is the one description of the form. `write_xlsx` and `write_csv` write it, `read_sheet` and `read_csv` read
it back after `safe_open` looked at the file, `checks` asks the rules, `intake` makes the record and its table.
"""

"""The Chair's report and the report to the General Assembly, drafted from the record for any period.

`period` is the stretch of time, `gathering` what the record holds of it, in no language. `chair` and `general_assembly`
say it as chapters, `parts` is what both share, `drafts` makes files of them. Nothing is said that no record says; where
the Chair alone can speak, a place is left.
"""

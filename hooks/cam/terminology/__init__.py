"""The words and signs of the texts: forms that the glossary rejects, typography, spelling.

`texts` gathers what people wrote, language by language; `terms`, `typography` and `spelling` read it.
"""

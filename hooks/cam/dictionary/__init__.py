"""The dictionary of fields: what every field of every kind of record holds, read from the model."""

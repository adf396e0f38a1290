"""Worker programs as tables, for ministries that keep lists of their own: what is written is what is read."""

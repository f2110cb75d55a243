"""`cairn evaluate`: a module for each question."""

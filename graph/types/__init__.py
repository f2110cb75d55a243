"""The types of the schema, one noun per module. Leaves are plain attributes: no resolver each."""

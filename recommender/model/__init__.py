"""The nouns: values that every station of a decision speaks of. No behaviour beyond their own."""

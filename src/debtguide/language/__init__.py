"""Text as text: normal form, clauses, words; knows nothing of debt or law."""

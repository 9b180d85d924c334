"""What knowledge authors run: check, test, stats, schema."""

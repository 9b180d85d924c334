"""From an understood question to ranked topics, with evidence."""

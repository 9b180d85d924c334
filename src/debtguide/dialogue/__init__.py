"""The conversation: what was said as acts and facts, the state it leads to, and what to ask next; knows no screen and no YAML."""

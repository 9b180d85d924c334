"""Case files: a conversation kept by the user's wish, and what can be made of it: Markdown, JSON, one page to print."""

"""YAML in, a compiled knowledge base out."""

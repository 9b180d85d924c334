"""The guide over a knowledge base, and conversations."""

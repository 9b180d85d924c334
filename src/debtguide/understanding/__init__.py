"""What an utterance says: concepts, and the clause that asks."""

"""From a match to an answer that can be shown or sent."""

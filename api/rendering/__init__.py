"""What is costly to make of an answer: made in processes of its own, within limits, and once for all who ask for it."""

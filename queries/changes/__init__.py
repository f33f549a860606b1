"""What changed between two versions, in words."""

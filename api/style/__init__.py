"""The look of the website: its design tokens, and those of a house style that goes before them."""

"""An answer written out: one module for each kind of file, and one that chooses between them."""

"""From a question and the values of its parameters to rows, and how far those can be trusted."""

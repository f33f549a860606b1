"""HTTP itself: negotiation, headers, errors and languages. Nothing here knows what is served."""

"""What each file of a network is called, and its media type; who writes one is said where rows are written too."""

#: Short name to media type; of those that share one, the first is given to who asks for no more than the type.
NETWORK_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "csv-nodes": "text/csv",
    "csv-excel": "text/csv",
    "zip": "application/zip",
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "html-file": "text/html",
}

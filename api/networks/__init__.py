"""Networks as pages, the REST API, files and commands share them: from a question to a picture and its twins."""

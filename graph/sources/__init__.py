"""What is read from outside: files of data, the documents that evidence points into, and rules in `.rq` files."""

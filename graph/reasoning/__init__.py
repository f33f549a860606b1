"""What follows from what is stated: the ontology compiled to rules, and the rules applied to the data."""

"""The label stream: which task a person gets next, and the places that keep overlap exact."""

"""What people and models say of a task: annotations with every version, drafts, predictions."""

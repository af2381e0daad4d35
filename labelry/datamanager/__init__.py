"""The data manager: lists of tasks with all that is known of them, columns, bulk actions."""

"""Background work that lives in the database, behind the `django-tasks` interface.

A job is a row with a lease. Whoever runs it renews the lease; when a worker dies the lease runs
out, and the next worker goes on from the job's cursor.
"""

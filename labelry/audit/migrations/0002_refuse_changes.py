"""Have the database itself refuse to change the trail.

A delete is refused by PostgreSQL alone: on SQLite a delete is also how Django empties a test's
tables, which PostgreSQL does by TRUNCATE.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE ON audit_auditentry
BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END
"""
POSTGRESQL = """
CREATE FUNCTION audit_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'an audit entry is never changed or deleted'; END $$;
CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE ON audit_auditentry
FOR EACH ROW EXECUTE FUNCTION audit_entry_is_final()
"""


def refuse(_apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if postgresql else SQLITE)


def allow(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_entry_is_final ON audit_auditentry")
        schema_editor.execute("DROP FUNCTION audit_entry_is_final()")
    else:
        schema_editor.execute("DROP TRIGGER audit_entry_is_final")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]

-- Lets PgBouncer check passwords of whoever signs in through it. Run by a superuser in the database dutydesk; put a password of your own.
CREATE ROLE pgbouncer LOGIN PASSWORD 'change-this';
CREATE SCHEMA pgbouncer;
GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer;
CREATE FUNCTION pgbouncer.secret(name text) RETURNS TABLE (username text, password text)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$ SELECT rolname::text, rolpassword::text FROM pg_authid WHERE rolname = name AND NOT rolsuper $$;
REVOKE ALL ON FUNCTION pgbouncer.secret(text) FROM public;
GRANT EXECUTE ON FUNCTION pgbouncer.secret(text) TO pgbouncer;

-- One of every kind of object, in a form that every major version knows.
CREATE EXTENSION hstore;
CREATE TYPE role AS ENUM ('USER', 'ADMIN');
CREATE DOMAIN email AS text DEFAULT 'none@' CONSTRAINT at CHECK (VALUE ~ '@');
CREATE TYPE addr AS (street text, zip varchar(10) COLLATE "C");
CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE COLLATION plain (LOCALE = 'C');
CREATE COLLATION german (PROVIDER = icu, LOCALE = 'de');
CREATE SEQUENCE numbers INCREMENT 5 CACHE 2;
CREATE TABLE people (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name varchar(50) NOT NULL COLLATE "C",
  email email UNIQUE,
  role role NOT NULL DEFAULT 'USER',
  state varchar(10) DEFAULT 'new' CHECK (state IN ('new', 'old', 'gone')),
  balance numeric(12, 2) NOT NULL DEFAULT -1.5 CHECK (balance BETWEEN -100 AND 100 OR role = 'ADMIN'),
  twice numeric GENERATED ALWAYS AS (balance * 2) STORED,
  meta jsonb DEFAULT '{}',
  home addr,
  active span,
  born date DEFAULT CURRENT_DATE,
  parent bigint REFERENCES people ON DELETE SET NULL DEFERRABLE,
  CONSTRAINT whole CHECK ((state, born) IS NOT NULL) NO INHERIT,
  CONSTRAINT apart EXCLUDE USING gist (active WITH &&));
ALTER TABLE people ADD CONSTRAINT later CHECK (name <> '') NOT VALID;
CREATE TABLE logs (id serial, at timestamptz NOT NULL, body text) PARTITION BY RANGE (at);
CREATE TABLE logs_24 PARTITION OF logs FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE INDEX ON logs (at);
CREATE TABLE kin () INHERITS (people);
CREATE UNLOGGED TABLE scratch (LIKE people INCLUDING DEFAULTS) WITH (fillfactor = 70);
CREATE UNIQUE INDEX by_name ON people (lower(name), born DESC) WHERE role = 'ADMIN';
CREATE INDEX by_meta ON people USING gin (meta jsonb_path_ops);
CREATE INDEX by_state ON people (state DESC NULLS LAST, born NULLS FIRST) INCLUDE (balance);
CREATE VIEW admins AS SELECT p.id, p.name, count(k.id) AS kin FROM people AS p LEFT JOIN kin AS k ON k.parent = p.id WHERE p.role = 'ADMIN' GROUP BY p.id, p.name;
CREATE MATERIALIZED VIEW totals AS SELECT state, sum(balance) AS total FROM people GROUP BY state;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.meta := '{}'; RETURN NEW; END $$;
CREATE FUNCTION plus(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM app.scratch';
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE TRIGGER touch BEFORE UPDATE OF name ON people FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION touch();
CREATE TRIGGER touch AFTER INSERT ON logs FOR EACH ROW EXECUTE FUNCTION touch();
CREATE RULE keep AS ON DELETE TO scratch WHERE OLD.id > 5 DO INSTEAD NOTHING;
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON people FOR SELECT TO reader USING (name = CURRENT_USER AND role IN ('USER', 'ADMIN'));
CREATE STATISTICS together (ndistinct, dependencies) ON state, role FROM people;
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION watch();
CREATE CAST (addr AS text) WITH INOUT AS ASSIGNMENT;
CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ===);
CREATE OPERATOR CLASS ints FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
CREATE CONVERSION latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE LANGUAGE lang HANDLER plpgsql_call_handler;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER there FOREIGN DATA WRAPPER far OPTIONS (host 'elsewhere', token 'hunter22');
CREATE USER MAPPING FOR reader SERVER there OPTIONS (user 'me', password 'hunter22');
CREATE FOREIGN TABLE remote (id int OPTIONS (name 'ID')) SERVER there OPTIONS (name 'T', password 'hunter22');
CREATE PUBLICATION news FOR TABLE people, logs;
CREATE SUBSCRIPTION feed CONNECTION 'host=elsewhere password=hunter22' PUBLICATION olds WITH (connect = false);
GRANT ALL ON people TO writer;
GRANT SELECT (id, name) ON people TO reader;
GRANT EXECUTE ON FUNCTION plus(int, int) TO reader WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader;
COMMENT ON TABLE people IS 'who';
COMMENT ON COLUMN people.name IS 'how they are called';

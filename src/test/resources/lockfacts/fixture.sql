-- What the forms are tried on. The rows are few: what is scanned and rewritten is counted, not timed.
CREATE TYPE side AS ENUM ('buy', 'sell');
CREATE TYPE place AS (street text, town text);
CREATE DOMAIN amount AS numeric CHECK (VALUE >= 0);
CREATE DOMAIN loose AS numeric;
CREATE DOMAIN checked AS numeric;
ALTER DOMAIN checked ADD CONSTRAINT checked_small CHECK (VALUE < 1000) NOT VALID;

CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE trades (
    id int PRIMARY KEY,
    user_id int,
    owner_id int REFERENCES users,
    symbol varchar(10) NOT NULL,
    code varchar(10),
    price numeric(10, 2),
    loosely loose,
    checkedly checked,
    at timestamp,
    at_zone timestamptz,
    pause interval(3),
    bits int,
    body text,
    where_ place,
    number serial,
    doubled int GENERATED ALWAYS AS (bits * 2) STORED,
    proven int,
    CONSTRAINT trades_bits CHECK (bits > 0),
    CONSTRAINT trades_proven CHECK (proven IS NOT NULL)
);
INSERT INTO users SELECT i, 'u' || i FROM generate_series(1, 50) i;
INSERT INTO trades (id, user_id, owner_id, symbol, code, price, loosely, checkedly, at, at_zone, pause, bits, body, proven)
SELECT i, i % 50 + 1, i % 50 + 1, 'S' || i, 'C' || i, i, i, i, now(), now(), '1 s', i, 'b', i
FROM generate_series(1, 500) i;
ALTER TABLE trades ADD CONSTRAINT trades_price CHECK (price >= 0) NOT VALID;
ALTER TABLE trades ADD CONSTRAINT trades_user FOREIGN KEY (user_id) REFERENCES users NOT VALID;
CREATE INDEX trades_symbol ON trades (symbol);
CREATE INDEX trades_old ON trades (code);
CREATE INDEX trades_older ON trades (code, symbol);
CREATE UNIQUE INDEX trades_number ON trades (number);
CREATE STATISTICS trades_stats ON symbol, code FROM trades;
CLUSTER trades USING trades_pkey;

CREATE TABLE fills (id int PRIMARY KEY, trade_id int CONSTRAINT fills_trade REFERENCES trades, bits int);
INSERT INTO fills SELECT i, i, i FROM generate_series(1, 100) i;

-- Without a key, and with what a key needs; without anybody that points to it.
CREATE TABLE notes (id int NOT NULL, other int, body text, kind_id int, kind char(1) DEFAULT 'a');
INSERT INTO notes SELECT i, i, 'n' || i, i % 50 + 1, 'a' FROM generate_series(1, 500) i;
CREATE UNIQUE INDEX notes_id ON notes (id);
CREATE UNIQUE INDEX notes_other ON notes (other);
CREATE TABLE counted (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text);
INSERT INTO counted (body) SELECT 'c' FROM generate_series(1, 100);
CREATE UNLOGGED TABLE fleeting (id int PRIMARY KEY, body text);
INSERT INTO fleeting SELECT i, 'f' FROM generate_series(1, 100) i;

CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION twice(i int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT i * 2';
CREATE PROCEDURE idle() LANGUAGE sql AS 'SELECT 1';
CREATE TRIGGER noticed BEFORE UPDATE ON trades FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE RULE quiet AS ON DELETE TO notes DO ALSO NOTHING;
CREATE POLICY own ON trades USING (true);

CREATE TABLE events (id int NOT NULL, day int NOT NULL, body varchar(10), user_id int, spare int) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (10);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT i, i % 19 + 1, 'e', i, 1 FROM generate_series(1, 200) i;
CREATE INDEX events_body ON events (body);
CREATE TABLE loose_events (id int NOT NULL, day int NOT NULL, body varchar(10), user_id int, spare int);
INSERT INTO loose_events VALUES (1, 31, 'e', 1, 1);
CREATE TABLE fit_events (LIKE loose_events INCLUDING ALL, CHECK (day >= 41 AND day < 50));
CREATE INDEX ON fit_events (body);
INSERT INTO fit_events VALUES (1, 41, 'e', 1, 1);

-- Partitions without a default one.
CREATE TABLE logs (id int NOT NULL, day int NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (10);
CREATE TABLE logs_2 PARTITION OF logs FOR VALUES FROM (10) TO (20);
CREATE TABLE logs_3 PARTITION OF logs FOR VALUES FROM (20) TO (30);
CREATE TABLE new_logs (id int NOT NULL, day int NOT NULL);
INSERT INTO new_logs VALUES (1, 31);
CREATE TABLE fit_logs (LIKE new_logs INCLUDING ALL, CHECK (day >= 41 AND day < 50));
INSERT INTO fit_logs VALUES (1, 41);
INSERT INTO events VALUES (1000, 90, 'e', 1, 1);
INSERT INTO logs SELECT i, i % 19 + 1 FROM generate_series(1, 100) i;

CREATE TABLE ancestors (id int, body text);
CREATE TABLE heirs () INHERITS (ancestors);
CREATE TABLE strangers (id int, body text);
CREATE TABLE places OF place;
CREATE TABLE towns (street text, town text);

CREATE VIEW seen AS SELECT id, email FROM users;
CREATE MATERIALIZED VIEW kept AS SELECT id, email FROM users;
CREATE UNIQUE INDEX kept_id ON kept (id);
CREATE SEQUENCE tickets;
CREATE SCHEMA elsewhere;
CREATE SCHEMA small;
CREATE TABLE small.things (id int PRIMARY KEY);
CREATE TYPE spare_type AS ENUM ('a');
CREATE DOMAIN spare_domain AS int;
CREATE FUNCTION spare_function() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE INDEX twice_index ON trades (twice(bits));
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (10);
CREATE INDEX parts_id ON ONLY parts (id);
CREATE INDEX parts_1_id ON parts_1 (id);
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE FOREIGN DATA WRAPPER dummy;
CREATE SERVER far FOREIGN DATA WRAPPER dummy;
CREATE FOREIGN TABLE distant (id int) SERVER far;
CREATE PUBLICATION news FOR TABLE notes;
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    EXECUTE 'ALTER TABLE trades ADD CONSTRAINT trades_code NOT NULL code NOT VALID';
  END IF;
END $$;
ANALYZE;

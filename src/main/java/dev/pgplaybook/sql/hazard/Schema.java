package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ReadStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema as far as it is known while files are read: what a target's catalogs said, or the files before, and what the statements so
 * far have made of it. Names are found as the default search path would.
 */
public final class Schema {

    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
    final Map<String, List<String>> enums = new HashMap<>();
    final Set<String> constrainedDomains = new HashSet<>();
    private final Facts facts;
    private int file;

    /** Begins with what a target's catalogs said. */
    public Schema(Facts facts) {
        this.facts = facts;
        facts.tables().forEach(table -> tables.put(Names.last(table.name()), Table.of(table)));
        facts.enums().forEach((name, labels) -> enums.put(Names.last(name), labels));
        facts.constrainedDomains().forEach(name -> constrainedDomains.add(Names.last(name)));
    }

    /**
     * A column.
     *
     * @param value its default, as written
     * @param madeIn the number of the file that added it; 0 where it was there before
     */
    public record Column(
            String name, String type, boolean notNull, Optional<String> value, boolean numbered, int madeIn) {}

    /** An index, or what a key constraint keeps as one. */
    public record Index(
            String name, boolean unique, boolean primary, boolean valid, List<String> columns, boolean partial) {

        public Index {
            columns = List.copyOf(columns);
        }

        private Index meant() {
            return new Index(Names.last(name), unique, primary, valid, Schema.meant(columns), partial);
        }
    }

    /** A constraint, by its kind in capitals. */
    public record Rule(
            String name,
            String kind,
            List<String> columns,
            Optional<String> references,
            String condition,
            boolean validated) {

        public Rule {
            columns = List.copyOf(columns);
        }

        private Rule meant() {
            return new Rule(Names.last(name), kind, Schema.meant(columns), references, condition, validated);
        }
    }

    /** A table, as far as it is known. */
    public static final class Table {
        private final String name;
        private final int madeIn;
        private final boolean whole;
        final OptionalLong rows;
        boolean partitioned;
        boolean hasDefaultPartition;
        int partitions;
        Optional<String> replicaIdentity = Optional.empty();
        final Map<String, Column> columns = new LinkedHashMap<>();
        final Map<String, Index> indexes = new LinkedHashMap<>();
        final Map<String, Rule> rules = new LinkedHashMap<>();
        final List<String> partitionKeys = new ArrayList<>();

        Table(String name, int madeIn, boolean whole, OptionalLong rows) {
            this.name = name;
            this.madeIn = madeIn;
            this.whole = whole;
            this.rows = rows;
        }

        static Table of(TableFacts facts) {
            Table table = new Table(facts.name(), 0, true, facts.rows());
            facts.columns().forEach(column -> table.columns.put(Name.meant(column.name()), column));
            facts.indexes().forEach(index -> table.indexes.put(Names.last(index.name()), index.meant()));
            facts.rules().forEach(rule -> table.rules.put(Names.last(rule.name()), rule.meant()));
            table.partitioned = facts.partitioned();
            table.hasDefaultPartition = facts.hasDefaultPartition();
            table.partitions = facts.partitions();
            table.replicaIdentity = facts.replicaIdentity();
            return table;
        }

        public String name() {
            return name;
        }

        /** Whether all its columns, indexes and constraints are known. */
        public boolean isWhole() {
            return whole;
        }

        public OptionalLong rows() {
            return rows;
        }

        public boolean isPartitioned() {
            return partitioned;
        }

        public boolean hasDefaultPartition() {
            return hasDefaultPartition;
        }

        public int partitions() {
            return partitions;
        }

        public Optional<String> replicaIdentity() {
            return replicaIdentity;
        }

        public List<String> partitionKeys() {
            return partitionKeys;
        }

        public Optional<Column> column(String column) {
            return Optional.ofNullable(columns.get(Name.meant(column)));
        }

        public List<Index> indexes() {
            return List.copyOf(indexes.values());
        }

        public List<Rule> rules() {
            return List.copyOf(rules.values());
        }
    }

    /** What these scripts, one behind the other, make of an empty database. */
    public static Schema after(List<Script> scripts) {
        Schema schema = new Schema(Facts.NONE);
        Unfolding unfolding = new Unfolding(schema);
        for (Script script : scripts) {
            schema.beginFile(schema.file + 1);
            script.statements()
                    .forEach(statement -> ReadStatement.of(statement).changes().forEach(unfolding::take));
        }
        schema.beginFile(schema.file + 1);
        return schema;
    }

    private static List<String> meant(List<String> names) {
        return names.stream().map(Name::meant).toList();
    }

    /** Begins another file: what is made from here on is new to it. */
    void beginFile(int number) {
        file = number;
    }

    /** The number of the file at hand, which what it makes carries. */
    public int fileNumber() {
        return file;
    }

    Facts facts() {
        return facts;
    }

    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(Names.last(name)));
    }

    /** Whether it may hold rows and be in use: it was not made by this file, and a target that is known has it. */
    public boolean isThere(String name) {
        Table table = tables.get(Names.last(name));
        if (facts.known()) {
            return table != null && table.madeIn == 0;
        }
        return table == null || table.madeIn != file || file == 0;
    }

    /** Whether the file at hand made it. */
    public boolean isNew(String name) {
        Table table = tables.get(Names.last(name));
        return table != null && table.madeIn == file && file != 0;
    }

    public OptionalLong rows(String name) {
        Table table = tables.get(Names.last(name));
        return table == null ? OptionalLong.empty() : table.rows;
    }

    public Optional<Column> column(String table, String column) {
        return table(table).flatMap(t -> t.column(column));
    }

    /** Whether the file at hand added the column to a table that was there. */
    public boolean isNewColumn(String table, String column) {
        return column(table, column).filter(c -> c.madeIn() == file).isPresent();
    }

    public Optional<Rule> constraint(String table, String name) {
        return table(table).map(t -> t.rules.get(Names.last(name)));
    }

    public Optional<Table> tableOfIndex(String index) {
        String key = Names.last(index);
        return tables.values().stream()
                .filter(table -> table.indexes.containsKey(key))
                .findFirst();
    }

    public Optional<Index> index(String name) {
        return tableOfIndex(name).map(table -> table.indexes.get(Names.last(name)));
    }

    /** The tables to which foreign keys of this one point. */
    public List<String> linkedBy(String name) {
        return table(name).stream()
                .flatMap(table -> table.rules.values().stream())
                .flatMap(rule -> rule.references().stream())
                .filter(other -> !Name.isSame(other, name))
                .distinct()
                .toList();
    }

    public Optional<List<String>> labels(String type) {
        return Optional.ofNullable(enums.get(Names.last(type)));
    }

    public boolean isConstrainedDomain(String type) {
        return constrainedDomains.contains(Names.last(type));
    }

    /** Whether a validated CHECK says that the column holds no NULL. */
    public boolean isProvenNotNull(String table, String column) {
        String meant = Name.meant(column);
        return table(table).stream()
                .flatMap(t -> t.rules.values().stream())
                .filter(rule -> rule.validated() && rule.kind().equals("CHECK"))
                .anyMatch(rule -> saysNotNull(rule.condition(), meant));
    }

    static boolean saysNotNull(String condition, String column) {
        String plain = Name.meant(condition)
                .replaceAll("[()]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.equals(column.toLowerCase(java.util.Locale.ROOT) + " is not null")
                || plain.equals(column + " is not null");
    }

    Map<String, Table> tables() {
        return tables;
    }

    void put(Table table) {
        tables.put(Names.last(table.name), table);
        gone.remove(Names.last(table.name));
    }

    void remove(String name) {
        tables.remove(Names.last(name));
        gone.add(Names.last(name));
    }

    /** The table, made up with nothing known of it where it has not been heard of. */
    Table heardOf(String name) {
        String key = Names.last(name);
        @Nullable Table known = tables.get(key);
        if (known != null) {
            return known;
        }
        Table table = new Table(name, facts.known() ? file : 0, false, OptionalLong.empty());
        tables.put(key, table);
        return table;
    }
}

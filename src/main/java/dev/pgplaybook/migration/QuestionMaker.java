package dev.pgplaybook.migration;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.NewColumn;
import dev.pgplaybook.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the question that a demand comes down to, where what is pending before it lets the rows of today answer it. */
final class QuestionMaker {

    private static final Pattern LENGTH = Pattern.compile(
            "(?is)\\s*(?:varchar|character\\s+varying|char|character|bpchar|nchar)\\s*\\(\\s*([0-9]+)\\s*\\)\\s*");

    private final TargetTables tables;
    private final PendingChanges changes;

    QuestionMaker(TargetTables tables, PendingChanges changes) {
        this.tables = tables;
        this.changes = changes;
    }

    /** Empty where no row can be in the way, whatever the rows are. */
    Optional<Foreseen> foresee(Migration migration, DataDemand demand) {
        String table = demand.site().table();
        boolean there = changes.isThere(table);
        boolean unknown = changes.isRenamed(table) || changes.writer(table).isPresent();
        if (!there && !unknown) {
            return Optional.empty();
        }
        return obstacle(demand)
                .map(why -> Optional.of(Foreseen.unasked(demand, migration, why)))
                .orElseGet(() -> asked(migration, demand));
    }

    private Optional<String> obstacle(DataDemand demand) {
        String table = demand.site().table();
        if (changes.opaque().isPresent()) {
            return changes.opaque();
        }
        if (demand instanceof DataDemand.Other other) {
            return Optional.of(other.what());
        }
        if (changes.isRenamed(table)) {
            return Optional.of("what is pending renames a table to " + table);
        }
        Optional<String> written = written(table);
        if (written.isPresent()) {
            return written;
        }
        return demand.mentions().stream()
                .filter(column -> changes.isDisturbed(table, column))
                .map(column -> "what is pending before it changes the column " + column)
                .findFirst()
                .or(() -> demand instanceof DataDemand.Reference reference
                        ? referencedObstacle(reference)
                        : Optional.empty());
    }

    private Optional<String> referencedObstacle(DataDemand.Reference demand) {
        String table = demand.referenced();
        boolean changed = changes.isRenamed(table)
                || demand.referencedColumns().stream()
                        .anyMatch(c -> changes.isDisturbed(table, c)
                                || changes.added(table, c).isPresent());
        return changed ? Optional.of("what is pending before it changes " + table) : written(table);
    }

    private Optional<String> written(String table) {
        return changes.writer(table)
                .map(Statement::location)
                .map(at -> "rows of " + table + " are changed before it, at " + at);
    }

    private Optional<Foreseen> asked(Migration migration, DataDemand demand) {
        String table = demand.site().table();
        List<NewColumn> added = demand.mentions().stream()
                .flatMap(column -> changes.added(table, column).stream())
                .toList();
        if (isGiven(demand, added)) {
            return Optional.empty();
        }
        if (demand instanceof DataDemand.NotNull && !added.isEmpty()) {
            return Optional.of(foreseen(migration, demand, RowQuestion.rows(table, "true"), true));
        }
        if (!added.stream().allMatch(NewColumn::isSteady)) {
            return Optional.of(Foreseen.unasked(
                    demand, migration, "what its new column will hold is known only when it is there"));
        }
        return Optional.of(question(demand, RowQuestion.from(table, added))
                .map(question -> foreseen(migration, demand, question, !added.isEmpty()))
                .orElseGet(() -> Foreseen.unasked(demand, migration, "its new type is still to be made")));
    }

    private Foreseen foreseen(Migration migration, DataDemand demand, RowQuestion question, boolean adds) {
        return new Foreseen(demand, migration, Optional.of(question), "", !changes.anyRows(), adds);
    }

    /** What a new column holds may be all that is asked. */
    private static boolean isGiven(DataDemand demand, List<NewColumn> added) {
        if (demand instanceof DataDemand.NotNull) {
            return added.stream().anyMatch(column -> !column.isNull());
        }
        boolean anyNull = added.stream().anyMatch(NewColumn::isNull);
        if (demand instanceof DataDemand.Unique unique) {
            List<String> keys = unique.keys().stream().map(Name::meant).toList();
            return added.stream()
                    .filter(column -> keys.contains(Name.meant(column.column())))
                    .anyMatch(column -> column.numbered() || (column.isNull() && !unique.nullsEqual()));
        }
        return demand instanceof DataDemand.Reference reference && anyNull && !reference.full();
    }

    private Optional<RowQuestion> question(DataDemand demand, String from) {
        if (demand instanceof DataDemand.NotNull d) {
            return Optional.of(RowQuestion.rows(from, d.column() + " IS NULL"));
        }
        if (demand instanceof DataDemand.Unique d) {
            return Optional.of(RowQuestion.unique(from, d));
        }
        if (demand instanceof DataDemand.Check d) {
            return Optional.of(RowQuestion.rows(from, "(" + d.condition() + ") IS FALSE"));
        }
        if (demand instanceof DataDemand.Reference d) {
            return Optional.of(RowQuestion.reference(from, d, referenced(d)));
        }
        return demand instanceof DataDemand.Conversion d ? conversion(d, from) : Optional.empty();
    }

    /** A table that is still to be made has no row to refer to. */
    private List<String> referenced(DataDemand.Reference demand) {
        if (!changes.isThere(demand.referenced())) {
            return List.of();
        }
        return demand.referencedColumns().isEmpty()
                ? tables.primaryKey(demand.referenced())
                : demand.referencedColumns();
    }

    private Optional<RowQuestion> conversion(DataDemand.Conversion demand, String from) {
        String value = demand.using().orElse(demand.column());
        Optional<List<String>> labels = changes.labels(demand.type());
        if (labels.isPresent()) {
            return castTo(demand.type(), value).map(text -> RowQuestion.rows(from, outside(text, labels.get())));
        }
        Matcher length = LENGTH.matcher(demand.type());
        if (length.matches()) {
            // Only blanks may be cut off when a column gets its new type, where a cast in a query would cut anything.
            String tooLong = "length(rtrim((" + value + ")::text, ' ')) > " + length.group(1);
            return Optional.of(RowQuestion.rows(from, tooLong));
        }
        return Optional.of(RowQuestion.trial(from, "CAST((" + value + ") AS " + demand.type() + ")"));
    }

    private static String outside(String text, List<String> labels) {
        String list = labels.stream().map(Identifiers::literal).collect(Collectors.joining(", "));
        return "(" + text + ")::text NOT IN (" + list + ")";
    }

    /** What is cast to the type, in {@code (status::text::"Status_new")}: the new type itself cannot be named yet. */
    private static Optional<String> castTo(String type, String value) {
        String inner = value.strip();
        while (inner.startsWith("(") && inner.endsWith(")")) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        int cast = inner.lastIndexOf("::");
        boolean toType = cast > 0 && Name.isSame(inner.substring(cast + 2).strip(), type);
        return toType
                ? Optional.of(inner.substring(0, cast))
                : inner.contains("::") ? Optional.empty() : Optional.of(inner);
    }
}

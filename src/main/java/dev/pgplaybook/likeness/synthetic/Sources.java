package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.synthetic.LoadOrder.Turn;
import dev.pgplaybook.likeness.synthetic.Table.Column;
import dev.pgplaybook.likeness.synthetic.Table.ForeignKey;
import dev.pgplaybook.sql.Expression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds where each column of a table gets its values from. */
final class Sources {

    private static final Pattern CONSTANT = Pattern.compile("'((?:[^']|'')*)'::[^(]*");

    /**
     * What was found.
     *
     * @param restrictions what the table's conditions were understood to ask
     * @param isComplete whether that is all that they ask
     * @param conditions what the server must sort out besides
     * @param obstacle why the table must stay empty
     */
    record Found(
            List<Source> sources,
            Restrictions restrictions,
            boolean isComplete,
            List<String> conditions,
            Optional<String> obstacle) {

        static Found nothing(String obstacle) {
            return new Found(List.of(), new Restrictions(), false, List.of(), Optional.of(obstacle));
        }
    }

    private final Session session;
    private final Types types;
    private final ValuesOfType values;
    private final Map<Long, Table> tables;

    Sources(Session session, Map<Long, Table> tables) {
        this.session = session;
        this.types = new Types(session);
        this.values = new ValuesOfType(types, new Trial(session));
        this.tables = tables;
    }

    /** @param constants whether columns in conditions that are not understood take the constants that stand there */
    Found of(Turn turn, long wanted, boolean constants) {
        Table table = turn.table();
        Restrictions restrictions = new Restrictions();
        Set<String> literals = new LinkedHashSet<>();
        Set<String> doubtful = new HashSet<>();
        for (Table.Check check : table.checks()) {
            Expression condition = Expression.of(check.condition());
            boolean before = restrictions.isComplete();
            restrictions.require(condition);
            if (!Restrictions.of(condition).isComplete() || !before) {
                Literals.in(condition, literals);
                table.columns().stream()
                        .map(Column::name)
                        .filter(check.condition()::contains)
                        .forEach(doubtful::add);
            }
        }
        boolean placed = Partitions.restrict(table, restrictions);
        List<Source> sources = new ArrayList<>();
        Set<String> done = new HashSet<>();
        List<String> conditions = new ArrayList<>();
        for (ForeignKey key : longestFirst(table)) {
            Optional<String> obstacle = reference(turn, key, wanted, sources, done, conditions);
            if (obstacle.isPresent()) {
                return Found.nothing(obstacle.get());
            }
        }
        boolean referencesRestricted = done.stream().anyMatch(column -> isRestricted(restrictions, column));
        for (Column column : table.columns()) {
            if (done.contains(column.name())) {
                continue;
            }
            Restriction on = restrictions.on(column.name());
            boolean asksServer = constants && doubtful.contains(column.name()) && !isInKey(table, column.name());
            Optional<Values> found = asksServer ? candidates(column, literals) : ordinary(table, column, on);
            if (found.isPresent()) {
                sources.add(Source.of(column.name(), found.get()));
            } else if (column.notNull() && column.fallback().isEmpty()) {
                Type type = types.get(column.type());
                return Found.nothing("no value is known for " + column.name() + " of the type " + type.name());
            }
        }
        boolean complete = restrictions.isComplete() && placed && !referencesRestricted && conditions.isEmpty();
        return new Found(sources, restrictions, complete, conditions, Optional.empty());
    }

    private static boolean isRestricted(Restrictions restrictions, String column) {
        return restrictions.columns().containsKey(column);
    }

    private static boolean isInKey(Table table, String column) {
        return table.keys().stream()
                .anyMatch(key -> key.columns().contains(column)
                        || key.expressions().stream().anyMatch(e -> e.contains(column)));
    }

    /** A default that is a constant is what most rows hold. */
    private Optional<Values> ordinary(Table table, Column column, Restriction restriction) {
        char category = types.get(column.type()).category();
        Matcher constant = CONSTANT.matcher(column.fallback().orElse(""));
        boolean free = restriction.allowed().isEmpty() && !isInKey(table, column.name());
        if (free && (category == 'S' || category == 'E') && constant.matches()) {
            return Optional.of(new ListValues(List.of(constant.group(1).replace("''", "'"))));
        }
        return values.find(column.name(), column.type(), column.modifier(), restriction);
    }

    private Optional<Values> candidates(Column column, Set<String> literals) {
        Optional<Values> ordinary = values.find(column.name(), column.type(), column.modifier(), new Restriction());
        Set<String> all = new LinkedHashSet<>(literals);
        ordinary.ifPresent(found -> {
            for (long n = 0; n < Math.min(8, found.size()); n++) {
                all.add(found.get(n));
            }
        });
        Type type = types.get(column.type());
        String name = session.one("SELECT format_type(?, ?)", type.oid(), column.modifier())
                .text(0);
        List<String> accepted = new Trial(session)
                .accepted(name, all).stream()
                        .filter(text -> isWhole(type, column.modifier(), text))
                        .toList();
        return accepted.isEmpty() ? ordinary : Optional.of(new ListValues(accepted));
    }

    /** A cast cuts a text off where COPY refuses it. */
    private static boolean isWhole(Type type, int modifier, String text) {
        return type.category() != 'S' || modifier < 4 || text.length() <= modifier - 4;
    }

    /** One that takes part of another's columns along is then kept by itself, most of the time. */
    private static List<ForeignKey> longestFirst(Table table) {
        return table.foreignKeys().stream()
                .sorted(Comparator.comparingInt(
                        (ForeignKey key) -> -key.columns().size()))
                .toList();
    }

    /** Gives why the table must stay empty, where nothing is there to refer to. */
    private Optional<String> reference(
            Turn turn, ForeignKey key, long wanted, List<Source> sources, Set<String> done, List<String> conditions) {
        Table table = turn.table();
        Table referenced = tables.get(key.referenced());
        boolean nullable = table.allowsNull(key.columns());
        if (turn.open().contains(key) || referenced == null) {
            if (nullable) {
                done.addAll(key.columns());
            }
            return Optional.empty();
        }
        if (key.columns().stream().anyMatch(done::contains)) {
            shared(table, key, referenced, wanted, sources, done, conditions);
            return Optional.empty();
        }
        done.addAll(key.columns());
        List<Values> keys = KeyPool.read(session, referenced, key.referencedColumns(), wanted);
        if (keys.get(0).size() == 0) {
            return nullable ? Optional.empty() : Optional.of("it refers to " + referenced.shown() + ", which is empty");
        }
        sources.add(Source.ofKeys(key.columns(), keys));
        return Optional.empty();
    }

    /** Some of its columns have their values by another reference: the rest is NULL where it may, or the server sorts the rows out. */
    private void shared(
            Table table,
            ForeignKey key,
            Table referenced,
            long wanted,
            List<Source> sources,
            Set<String> done,
            List<String> conditions) {
        List<String> rest =
                key.columns().stream().filter(column -> !done.contains(column)).toList();
        done.addAll(rest);
        if (rest.stream().anyMatch(column -> table.allowsNull(List.of(column)))) {
            return;
        }
        for (String column : rest) {
            String target = key.referencedColumns().get(key.columns().indexOf(column));
            sources.add(Source.of(
                    column,
                    KeyPool.read(session, referenced, List.of(target), wanted).get(0)));
        }
        String equal = key.columns().stream()
                .map(
                        column -> "r."
                                + Identifiers.quote(key.referencedColumns()
                                        .get(key.columns().indexOf(column))) + " = s." + Identifiers.quote(column))
                .collect(Collectors.joining(" AND "));
        String anyNull = key.columns().stream()
                .map(column -> "s." + Identifiers.quote(column) + " IS NULL OR ")
                .collect(Collectors.joining());
        conditions.add(anyNull + "EXISTS (SELECT 1 FROM " + referenced.sql() + " AS r WHERE " + equal + ")");
    }
}

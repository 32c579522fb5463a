package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.change.Column;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Scene;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which collations a file makes that are not deterministic, and which columns have one. */
final class Collations {

    private static final Pattern LOOSE = Pattern.compile("(?i)\\bdeterministic\\s*=\\s*'?(false|off|no|0)");

    private static final Pattern OF_COLUMN = Pattern.compile("(?i)\\bCOLLATE\\s+(\"[^\"]+\"|[\\w.]+)");

    private Collations() {}

    static Set<String> indeterminate(Scene scene) {
        Set<String> names = new HashSet<>();
        for (Statement statement : scene.script().statements()) {
            String text = statement.text();
            if (text.toUpperCase(Locale.ROOT).startsWith("CREATE COLLATION")
                    && LOOSE.matcher(text).find()) {
                names.add(Names.last(text.replaceFirst("(?is)CREATE\\s+COLLATION\\s+(IF\\s+NOT\\s+EXISTS\\s+)?", "")
                        .split("[\\s(]", 2)[0]));
            }
        }
        return names;
    }

    /** The collation that a column of this file's tables is given, the one that is being made among them. */
    static Optional<String> of(Scene scene, TableChange now, String table, String column) {
        return Stream.concat(Stream.of(now), scene.earlier(TableChange.class))
                .filter(change -> Name.isSame(change.table(), table))
                .flatMap(Collations::columns)
                .filter(c -> Name.isSame(c.name(), column))
                .flatMap(c -> collation(c.part().text()).stream())
                .findFirst();
    }

    private static Stream<Column> columns(TableChange change) {
        if (change instanceof TableChange.Create create) {
            return create.columns().stream();
        }
        return change instanceof TableChange.AddColumn add ? Stream.of(add.column()) : Stream.empty();
    }

    private static Optional<String> collation(String definition) {
        Matcher matcher = OF_COLUMN.matcher(definition);
        return matcher.find() ? Optional.of(Names.last(matcher.group(1))) : Optional.empty();
    }
}

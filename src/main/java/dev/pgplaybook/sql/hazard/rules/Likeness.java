package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.Column;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.change.Types;
import dev.pgplaybook.sql.hazard.Schema;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether what is dropped and what is added may be one thing under two names. */
final class Likeness {

    /** Words that so many names have in common that they say nothing. */
    private static final Set<String> COMMON =
            Set.of("id", "at", "is", "has", "the", "of", "date", "time", "count", "type", "by", "on", "to");

    private Likeness() {}

    /** By type where the old one is known, and by the names otherwise; a name that has nothing in common needs a common shape. */
    static boolean areOneColumn(Optional<String> oldType, TableChange.DropColumn drop, TableChange.AddColumn add) {
        Column column = add.column();
        boolean sameType = oldType.map(type -> Types.plain(type).equals(Types.plain(column.type())))
                .orElse(true);
        if (!sameType || column.numbered()) {
            return false;
        }
        Set<String> shared = words(drop.column());
        shared.retainAll(words(column.name()));
        boolean alone = oldType.isPresent() && column.startsEmpty() && isOnly(drop, add);
        return !shared.isEmpty() || alone;
    }

    /** One drop and one add in one statement. */
    private static boolean isOnly(TableChange.DropColumn drop, TableChange.AddColumn add) {
        String text = drop.part().statement().text().toUpperCase(Locale.ROOT);
        boolean together =
                drop.part().statement().start() == add.part().statement().start();
        return together && text.split("\\bDROP\\b", -1).length == 2 && text.split("\\bADD\\b", -1).length == 2;
    }

    private static Set<String> words(String name) {
        String apart = Names.last(name.startsWith("\"") ? name : name.toLowerCase(Locale.ROOT))
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
        Set<String> words = new HashSet<>(Arrays.asList(apart.split("_")));
        words.removeAll(COMMON);
        words.remove("");
        return words;
    }

    /** Most columns have the same name. */
    static boolean areOneTable(Schema.Table table, TableChange.Create create) {
        if (Name.isSame(table.name(), create.table()) || create.columns().size() < 3) {
            return false;
        }
        long shared = create.columns().stream()
                .filter(column -> table.column(column.name()).isPresent())
                .count();
        return shared * 5 >= create.columns().size() * 4L;
    }
}

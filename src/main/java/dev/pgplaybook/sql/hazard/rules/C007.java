package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ReadStatement;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Schema;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.Locale;
import java.util.Optional;

/** A default changes under running code. */
final class C007 {

    private C007() {}

    static Rule rule() {
        return Rule.warning("C007", "A default changes under running code")
                .detects("""
                        SET DEFAULT on a column that had another one, and DROP DEFAULT, on a table that was there before, \
                        where the file does not put it back.""")
                .hurts("""
                        INSERTs that leave the column out give other values from the COMMIT on, or none.""")
                .safely("Release code that gives the value itself first.")
                .bad("ALTER TABLE trades ALTER COLUMN status DROP DEFAULT;")
                .bad(Example.of("ALTER TABLE trades ALTER COLUMN status SET DEFAULT 'new';")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .with(new Schema.Column(
                                                "status", "text", true, Optional.of("'open'::text"), false, 0)))))
                .good("""
                        ALTER TABLE trades ADD COLUMN direction text;
                        ALTER TABLE trades ALTER COLUMN direction SET DEFAULT 'UP';""")
                .good(Example.of("""
                        ALTER TABLE trades ALTER COLUMN status DROP DEFAULT;
                        ALTER TABLE trades ALTER COLUMN status SET DEFAULT 'open';""")
                        .on(Facts.of(
                                17,
                                TableFacts.of("trades", 60_000)
                                        .with(new Schema.Column(
                                                "status", "text", true, Optional.of("'open'::text"), false, 0)))))
                .on(TableChange.ChangeDefault.class, (change, scene, found) -> {
                    Optional<Schema.Column> known = scene.schema().column(change.table(), change.column());
                    boolean own = known.filter(c -> c.madeIn() == scene.schema().fileNumber())
                            .isPresent();
                    if (!scene.isThere(change.table()) || own) {
                        return;
                    }
                    boolean last = isLast(change, scene);
                    Optional<String> old = known.flatMap(Schema.Column::value)
                            .or(() -> scene.earlier(TableChange.ChangeDefault.class)
                                            .anyMatch(c -> isSame(c, change))
                                    ? change.value()
                                    : Optional.empty());
                    boolean other = change.value().isPresent()
                            && old.isPresent()
                            && !plain(old.get()).equals(plain(change.value().get()));
                    if (last && (change.value().isEmpty() || other)) {
                        String what = change.value()
                                .map(value -> "gets " + value + " instead of " + old.orElse(""))
                                .orElse("gets NULL, or fails");
                        found.hazard(
                                change,
                                change.table(),
                                "an INSERT that leaves " + change.column() + " out " + what + " from now on",
                                "release code that gives the value itself first");
                    }
                })
                .rule();
    }

    private static boolean isSame(TableChange.ChangeDefault one, TableChange.ChangeDefault other) {
        return Name.isSame(one.table(), other.table()) && Name.isSame(one.column(), other.column());
    }

    /** Whether the file leaves it at that. */
    private static boolean isLast(TableChange.ChangeDefault change, Scene scene) {
        return scene.script().statements().stream()
                .flatMap(s -> ReadStatement.of(s).changes().stream())
                .noneMatch(c -> c instanceof TableChange.ChangeDefault later
                        && later.part().start() > change.part().start()
                        && isSame(later, change));
    }

    private static String plain(String value) {
        return value.replaceAll("::[\\w \"]+(\\(\\d+\\))?$", "")
                .replaceAll("[()\\s]", "")
                .toLowerCase(Locale.ROOT);
    }
}

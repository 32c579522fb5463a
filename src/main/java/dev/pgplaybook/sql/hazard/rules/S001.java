package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Column;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Rule;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A name is longer than PostgreSQL keeps. */
final class S001 {

    private S001() {}

    static Rule rule() {
        return Rule.warning("S001", "A name is longer than PostgreSQL keeps")
                .detects("A name of more than 63 bytes that the migration gives to something.")
                .hurts("""
                        PostgreSQL cuts it off with a notice; two long names may become one, and code that says the whole \
                        name does not find it in the catalogs.""")
                .safely("A shorter name.")
                .bad("""
                        CREATE INDEX CONCURRENTLY "an_index_with_a_name_that_says_much_more_than_anybody_would_want_to_read" ON trades (symbol);""")
                .good("CREATE INDEX CONCURRENTLY trades_symbol_idx ON trades (symbol);")
                .on(
                        Change.class,
                        (change, scene, found) -> given(change)
                                .filter(name -> Names.last(name).getBytes(StandardCharsets.UTF_8).length > LONGEST)
                                .findFirst()
                                .ifPresent(name -> found.hazard(
                                        change,
                                        "",
                                        name + " has " + Names.last(name).getBytes(StandardCharsets.UTF_8).length
                                                + " bytes, of which 63 are kept",
                                        "a name of at most 63 bytes")))
                .rule();
    }

    private static final int LONGEST = 63;

    private static Stream<String> given(Change change) {
        if (change instanceof TableChange.Create create) {
            return Stream.concat(
                    Stream.of(create.table()),
                    Stream.concat(
                            create.columns().stream().map(Column::name),
                            create.allConstraints().stream().flatMap(c -> c.name().stream())));
        } else if (change instanceof TableChange.AddColumn add) {
            return Stream.of(add.column().name());
        } else if (change instanceof TableChange.AddConstraint add) {
            return add.constraint().name().stream();
        } else if (change instanceof IndexChange.Create index) {
            return index.name().stream();
        } else if (change instanceof ObjectChange.CreateType type) {
            return Stream.concat(Stream.of(type.name()), type.labels().stream());
        } else if (change instanceof TableChange.Rename rename) {
            return Stream.of(rename.to());
        } else if (change instanceof TableChange.RenameColumn rename) {
            return Stream.of(rename.to());
        }
        return Stream.empty();
    }
}

package dev.pgplaybook.sql.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.lock.LockFacts;
import dev.pgplaybook.lock.LockMode;
import dev.pgplaybook.lock.Prediction;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.RelationRole;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.StatementForm;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ReadStatement;
import dev.pgplaybook.sql.hazard.rules.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What rules take for granted of locks is what servers were seen to do. */
class LocksTest {

    private static final int MAJOR = 17;

    private final LockFacts facts = LockFacts.load();

    @Test
    void everyExampleLocksAsServersDo() {
        Set<String> compared = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        Rules.all().stream()
                .flatMap(rule -> Stream.concat(rule.bad().stream(), rule.good().stream()))
                .map(Example::sql)
                .distinct()
                .forEach(sql -> compare(sql, compared, wrong));

        assertThat(wrong).isEmpty();
        assertThat(compared).hasSizeGreaterThan(30);
    }

    private void compare(String sql, Set<String> compared, List<String> wrong) {
        for (Statement statement :
                Script.split(Source.of(Path.of("a.sql"), sql)).statements()) {
            List<StatementForm> forms = statement.forms();
            List<Change> changes = ReadStatement.of(statement).changes();
            if (forms.size() != 1 || changes.size() != 1) {
                continue;
            }
            StatementForm form = forms.get(0);
            Prediction foreseen = facts.predict(form.name(), MAJOR);
            for (StatementForm.Named named : form.named()) {
                if (foreseen.known() && named.role() == RelationRole.TABLE) {
                    compared.add(form.name());
                    hold(form, named.relation(), changes.get(0), foreseen, wrong);
                }
            }
        }
    }

    private static void hold(StatementForm form, String table, Change change, Prediction servers, List<String> wrong) {
        Optional<LockMode> ours = Locks.of(change, new Schema(Facts.NONE)).stream()
                .filter(lock -> Names.last(lock.table()).equals(Names.last(table)))
                .map(TableLock::mode)
                .max(LockMode::compareTo);
        Optional<LockMode> sure = Optional.ofNullable(servers.sure().get(RelationRole.TABLE));
        Optional<LockMode> possible = Optional.ofNullable(servers.possible().get(RelationRole.TABLE));
        boolean strong = ours.filter(LockMode::stopsWriters).isPresent()
                || sure.filter(LockMode::stopsWriters).isPresent();
        boolean within = ours.isPresent()
                && sure.map(mode -> ours.get().compareTo(mode) >= 0).orElse(true)
                && possible.map(mode -> ours.get().compareTo(mode) <= 0).orElse(false);
        if (strong && !within) {
            wrong.add(form.name() + ": we say " + ours + ", servers " + sure + " to " + possible);
        }
    }
}

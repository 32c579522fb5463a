package dev.pgplaybook.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.lock.LockFact;
import dev.pgplaybook.lock.LockFacts;
import dev.pgplaybook.lock.Majors;
import dev.pgplaybook.sandbox.MajorServer;
import dev.pgplaybook.sql.StatementForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the table of lock facts against servers of every major; {@code -Dlockfacts.update=true} writes it anew. */
class LockFactsTest {

    private static final Path TABLE = Path.of("src", "main", "resources", "dev", "pgplaybook", "lock", "facts.tsv");
    private static final Path FIXTURE = Path.of("src", "test", "resources", "lockfacts", "fixture.sql");

    private static final String HEAD = """
            # What servers of every major version did with each form of statement. Written by LockFactsTest, which holds it against them.
            # form, variant, majors, place, locks, rewrites, scans
            """;

    @Test
    void theTableIsWhatServersOfEveryMajorDo() throws IOException {
        String observed = HEAD + String.join("\n", lines()) + "\n";

        if (Boolean.getBoolean("lockfacts.update")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, observed);
        }
        assertThat(Files.readString(TABLE))
                .as("the checked-in table against servers; -Dlockfacts.update=true writes what they do")
                .isEqualTo(observed);
    }

    @Test
    void everyFormIsRecognisedByItsWords() throws IOException {
        for (FormCase each : FormCase.all()) {
            assertThat(each.forms())
                    .as(each.statement().text())
                    .extracting(StatementForm::name)
                    .contains(each.form());
        }
        assertThat(FormCase.all()).hasSizeGreaterThan(200);
    }

    /** Versions that do the same stand together in one line. */
    private static List<String> lines() throws IOException {
        Map<FormCase, List<LockFact>> byCase = new LinkedHashMap<>();
        List<FormCase> cases = FormCase.all();
        for (int major = LockFacts.FIRST_MAJOR; major <= LockFacts.LAST_MAJOR; major++) {
            tryAll(cases, major)
                    .forEach((each, fact) ->
                            byCase.computeIfAbsent(each, c -> new ArrayList<>()).add(fact));
        }
        List<String> lines = new ArrayList<>();
        for (FormCase each : cases) {
            assertThat(byCase).as("a server that knows the form").containsKey(each);
            joined(byCase.get(each)).forEach(fact -> lines.add(fact.line()));
        }
        return lines;
    }

    private static Map<FormCase, LockFact> tryAll(List<FormCase> cases, int major) throws IOException {
        Map<FormCase, LockFact> facts = new LinkedHashMap<>();
        try (MajorServer server = MajorServer.start(major);
                Session session = fixture(server.url())) {
            List<FormCase> outside = new ArrayList<>();
            for (FormCase each : cases) {
                FormTrial.Result result = new FormTrial(each, major, session).inside();
                result.fact().ifPresent(fact -> facts.put(each, fact));
                if (result.needsOutside()) {
                    outside.add(each);
                }
            }
            for (FormCase each : outside) {
                new FormTrial(each, major, session).outside().fact().ifPresent(fact -> facts.put(each, fact));
            }
        }
        return facts;
    }

    private static Session fixture(DatabaseUrl url) throws IOException {
        Session session = Session.open(url, SessionOptions.named("lockfacts"));
        session.together("SET timezone = 'UTC'");
        session.together("SET allow_in_place_tablespaces = on");
        session.together("CREATE TABLESPACE other_place LOCATION ''");
        session.together("CREATE ROLE reader");
        session.together(Files.readString(FIXTURE));
        return session;
    }

    private static List<LockFact> joined(List<LockFact> facts) {
        List<LockFact> joined = new ArrayList<>();
        for (LockFact fact : facts) {
            LockFact last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null
                    && last.majors().last() == fact.majors().first() - 1
                    && with(fact, last.majors()).equals(last)) {
                joined.set(
                        joined.size() - 1,
                        with(
                                fact,
                                new Majors(last.majors().first(), fact.majors().last())));
            } else {
                joined.add(fact);
            }
        }
        return joined;
    }

    private static LockFact with(LockFact fact, Majors majors) {
        return new LockFact(
                fact.form(), fact.variant(), majors, fact.place(), fact.locks(), fact.rewrites(), fact.scans());
    }
}

package dev.pgplaybook;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.pgplaybook.playbook.StepKind;
import dev.pgplaybook.playbook.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The design's package table, as code. Change both together, with a reason. */
class ArchitectureTest {

    private static final String ROOT = "dev.pgplaybook";

    /** Open to every package. */
    private static final List<String> OPEN = List.of("problem", "secret", "progress");

    /** Package to what it may use; "may use" includes what those may use. */
    private static final Map<String, List<String>> MAY_USE = table();

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target/classes"));

    private static Map<String, List<String>> table() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        table.put("problem", List.of());
        table.put("secret", List.of());
        table.put("progress", List.of());
        table.put("sql", List.of());
        table.put("sql.change", List.of("sql"));
        table.put("sql.hazard", List.of("sql.change", "lock"));
        table.put("sql.hazard.rules", List.of("sql.hazard"));
        table.put("sql.staging", List.of("sql.hazard.rules"));
        table.put("lock", List.of("sql"));
        table.put("playbook", List.of("sql"));
        table.put("database", List.of());
        table.put("process", List.of());
        table.put("migration", List.of("database", "sql.hazard.rules"));
        table.put("schema", List.of("database"));
        table.put("sandbox", List.of("database", "process"));
        table.put("likeness.synthetic", List.of("sql", "migration"));
        table.put("likeness", List.of("sql", "migration", "schema", "sandbox", "likeness.synthetic"));
        table.put("inference", List.of("migration", "schema", "likeness"));
        table.put("staging", List.of("sql.staging", "schema"));
        table.put("journal", List.of("playbook"));
        table.put("trace", List.of("lock", "journal", "migration", "schema", "likeness"));
        table.put("run", List.of("journal"));
        table.put("step", List.of("run", "inference", "trace", "staging"));
        table.put("report", List.of("journal"));
        table.put("draft", List.of("step"));
        table.put("doctor", List.of("likeness"));
        table.put("shell", List.of("step", "report", "draft", "doctor"));
        return table;
    }

    @Test
    void packagesUseWhatTheTableAllowsAndNothingElse() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = packageOf(type);
                String to = packageOf(dependency.getTargetClass());
                if (!to.isEmpty() && !to.equals(from) && !reachable(from).contains(to)) {
                    violations.add(from + " uses " + to + ": " + dependency.getDescription());
                }
            }
        }

        assertThat(CLASSES.size()).isGreaterThan(100);
        assertThat(violations).isEmpty();
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(type -> packages.add(packageOf(type)));

        assertThat(MAY_USE.keySet()).containsAll(packages);
    }

    @Test
    void springAndJLineAreTheShellsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".shell..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "org.jline.."))
                .check(CLASSES);
    }

    @Test
    void containersAndEmbeddedBinariesAreTheSandboxsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".sandbox..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.testcontainers..", "io.zonky.."))
                .check(CLASSES);
    }

    /** Loading it takes most of a second, and it is not to be asked before an engine has answered us. */
    @Test
    void testcontainersIsTheEnginesAlone() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.sandbox\\.(TestcontainersEngine|EngineImages)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.testcontainers..", "com.github.dockerjava.."))
                .check(CLASSES);
    }

    /** Their classes cost most of a second: whoever names them without meaning to lint makes every command wait. */
    @Test
    void theGrammarIsTheParsersAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".sql..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.pgcodekeeper..", "org.antlr.."))
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".sql.Parser")
                .and()
                .resideOutsideOfPackages(ROOT + ".shell..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + ".sql.Parser")
                .check(CLASSES);
    }

    @Test
    void jdbcStaysWhereConnectionsAreMade() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".database..", ROOT + ".sandbox..")
                .should()
                .dependOnClassesThat(resideInAPackage("java.sql.."))
                .check(CLASSES);
    }

    @Test
    void theCoreReadsNoClockThatItWasNotGiven() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".shell..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void theCoreNeverPrintsOrExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".shell..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources =
                    files.filter(f -> f.toString().endsWith(".java")).toList();
            for (Path source : sources) {
                assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(400);
            }
        }
    }

    @Test
    void everyKindOfStepHasItsWork() {
        int ofTheirOwn = Work.class.getPermittedSubclasses().length - 1;
        int byTheirCall = dev.pgplaybook.playbook.Call.class.getPermittedSubclasses().length;

        assertThat(StepKind.values()).hasSize(ofTheirOwn + byTheirCall);
    }

    private static Set<String> reachable(String from) {
        Set<String> reachable = new HashSet<>(OPEN);
        MAY_USE.getOrDefault(from, List.of()).forEach(to -> {
            reachable.add(to);
            reachable.addAll(reachable(to));
        });
        return reachable;
    }

    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
    }
}

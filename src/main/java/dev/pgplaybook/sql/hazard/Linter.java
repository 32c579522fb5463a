package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.Syntax;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.ReadStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds migrations against the rules. It asks nobody: what is to be known of a target reaches it as data, and so does a grammar, which
 * only lint can afford.
 */
public final class Linter {

    private final Runner runner;
    private final Set<String> known;
    private final List<Rule> rules;
    private final Map<String, String> allowed;
    private final Optional<Function<Statement, Syntax>> grammar;
    private final Map<Class<?>, List<Rule>> watching = new HashMap<>();

    /**
     * Takes what it is to go by.
     *
     * @param known the ids of all rules, asked or not
     * @param rules those that are asked
     * @param allowed rules whose findings are known and accepted everywhere, each with a reason
     * @param grammar says whether a statement that was not understood word by word is SQL at all
     */
    public Linter(
            Runner runner,
            Set<String> known,
            List<Rule> rules,
            Map<String, String> allowed,
            Optional<Function<Statement, Syntax>> grammar) {
        this.runner = runner;
        this.known = Set.copyOf(known);
        this.rules = List.copyOf(rules);
        this.allowed = Map.copyOf(allowed);
        this.grammar = grammar;
    }

    /** What is found on the way. */
    private static final class Sheet {
        private final List<Finding> findings = new ArrayList<>();
        private final List<LintReport.Unparsed> unparsed = new ArrayList<>();
        private final Map<String, Sifting.Noted> notes = new LinkedHashMap<>();
        private int files;
        private int statements;
    }

    public LintReport lint(List<LintFile> files, Facts facts, HistoryFacts history, List<Observed> observed) {
        Sheet sheet = new Sheet();
        Schema schema = new Schema(facts);
        List<Scene> scenes = new ArrayList<>();
        List<Statement> doubtful = new ArrayList<>();
        for (LintFile file : files) {
            cut(file, sheet).ifPresent(script -> {
                schema.beginFile(scenes.size() + 1);
                scenes.add(read(file, script, schema, sheet, doubtful));
            });
        }
        Overall overall = new Overall(scenes, history, observed);
        if (!scenes.isEmpty() || !history.states().isEmpty() || !observed.isEmpty()) {
            Scene last = scenes.isEmpty() ? empty(schema) : scenes.get(scenes.size() - 1);
            rules.forEach(rule ->
                    rule.together().forEach(look -> look.at(overall, new Found(rule, last, sheet.findings))));
        }
        grammar.ifPresent(g -> sheet.unparsed.addAll(Grammar.refused(doubtful, g)));
        return new Sifting(allowed, rules)
                .sift(sheet.findings, List.copyOf(sheet.notes.values()), sheet.unparsed, sheet.files, sheet.statements);
    }

    /** What is found in a file on a database that its predecessors have reached already, of whatever size. */
    private List<Finding> alone(LintFile file) {
        Sheet sheet = new Sheet();
        Schema schema = new Schema(Facts.NONE);
        schema.beginFile(1);
        cut(file, sheet).ifPresent(script -> read(file, script, schema, sheet, new ArrayList<>()));
        return sheet.findings;
    }

    private Scene empty(Schema schema) {
        LintFile nothing = LintFile.of("", dev.pgplaybook.problem.Source.of(java.nio.file.Path.of(""), ""));
        return new Scene(nothing, Script.split(nothing.source()), runner, schema);
    }

    /** A file that cannot be cut into statements is said to be unparsed as a whole. */
    private static Optional<Script> cut(LintFile file, Sheet sheet) {
        try {
            return Optional.of(Script.split(file.source()));
        } catch (ProblemException e) {
            if (file.judged()) {
                sheet.files++;
                Problem problem = e.first();
                sheet.unparsed.add(new LintReport.Unparsed(
                        problem.at().orElse(file.source().locate(0)), problem.message()));
            }
            return Optional.empty();
        }
    }

    private Scene read(LintFile file, Script script, Schema schema, Sheet sheet, List<Statement> doubtful) {
        Scene scene = new Scene(file, script, runner, schema);
        int index = 0;
        for (Statement statement : script.statements()) {
            scene.next(index++);
            ReadStatement read = ReadStatement.of(statement);
            if (!read.whole() && file.judged()) {
                doubtful.add(statement);
            }
            for (Change change : read.changes()) {
                if (file.judged()) {
                    judge(change, scene, sheet);
                }
                scene.take(change);
            }
        }
        if (file.judged()) {
            sheet.files++;
            sheet.statements += script.statements().size();
            rules.forEach(rule -> rule.atEnd().forEach(look -> look.at(scene, new Found(rule, scene, sheet.findings))));
            sheet.notes.put(file.name(), new Sifting.Noted(script, Ignores.in(script, known), () -> alone(file)));
        }
        return scene;
    }

    private void judge(Change change, Scene scene, Sheet sheet) {
        for (Rule rule : watching.computeIfAbsent(change.getClass(), this::watchersOf)) {
            Found found = new Found(rule, scene, sheet.findings);
            rule.watches().forEach(watch -> watch.offer(change, scene, found));
        }
    }

    private List<Rule> watchersOf(Class<?> kind) {
        return rules.stream()
                .filter(rule ->
                        rule.watches().stream().anyMatch(watch -> watch.kind().isAssignableFrom(kind)))
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }
}

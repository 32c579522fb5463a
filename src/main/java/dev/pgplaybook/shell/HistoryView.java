package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.migration.Diagnosis;
import dev.pgplaybook.migration.Diagnosis.Remedy;
import dev.pgplaybook.migration.HistoryRow;
import dev.pgplaybook.migration.MigrationStatus;
import dev.pgplaybook.migration.MigrationStatus.State;
import dev.pgplaybook.migration.Survey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One screen that says where a history stands, with all that Prisma's status keeps to itself, and what to type next.
 *
 * @param place what must be typed behind each command, in words; empty where the shell knows it
 */
record HistoryView(Console console, boolean verbose, String place) {

    /** As many migrations in a row that need no word are shown as one line, unless more was asked for. */
    private static final int FOLDED = 4;

    void show(Survey survey, DatabaseUrl url) {
        Style style = console.style();
        console.line(style.bold(url.database()) + " on " + url.host() + ":" + url.port() + ", schema "
                + survey.around().schema() + " · " + survey.history().folder().path());
        survey.diagnoses().forEach(diagnosis -> console.line(sign(List.of(diagnosis)) + " " + diagnosis.said()));
        List<MigrationStatus> statuses = survey.statuses();
        if (!statuses.isEmpty()) {
            table(statuses);
        }
        console.line(survey.isClean() ? clean(statuses) : "");
        if (!survey.isClean()) {
            next(survey, statuses);
        }
    }

    private void table(List<MigrationStatus> statuses) {
        List<List<String>> rows = new ArrayList<>();
        List<List<String>> logs = new ArrayList<>();
        for (List<MigrationStatus> group : groups(statuses)) {
            MigrationStatus first = group.get(0);
            MigrationStatus last = group.get(group.size() - 1);
            rows.add(
                    group.size() > 1
                            ? List.of(
                                    sign(List.of()), first.name() + " … " + last.name(), "applied, all " + group.size())
                            : List.of(sign(first.diagnoses()), first.name(), words(first)));
            logs.add(logs(first));
        }
        List<String> lines = new Table(List.of(" ", "migration", "state"), rows).lines(console.style());
        console.line(lines.get(0));
        for (int i = 0; i < rows.size(); i++) {
            console.line(lines.get(i + 1));
            logs.get(i).forEach(line -> console.line("     " + console.style().dim(line)));
        }
    }

    /** Neighbours that need no word, together; all others alone. */
    private List<List<MigrationStatus>> groups(List<MigrationStatus> statuses) {
        List<List<MigrationStatus>> groups = new ArrayList<>();
        List<MigrationStatus> plain = new ArrayList<>();
        for (MigrationStatus status : statuses) {
            if (status.diagnoses().isEmpty()) {
                plain.add(status);
            } else {
                groups.addAll(folded(plain));
                plain.clear();
                groups.add(List.of(status));
            }
        }
        groups.addAll(folded(plain));
        return groups;
    }

    private List<List<MigrationStatus>> folded(List<MigrationStatus> plain) {
        return verbose || plain.size() < FOLDED ? plain.stream().map(List::of).toList() : List.of(List.copyOf(plain));
    }

    private static String words(MigrationStatus status) {
        Stream<String> said = status.diagnoses().stream().map(Diagnosis::said);
        boolean saysItself = status.state() == State.PENDING || status.state() == State.ROLLED_BACK;
        Stream<String> state =
                saysItself ? Stream.of() : Stream.of(status.state().words() + when(status));
        return Stream.concat(state, said).collect(Collectors.joining("; "));
    }

    /** To the second; a failed one's whole time stands in its diagnosis. */
    private static String when(MigrationStatus status) {
        return status.row()
                .flatMap(HistoryRow::finishedAt)
                .map(time -> " " + time.replaceFirst("\\.\\d+", ""))
                .orElse("");
    }

    private static List<String> logs(MigrationStatus status) {
        return status.state() == State.FAILED
                ? status.row().map(HistoryRow::logExcerpt).orElseGet(List::of)
                : List.of();
    }

    private String sign(List<Diagnosis> diagnoses) {
        if (diagnoses.stream().anyMatch(Diagnosis::isWrong)) {
            return console.style().bad();
        }
        boolean open = diagnoses.stream().anyMatch(diagnosis -> !diagnosis.isNote());
        boolean general =
                diagnoses.stream().anyMatch(diagnosis -> diagnosis.kind().isGeneral());
        return open || general ? console.style().warning() : console.style().good();
    }

    private static String clean(List<MigrationStatus> statuses) {
        boolean applied = statuses.stream().anyMatch(status -> status.state() == State.APPLIED);
        return applied ? "all migrations are applied, and nothing is to be put right" : "there is nothing to apply";
    }

    /** Every command once; deploy last, as it goes on only when all else is right. */
    private void next(Survey survey, List<MigrationStatus> statuses) {
        Set<Remedy> remedies = new LinkedHashSet<>();
        Stream.concat(survey.diagnoses().stream(), statuses.stream().flatMap(s -> s.diagnoses().stream()))
                .flatMap(diagnosis -> diagnosis.remedies().stream())
                .forEach(remedies::add);
        if (remedies.isEmpty()) {
            return;
        }
        List<Remedy> inOrder = new ArrayList<>(remedies);
        inOrder.stream()
                .filter(remedy -> remedy.command().equals("deploy"))
                .findFirst()
                .ifPresent(deploy -> Collections.rotate(inOrder.subList(inOrder.indexOf(deploy), inOrder.size()), -1));
        List<List<String>> rows = inOrder.stream()
                .map(remedy -> List.of("  " + console.style().cyan(remedy.command()), remedy.when()))
                .toList();
        console.line(console.style().dim("what to type next" + place));
        new Table(List.of("", ""), rows)
                .lines(console.style()).stream()
                        .skip(1)
                        .map(String::stripTrailing)
                        .forEach(console::line);
    }
}

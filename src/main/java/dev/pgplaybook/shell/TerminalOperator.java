package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Asks a person. What is at stake is said before every question: target, database, host, the way back. */
final class TerminalOperator implements Operator {

    private final Console console;
    private final LineSource lines;

    TerminalOperator(Console console, LineSource lines) {
        this.console = console;
        this.lines = lines;
    }

    /** Leaving the question is a no. */
    @Override
    public Consent consent(Proposal proposal) {
        describe(proposal);
        try {
            return answer(proposal);
        } catch (LineSource.LeftException e) {
            return new Consent.No();
        }
    }

    private Consent answer(Proposal proposal) {
        while (true) {
            String answer = proposal.needsName()
                    ? lines.ask(question(proposal)).strip()
                    : lines.key(question(proposal)).strip();
            if (proposal.needsName() && answer.equals(proposal.target().database())) {
                return new Consent.Yes();
            }
            switch (answer.toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    if (!proposal.needsName()) {
                        return new Consent.Yes();
                    }
                    console.line("  type the database's own name to go ahead");
                }
                case "n", "no" -> {
                    return new Consent.No();
                }
                case "s", "skip" -> {
                    Optional<Consent> skip = skip();
                    if (skip.isPresent()) {
                        return skip.get();
                    }
                }
                case "m", "more" -> more(proposal);
                default -> console.line("  that is none of the answers; nothing was changed");
            }
        }
    }

    /** Leaving the question is the answer that changes nothing, which stands last. */
    @Override
    public String choose(Question question) {
        stands();
        question.text().lines().forEach(line -> console.line("  " + line));
        Map<String, String> keys = new LinkedHashMap<>();
        question.choices().forEach(choice -> keys.putIfAbsent(choice.word().substring(0, 1), choice.word()));
        boolean byKey = keys.size() == question.choices().size();
        for (Question.Choice choice : question.choices()) {
            String key = byKey ? console.style().bold(choice.word().substring(0, 1)) + "  " : "";
            console.line("    " + key + console.style().bold(choice.word()) + "  " + choice.meaning());
        }
        String words = String.join(
                ", ",
                byKey
                        ? keys.keySet()
                        : question.choices().stream().map(Question.Choice::word).toList());
        try {
            while (true) {
                String typed = byKey ? lines.key("  " + words + ": ") : lines.ask("  " + words + ": ");
                String answer = typed.strip().toLowerCase(Locale.ROOT);
                String word = byKey ? keys.getOrDefault(answer, answer) : answer;
                if (question.isAnsweredBy(word)) {
                    return word;
                }
                console.line("  that is none of the answers; nothing was changed");
            }
        } catch (LineSource.LeftException e) {
            return question.choices().get(question.choices().size() - 1).word();
        }
    }

    private void stands() {
        console.standing().ifPresent(at -> console.line("  " + at.shown(console.style())));
    }

    @Override
    public String statement(String question, String flag) {
        try {
            return lines.ask("  " + question + " ");
        } catch (LineSource.LeftException e) {
            throw Problem.of(ProblemCode.PB503, "The question was left without an answer: " + question)
                    .hint("run it again, and answer it there or with " + flag)
                    .asException();
        }
    }

    private void describe(Proposal proposal) {
        Step step = proposal.step();
        Style style = console.style();
        stands();
        String name = console.standing().isPresent()
                ? ""
                : (proposal.target().isProtected()
                                ? style.alarm(" " + style.shield() + " "
                                        + proposal.target().name() + " ")
                                : style.bold(proposal.target().name()))
                        + " ";
        console.line("  " + name + proposal.target().shown());
        step.confirm().ifPresent(text -> console.line("  " + style.yellow(text)));
        if (proposal.plan().changes()) {
            console.line("  way back: " + step.undo().orElse("none is named in the playbook"));
        }
        if (proposal.plan().destructive()) {
            console.line("  " + style.red("this loses data that no transaction brings back"));
        }
    }

    private static String question(Proposal proposal) {
        return proposal.needsName()
                ? "  type the database's name, or n (no), s (skip), m (more): "
                : "  go ahead? y (yes), n (no), s (skip), m (more): ";
    }

    private Optional<Consent> skip() {
        String reason = lines.ask("  why is it skipped? ").strip();
        if (reason.isEmpty()) {
            console.line("  a step is skipped with a reason, for those who read the record");
            return Optional.empty();
        }
        return Optional.of(new Consent.Skip(reason));
    }

    /**
     * The whole plan with its SQL, a screen at a time where it is longer than one. It is masked before it is coloured: a colour inside a
     * secret would hide it from the mask.
     */
    private void more(Proposal proposal) {
        List<String> shown = new ArrayList<>();
        for (Plan.Line line : proposal.plan().lines()) {
            shown.add("  " + console.masked(line.text()) + "  "
                    + console.style().dim(line.basis().words()));
            line.at().ifPresent(at -> shown.add("    " + console.style().dim(at)));
            line.detail()
                    .ifPresent(detail -> SqlInk.of(console.masked(detail), console.style())
                            .lines()
                            .forEach(l -> shown.add("      " + l)));
        }
        if (!lines.page("the plan of " + proposal.step().id(), shown)) {
            shown.forEach(console::line);
        }
    }
}

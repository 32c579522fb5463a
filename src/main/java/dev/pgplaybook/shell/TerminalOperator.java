package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Plan;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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
            String answer = lines.ask(question(proposal)).strip();
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
                case "m", "more" -> more(proposal.plan());
                default -> console.line("  that is none of the answers; nothing was changed");
            }
        }
    }

    /** Leaving the question is the answer that changes nothing, which stands last. */
    @Override
    public String choose(Question question) {
        question.text().lines().forEach(line -> console.line("  " + line));
        question.choices()
                .forEach(
                        choice -> console.line("    " + console.style().bold(choice.word()) + "  " + choice.meaning()));
        String words = question.choices().stream().map(Question.Choice::word).collect(Collectors.joining(", "));
        try {
            while (true) {
                String answer = lines.ask("  " + words + ": ").strip().toLowerCase(Locale.ROOT);
                if (question.isAnsweredBy(answer)) {
                    return answer;
                }
                console.line("  that is none of the answers; nothing was changed");
            }
        } catch (LineSource.LeftException e) {
            return question.choices().get(question.choices().size() - 1).word();
        }
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
        String name = proposal.target().isProtected()
                ? style.alarm(" " + style.shield() + " " + proposal.target().name() + " ")
                : style.bold(proposal.target().name());
        console.line("  " + name + " " + proposal.target().shown());
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
                ? "  type the database's name to go ahead, or n (no), s (skip), m (more): "
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

    private void more(Plan plan) {
        for (Plan.Line line : plan.lines()) {
            console.line(
                    "  " + line.text() + "  " + console.style().dim(line.basis().words()));
            line.at().ifPresent(at -> console.line("    " + console.style().dim(at)));
            line.detail().ifPresent(detail -> detail.lines().forEach(l -> console.line("      " + l)));
        }
    }
}

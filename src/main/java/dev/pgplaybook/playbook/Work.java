package dev.pgplaybook.playbook;

import dev.pgplaybook.sql.ExecutionModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step does. Data alone: the runners that do it live elsewhere. */
public sealed interface Work {

    StepKind kind();

    /** Marks migrations in the history, as they are or were, without running them. */
    record Resolve(
            List<String> applied,
            boolean infers,
            Map<String, Text> probes,
            Map<String, String> although,
            List<String> rolledBack)
            implements Work {
        public Resolve {
            applied = List.copyOf(applied);
            probes = Map.copyOf(probes);
            although = Map.copyOf(although);
            rolledBack = List.copyOf(rolledBack);
        }

        /** With nothing to be said of what the schema shows. */
        public Resolve(List<String> applied, List<String> rolledBack) {
            this(applied, false, Map.of(), Map.of(), rolledBack);
        }

        /** Whether it marks nothing at all. */
        public boolean isEmpty() {
            return applied.isEmpty() && !infers && rolledBack.isEmpty();
        }

        @Override
        public StepKind kind() {
            return StepKind.RESOLVE;
        }
    }

    /**
     * Puts the history of one migration right where resolve does not suffice. No playbook has it: it rests on what a person found.
     *
     * @param after how many statements have taken effect, where the history does not say
     * @param reason the operator's, for the record
     */
    record Repair(String migration, Way way, Optional<Integer> after, String reason) implements Work {

        /** How it is put right. */
        public enum Way {
            /** Goes on with a failed migration behind the statements that have taken effect. */
            RESUME,
            /** Takes the checksum of an edited file over into the history. */
            ACCEPT_EDIT,
            /** Leaves one of several rows that all say that the migration is applied. */
            KEEP_ONE
        }

        @Override
        public StepKind kind() {
            return StepKind.REPAIR;
        }
    }

    /**
     * Proves something on a sandbox of its own, never on the target.
     *
     * @param then ids of steps to walk on the same sandbox afterwards
     */
    record Validate(SandboxSpec sandbox, Resolve resolve, Deploy deploy, List<String> then) implements Work {
        public Validate {
            then = List.copyOf(then);
        }

        @Override
        public StepKind kind() {
            return StepKind.VALIDATE;
        }
    }

    /**
     * Applies what is pending.
     *
     * @param expect exactly what must be pending, in order; absent for all that is
     */
    record Deploy(Optional<List<String>> expect, Optional<ExecutionModel> execution) implements Work {
        @Override
        public StepKind kind() {
            return StepKind.DEPLOY;
        }
    }

    /** Drops the schema with all that is in it, and deploys every migration. No playbook has it. */
    record Reset(Deploy deploy) implements Work {
        @Override
        public StepKind kind() {
            return StepKind.RESET;
        }
    }

    /**
     * Puts first rows in place.
     *
     * @param unless a query; when it gives a row, everything is there already and nothing is done
     */
    record Seed(Optional<Text> unless, List<Action> actions) implements Work {
        public Seed {
            actions = List.copyOf(actions);
        }

        @Override
        public StepKind kind() {
            return StepKind.SEED;
        }
    }

    /** One action on its own: the kinds sql, http and command. */
    record Act(Action action) implements Work {
        @Override
        public StepKind kind() {
            return action.call().kind();
        }
    }

    /** Asks read-only questions and fails where an answer is not the expected one. */
    record Ask(List<Check> questions) implements Work {
        public Ask {
            questions = List.copyOf(questions);
        }

        @Override
        public StepKind kind() {
            return StepKind.CHECK;
        }
    }

    /** Asks the operator, and records the answer. */
    record Confirm(String question) implements Work {
        @Override
        public StepKind kind() {
            return StepKind.CONFIRM;
        }
    }
}

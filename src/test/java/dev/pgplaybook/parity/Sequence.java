package dev.pgplaybook.parity;

import java.util.ArrayList;
import java.util.List;

/**
 * Operations in a row, for one seed always the same ones.
 *
 * @param seed what makes it again
 */
record Sequence(long seed, List<Operation> operations) {

    /** One operation: it changes the folder, or is a command. */
    sealed interface Operation {
        record Write(String why, String migration, String script) implements Operation {
            @Override
            public String toString() {
                return why + " " + migration + ":\n"
                        + script.replace("\r", "\\r").indent(9).stripTrailing();
            }
        }

        record Delete(String migration) implements Operation {
            @Override
            public String toString() {
                return "delete " + migration;
            }
        }

        /**
         * A command of {@code prisma migrate}.
         *
         * @param byPrisma on the database that both tools take turns at; on the other one it always is
         */
        record Command(boolean byPrisma, List<String> arguments) implements Operation {
            @Override
            public String toString() {
                return (byPrisma ? "prisma     " : "pgplaybook ") + String.join(" ", arguments);
            }
        }
    }

    Sequence {
        operations = List.copyOf(operations);
    }

    /** All that a person needs to do it by hand, and how to have it done. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("sequence " + seed + "; again with -Dpgplaybook.seed=" + seed + " -Dpgplaybook.sequences=1");
        for (Operation operation : operations) {
            lines.add("  %2d  %s".formatted(lines.size(), operation));
        }
        return String.join("\n", lines);
    }
}

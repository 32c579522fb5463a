package dev.pgplaybook.parity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Something to try with both tools, each on a database of its own: changes of the folder and the database, and commands. */
final class ParityCase {

    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private Optional<String> schema = Optional.empty();
    private Optional<Otherwise> otherwise = Optional.empty();

    private ParityCase(String name) {
        this.name = name;
    }

    /** One step of a case. */
    sealed interface Step {
        record Change(Consumer<Folder> change) implements Step {}

        /** On both databases. */
        record Sql(String text) implements Step {}

        /** In a session for each database that stays open, until the case is over. */
        record Hold(String text) implements Step {}

        record Command(List<String> arguments) implements Step {}
    }

    /**
     * Where ours goes another way, in the last command.
     *
     * @param onPurpose whether it stays so; otherwise it is a fault of ours
     * @param why Prisma's way would hurt, or what is wrong with ours
     * @param says what our command says, so that the difference is the meant one
     */
    record Otherwise(boolean onPurpose, String why, String says) {}

    static ParityCase of(String name) {
        return new ParityCase(name);
    }

    /** A folder with a script. */
    ParityCase migration(String migration, String script) {
        return file(migration + "/migration.sql", script.getBytes(StandardCharsets.UTF_8));
    }

    ParityCase file(String file, byte[] content) {
        steps.add(new Step.Change(folder -> folder.write(file, content)));
        return this;
    }

    ParityCase directory(String directory) {
        return file(directory + "/", new byte[0]);
    }

    /** A symbolic link to a directory beside it. */
    ParityCase link(String link, String to) {
        steps.add(new Step.Change(folder -> folder.link(link, to)));
        return this;
    }

    /** Deletes a file or a directory; all of the folder, where there is no name. */
    ParityCase without(String file) {
        steps.add(new Step.Change(folder -> folder.delete(file)));
        return this;
    }

    ParityCase sql(String text) {
        steps.add(new Step.Sql(text));
        return this;
    }

    ParityCase hold(String text) {
        steps.add(new Step.Hold(text));
        return this;
    }

    ParityCase deploy() {
        return command("deploy");
    }

    ParityCase applied(String migration) {
        return command("resolve", "--applied", migration);
    }

    ParityCase rolledBack(String migration) {
        return command("resolve", "--rolled-back", migration);
    }

    ParityCase command(String... arguments) {
        steps.add(new Step.Command(List.of(arguments)));
        return this;
    }

    /** With {@code ?schema=} in the URL. */
    ParityCase inSchema(String named) {
        schema = Optional.of(named);
        return this;
    }

    ParityCase otherwise(String why, String says) {
        otherwise = Optional.of(new Otherwise(true, why, says));
        return this;
    }

    ParityCase notYetAlike(String fault, String says) {
        otherwise = Optional.of(new Otherwise(false, fault, says));
        return this;
    }

    List<Step> steps() {
        return steps;
    }

    Optional<String> schema() {
        return schema;
    }

    Optional<Otherwise> otherwise() {
        return otherwise;
    }

    @Override
    public String toString() {
        return name;
    }
}

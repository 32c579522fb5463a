package dev.pgplaybook.shell;

import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a new playbook comes from: its folder, its database, and its file.
 *
 * @param variable the name under which the playbook will find the URL
 * @param said how each of them was found
 */
record NewPlaces(Path migrations, String url, String variable, Optional<String> envFile, List<String> said) {

    private static final String DATABASE_URL = "DATABASE_URL";

    static NewPlaces of(Invocation in, Desk desk, Operator operator) {
        List<String> said = new ArrayList<>();
        Path migrations = migrations(in, desk, operator, said);
        String variable = in.value("--variable").orElse(DATABASE_URL);
        Optional<String> envFile =
                in.value("--env-file").or(() -> Optional.of(".env").filter(file -> holds(desk, file, variable)));
        Variables variables = desk.variables(envFile);
        Optional<String> url = in.value("--url").or(() -> variables.find(variable));
        if (in.value("--url").isEmpty() && url.isPresent()) {
            said.add("the database is " + variable + "'s"
                    + envFile.map(file -> ", with " + file).orElse(""));
        }
        return new NewPlaces(
                migrations,
                url.orElseGet(
                        () -> operator.statement("Which database? postgresql://USER@HOST:PORT/DATABASE", "--url")),
                variable,
                in.value("--url").isPresent() ? in.value("--env-file") : envFile,
                said);
    }

    private static boolean holds(Desk desk, String file, String variable) {
        return Files.isRegularFile(desk.workingDirectory().resolve(file))
                && desk.variables(Optional.of(file)).find(variable).isPresent();
    }

    private static Path migrations(Invocation in, Desk desk, Operator operator, List<String> said) {
        Path here = desk.workingDirectory();
        Optional<Path> named = in.value("--migrations").map(here::resolve);
        if (named.isPresent()) {
            return named.get();
        }
        List<Path> found = candidates(here);
        if (found.isEmpty()) {
            throw Problem.of(ProblemCode.PB518, "No migrations folder was found here")
                    .hint(
                            "name it: --migrations DIR; prisma/migrations and migrations are looked for, and in packages and apps")
                    .asException();
        }
        Path chosen = found.size() == 1 ? found.get(0) : choice(here, found, operator);
        said.add("the migrations are in " + here.relativize(chosen));
        return chosen;
    }

    private static Path choice(Path here, List<Path> found, Operator operator) {
        List<Question.Choice> choices = found.stream()
                .map(path -> Question.choice(String.valueOf(here.relativize(path)), "has migrations"))
                .toList();
        return here.resolve(operator.choose(new Question("migrations", "Which migrations folder?", choices)));
    }

    /** Here, and in the packages of a workspace. */
    private static List<Path> candidates(Path here) {
        List<Path> homes = new ArrayList<>(List.of(here));
        for (String workspace : List.of("packages", "apps")) {
            homes.addAll(directories(here.resolve(workspace)));
        }
        return homes.stream()
                .flatMap(home -> Desk.USUAL_MIGRATIONS.stream().map(home::resolve))
                .filter(folder -> directories(folder).stream()
                        .anyMatch(migration -> Files.isRegularFile(migration.resolve("migration.sql"))))
                .toList();
    }

    private static List<Path> directories(Path directory) {
        try (Stream<Path> paths = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
            return paths.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The command line with what was found, as the other commands read it. */
    Invocation completed(Invocation in) {
        Map<String, List<String>> options = new HashMap<>(in.options());
        options.put("--url", List.of(url));
        options.put("--migrations", List.of(migrations.toString()));
        return new Invocation(in.command(), in.arguments(), options);
    }
}

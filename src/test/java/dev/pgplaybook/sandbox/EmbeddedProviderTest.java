package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.progress.Cancellation;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedProviderTest {

    /** Shared by the tests: what is unpacked for the first serves the others. */
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path cache;

    private final Recorded progress = new Recorded();

    @Test
    void preparesAnEmptyCacheOnceForTwoAtATime(@TempDir Path empty) throws Exception {
        Path directory = empty.resolve("made/on/the/way");
        EmbeddedProvider provider = new EmbeddedProvider(directory);

        CompletableFuture<Sandbox> first = CompletableFuture.supplyAsync(() -> create(provider, "first"));
        try (Sandbox second = create(provider, "second");
                Sandbox other = first.get()) {
            assertThat(second.url().port()).isNotEqualTo(other.url().port());
        }

        assertThat(progress.doing)
                .containsOnlyOnce("unpacking PostgreSQL 17.6", "preparing PostgreSQL 17.6")
                .contains("starting PostgreSQL 17.6");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void leavesTheSandboxesInUseAlone() throws Exception {
        EmbeddedProvider provider = new EmbeddedProvider(cache);

        try (Sandbox inUse = create(provider, "in-use");
                Sandbox next = create(provider, "next")) {
            assertThat(SandboxContract.one(inUse.url(), "SELECT 1")).isEqualTo("1");
            assertThat(next.url()).isNotEqualTo(inUse.url());
        }
        assertThat(progress.notes).isEmpty();
    }

    @Test
    void takesAnotherPortWhenSomebodyElseHasIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Deque<Integer> ports = new ArrayDeque<>(List.of(taken.getLocalPort(), FreePort.find()));
            EmbeddedProvider provider = new EmbeddedProvider(cache, ServerUser::choose, ports::removeFirst);

            try (Sandbox sandbox = create(provider, "second-port")) {
                assertThat(SandboxContract.one(sandbox.url(), "SELECT 1")).isEqualTo("1");
            }
            assertThat(ports).isEmpty();
        }
    }

    @Test
    void keepsInMemoryWhatIsThereForAMoment(@TempDir Path directory) throws Exception {
        Path memory = Files.createDirectory(directory.resolve("memory"));
        EmbeddedProvider provider = AbandonedSandbox.inMemory(directory.resolve("cache"));

        try (Sandbox brief = provider.create(SandboxRequest.of("brief").briefly(), progress, new Cancellation());
                Sandbox other = create(provider, "other")) {
            assertThat(memory).isDirectoryContaining("glob:**/pgplaybook-brief-*");
            assertThat(memory.toFile().list()).hasSize(1);
            assertThat(SandboxContract.one(brief.url(), "SELECT 1")).isEqualTo("1");
            assertThat(SandboxContract.one(other.url(), "SELECT 2")).isEqualTo("2");
        }

        assertThat(memory).isEmptyDirectory();
        Leftovers.assertNone(Cache.open(directory.resolve("cache"), ServerUser.choose()), "brief");
    }

    @Test
    void usesTheDiskWhereMemoryHasNoRoom(@TempDir Path directory) {
        assertThat(new MemoryDisk(directory, Long.MAX_VALUE).path("a")).isEmpty();
        assertThat(new MemoryDisk(directory.resolve("none"), 0).path("a")).isEmpty();
        assertThat(new MemoryDisk(directory, 1).path("a")).contains(directory.resolve("a"));
    }

    @Test
    void takesNoDirectoryThatIsThereAlready(@TempDir Path directory) throws Exception {
        Cache made = Cache.open(directory.resolve("cache"), ServerUser.ourselves());

        Path data = made.makeServerDirectory(directory.resolve("data"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        assertThatThrownBy(() -> made.makeServerDirectory(data)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void showsTheLogOfAServerThatDoesNotStart() throws Exception {
        EmbeddedProvider provider = new EmbeddedProvider(cache, ServerUser::choose, () -> 70_000);

        Problem problem = problemOf(provider, SandboxRequest.of("bad-port"));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB602);
        assertThat(problem.message()).isEqualTo("the embedded PostgreSQL did not start");
        assertThat(problem.hint().orElseThrow()).contains("70000 is outside the valid range");
        Leftovers.assertNone(Cache.open(cache, ServerUser.choose()), "bad-port");
    }

    @Test
    void takesTheBundledBinariesWhereTheVersionIsNotInstalled() {
        EmbeddedProvider provider = new EmbeddedProvider(cache);
        SandboxRequest request = SandboxRequest.of("old").ofMajor(12);

        assertThat(provider.offer(request))
                .isEqualTo(new Offer(
                        "embedded PostgreSQL 17.6", Optional.of(17), Optional.of("embedded PostgreSQL 17.6")));
        try (Sandbox sandbox = provider.create(request, progress, new Cancellation())) {
            assertThat(sandbox.description()).isEqualTo("embedded PostgreSQL 17.6");
        }
    }

    @Test
    void findsNoServerWhereItsProgramsDoNotRun(@TempDir Path directory) throws Exception {
        for (String name : List.of("postgres", "initdb")) {
            Path program = Files.writeString(directory.resolve(name), "not a program");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        assertThat(new HostBinaries(directory.toString()).find(98, ServerUser.ourselves()))
                .isEmpty();
    }

    @Test
    void findsAServerOnThePathByTheVersionThatItSays(@TempDir Path directory) throws Exception {
        for (String name : List.of("postgres", "initdb")) {
            Path program = Files.writeString(
                    directory.resolve(name), "#!/bin/sh\necho 'postgres (PostgreSQL) 98.3 (Debian 98.3-1)'\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        HostBinaries host = new HostBinaries("/nowhere:" + directory);

        assertThat(host.find(98, ServerUser.ourselves())).hasValueSatisfying(found -> {
            assertThat(found.version()).isEqualTo("98.3");
            assertThat(found.programs()).isEqualTo(directory);
        });
        assertThat(host.find(97, ServerUser.ourselves())).isEmpty();
    }

    @Test
    void namesTheMachineThatItHasNoBinariesFor() {
        assertThatThrownBy(() -> Binaries.archive("plan9", "aarch64"))
                .isInstanceOfSatisfying(ProblemException.class, thrown -> {
                    assertThat(thrown.first().code()).isEqualTo(ProblemCode.PB601);
                    assertThat(thrown.first().message())
                            .isEqualTo("there are no PostgreSQL binaries for plan9 on aarch64");
                });
    }

    @Test
    void saysThatTheCacheCannotBeUsed(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        Problem problem = problemOf(new EmbeddedProvider(file.resolve("cache")), SandboxRequest.of("nowhere"));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB602);
        assertThat(problem.message()).startsWith("the cache directory " + file.resolve("cache") + " cannot be used");
    }

    @Test
    void keepsItsCacheWhereTheUserOrTheSystemWantsIt() {
        Path home = Path.of("/home/eva");

        assertThat(EmbeddedProvider.defaultCache(Map.of("PGPLAYBOOK_CACHE", "/big", "XDG_CACHE_HOME", "/xdg"), home))
                .isEqualTo(Path.of("/big"));
        assertThat(EmbeddedProvider.defaultCache(Map.of("XDG_CACHE_HOME", "/xdg"), home))
                .isEqualTo(Path.of("/xdg/pgplaybook"));
        assertThat(EmbeddedProvider.defaultCache(Map.of(), home))
                .isIn(home.resolve(".cache/pgplaybook"), home.resolve("Library/Caches/pgplaybook"));
    }

    private Sandbox create(EmbeddedProvider provider, String label) {
        return provider.create(SandboxRequest.of(label), progress, new Cancellation());
    }

    private Problem problemOf(EmbeddedProvider provider, SandboxRequest request) {
        try (Sandbox sandbox = provider.create(request, progress, new Cancellation())) {
            throw new AssertionError(sandbox.description() + " started");
        } catch (ProblemException e) {
            return e.first();
        }
    }
}

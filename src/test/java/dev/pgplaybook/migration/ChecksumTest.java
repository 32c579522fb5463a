package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {

    private static final String LF = "CREATE TABLE t (\n  i int\n);\n";
    private static final String CRLF = LF.replace("\n", "\r\n");

    @Test
    void isTheDigestOfTheBytesAsTheyAre() {
        assertThat(Checksum.of("").hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Checksum.of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Checksum.of(LF)).isNotEqualTo(Checksum.of(CRLF));
        assertThat(Checksum.of("\ufeff" + LF)).isNotEqualTo(Checksum.of(LF));
        assertThat(Checksum.of("a\n")).isNotEqualTo(Checksum.of("a"));
    }

    @Test
    void takesTheOtherPlatformsLineBreaksForTheSameScript() {
        String mixed = "CREATE TABLE t (\r\n  i int\n);\r\n";

        assertThat(Checksum.matches(Checksum.of(LF).hex(), CRLF)).isTrue();
        assertThat(Checksum.matches(Checksum.of(CRLF).hex(), LF)).isTrue();
        assertThat(Checksum.matches(Checksum.of(LF).hex(), mixed)).isTrue();
        assertThat(Checksum.matches(Checksum.of(mixed).hex(), mixed)).isTrue();
        assertThat(Checksum.matches(Checksum.of(mixed).hex(), LF)).isFalse();
        assertThat(Checksum.matches(Checksum.of(LF).hex(), LF + "\n")).isFalse();
    }

    @Test
    void knowsTheFormOfAnEarlyPrisma() {
        String padded = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        String withZeros = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(Checksum.matches("ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad", "abc"))
                .isTrue();
        assertThat(Checksum.matches(withZeros, "abc")).isTrue();
        assertThat(Checksum.matches("ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad", "abd"))
                .isFalse();
        assertThat(Checksum.matches(padded, "")).isTrue();
        assertThat(Checksum.matches("", "")).isFalse();
    }

    @Test
    void readsWhatIsNotUtf8AsPrismaDoes(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("x/migration.sql");
        Files.createDirectories(directory.resolve("x"));
        Files.write(file, new byte[] {'-', '-', (byte) 0xe9, '\n'});

        Migration migration = MigrationFolder.read(directory).migrations().get(0);

        assertThat(migration.checksum()).isEqualTo(Checksum.of("--\ufffd\n"));
    }
}

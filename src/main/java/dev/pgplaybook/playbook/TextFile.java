package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a small text file that a person wrote: at most 1 MB of UTF-8 without control characters. */
final class TextFile {

    private static final int LARGEST = 1_000_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /** The text, without a byte order mark. */
    static String read(Path file) {
        String text = decode(file, bytes(file));
        refuseControlCharacters(file, text);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /** Never more than the limit is read, whatever the file's size says: a pipe has none. */
    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw unreadable(file, "is a directory").asException();
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw Problem.of(ProblemCode.PB112, file + " is larger than 1 MB")
                        .hint("check that this is the file you meant; move data into SQL files of its own")
                        .asException();
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw unreadable(file, "does not exist").asException(e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "may not be read by this user").asException(e);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: " + e.getMessage()).asException(e);
        }
    }

    private static Problem unreadable(Path file, String why) {
        return Problem.of(ProblemCode.PB114, file + " " + why).hint("check the path and the permissions");
    }

    private static String decode(Path file, byte[] bytes) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = strict.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw Problem.of(ProblemCode.PB113, "the byte 0x%02x is not UTF-8".formatted(bytes[in.position()]))
                    .at(placeAfter(file, text))
                    .hint("save the file as UTF-8")
                    .asException();
        }
        return text;
    }

    private static void refuseControlCharacters(Path file, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!belongsInText(text.charAt(i))) {
                throw Problem.of(ProblemCode.PB113, "the character U+%04X has no place in a text".formatted((int)
                                        text.charAt(i)))
                        .at(placeAfter(file, text.substring(0, i)))
                        .hint("check that this is a text file, and remove the character")
                        .asException();
            }
        }
    }

    /** What YAML calls printable; surrogates come in pairs here, since the file is valid UTF-8. */
    private static boolean belongsInText(char c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c == 0x85
                || (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xfffd);
    }

    private static Location placeAfter(Path file, String before) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int lineStart = before.lastIndexOf('\n') + 1;
        return new Location(file, line, before.codePointCount(lineStart, before.length()) + 1);
    }
}

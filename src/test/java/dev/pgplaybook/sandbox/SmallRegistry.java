package dev.pgplaybook.sandbox;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A registry on this machine with one image, which comes slowly, and in which there is no program to run. */
final class SmallRegistry implements AutoCloseable {

    private static final int SIZE = 3 << 20;
    private static final int PIECE = 256 << 10;
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private final ServerSocket socket;
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final byte[] manifest;

    SmallRegistry() throws IOException {
        byte[] tar = tar();
        byte[] layer = gzip(tar);
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        byte[] config = """
                {"architecture": "%s", "os": "linux", "config": {"Cmd": ["/nothing"]},
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}}""".formatted(architecture, digest(tar)).getBytes(StandardCharsets.UTF_8);
        manifest = """
                {"schemaVersion": 2, "mediaType": "%s",
                 "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": %d, "digest": "%s"},
                 "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": %d, "digest": "%s"}]}""".formatted(MANIFEST, config.length, digest(config), layer.length, digest(layer))
                .getBytes(StandardCharsets.UTF_8);
        blobs.put(digest(config), config);
        blobs.put(digest(layer), layer);
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "registry");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** The name of its image. */
    String image() {
        return "127.0.0.1:" + socket.getLocalPort() + "/nothing:1";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket visitor = socket.accept();
                Thread answering = new Thread(() -> answer(visitor), "registry-answer");
                answering.setDaemon(true);
                answering.start();
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    /** Engines try encryption first: a visitor who does not begin with a word is sent away at once. */
    private void answer(Socket visitor) {
        try (visitor;
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(visitor.getInputStream(), StandardCharsets.ISO_8859_1))) {
            char first = (char) request.read();
            if (!Character.isLetter(first)) {
                return;
            }
            String[] words = (first + request.readLine()).split(" ", -1);
            while (!request.readLine().isEmpty()) {
                // Nothing in the headers changes the answer.
            }
            boolean manifests = words[1].contains("/manifests/");
            byte[] body =
                    manifests ? manifest : blobs.getOrDefault(words[1].replaceFirst(".*/blobs/", ""), new byte[0]);
            OutputStream answer = visitor.getOutputStream();
            answer.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: "
                            + (manifests ? MANIFEST : "application/octet-stream") + "\r\nDocker-Content-Digest: "
                            + digest(body) + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            if (!words[0].equals("HEAD")) {
                slowly(answer, body);
            }
            answer.flush();
        } catch (IOException e) {
            // The visitor has had enough.
        }
    }

    private static void slowly(OutputStream stream, byte[] body) throws IOException {
        for (int sent = 0; sent < body.length; sent += PIECE) {
            stream.write(body, sent, Math.min(PIECE, body.length - sent));
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static byte[] tar() throws IOException {
        byte[] content = new byte[SIZE];
        new Random(1).nextBytes(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("noise");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

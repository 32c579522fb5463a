package dev.pgplaybook.database;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The server's side of PostgreSQL's protocol, for one client and one answer. */
final class Backend {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int TEXT = 25;

    private final DataInputStream in;
    private final DataOutputStream out;

    Backend(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = new DataOutputStream(out);
    }

    /** Lets everybody in, unencrypted. */
    void start(String serverVersion) throws IOException {
        takeStartupPacket();
        send('R', message -> message.writeInt(0));
        parameter("server_version", serverVersion);
        parameter("client_encoding", "UTF8");
        parameter("server_encoding", "UTF8");
        parameter("DateStyle", "ISO, MDY");
        parameter("integer_datetimes", "on");
        parameter("standard_conforming_strings", "on");
        ready();
    }

    /** Refuses the login as a server does that is not up yet. */
    void refuseForNow() throws IOException {
        takeStartupPacket();
        send('E', message -> {
            string(message, "SFATAL");
            string(message, "C57P03");
            string(message, "Mthe database system is starting up");
            message.write(0);
        });
    }

    /** One row of one column, whatever is asked. */
    void answerEverythingWith(String text) throws IOException {
        while (true) {
            char type = (char) in.readByte();
            in.skipNBytes(in.readInt() - 4);
            switch (type) {
                case 'P' -> send('1', message -> {});
                case 'B' -> send('2', message -> {});
                case 'D' -> describe();
                case 'E' -> row(text);
                case 'Q' -> {
                    send('C', message -> string(message, "SET"));
                    ready();
                }
                case 'S' -> ready();
                default -> {
                    return;
                }
            }
        }
    }

    private void takeStartupPacket() throws IOException {
        int protocol = startupPacket();
        while (protocol == SSL_REQUEST || protocol == GSS_REQUEST) {
            out.write('N');
            protocol = startupPacket();
        }
    }

    private int startupPacket() throws IOException {
        int length = in.readInt();
        int protocol = in.readInt();
        in.skipNBytes(length - 8);
        return protocol;
    }

    private void describe() throws IOException {
        send('T', message -> {
            message.writeShort(1);
            string(message, "version");
            message.writeInt(0);
            message.writeShort(0);
            message.writeInt(TEXT);
            message.writeShort(-1);
            message.writeInt(-1);
            message.writeShort(0);
        });
    }

    private void row(String text) throws IOException {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        send('D', message -> {
            message.writeShort(1);
            message.writeInt(value.length);
            message.write(value);
        });
        send('C', message -> string(message, "SELECT 1"));
    }

    private void parameter(String name, String value) throws IOException {
        send('S', message -> {
            string(message, name);
            string(message, value);
        });
    }

    private void ready() throws IOException {
        send('Z', message -> message.write('I'));
    }

    private static void string(DataOutputStream message, String text) throws IOException {
        message.write(text.getBytes(StandardCharsets.UTF_8));
        message.write(0);
    }

    private void send(char type, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.write(new DataOutputStream(bytes));
        out.write(type);
        out.writeInt(bytes.size() + 4);
        out.write(bytes.toByteArray());
        out.flush();
    }

    @FunctionalInterface
    private interface Content {
        void write(DataOutputStream message) throws IOException;
    }
}

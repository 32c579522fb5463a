package dev.pgplaybook.playbook;

import java.util.List;

/** Reads where a sandbox comes from: each provider has options of its own. */
final class ProviderReader {

    /** The oldest that pgplaybook works with. */
    private static final int OLDEST = 13;

    private static final int NEWEST = 99;

    private ProviderReader() {}

    static SandboxSpec.Provider provider(Fields fields) {
        return fields.find("provider")
                .map(f -> Values.word(f, SandboxSpec.Provider.class, SandboxSpec.Provider::word))
                .orElse(SandboxSpec.Provider.AUTO);
    }

    static ProviderOptions options(Fields fields, SandboxSpec.Provider provider) {
        refuseOthers(fields, provider);
        if (provider == SandboxSpec.Provider.SERVER) {
            fields.require("url", "give the URL of a server that may make databases, such as url: ${ADMIN_URL}");
        }
        return new ProviderOptions(
                fields.find("version").map(field -> Values.whole(field, OLDEST, NEWEST)),
                fields.find("image").map(Values::text),
                fields.find("pull_timeout").map(Values::duration),
                fields.find("url").map(Values::template));
    }

    private static void refuseOthers(Fields fields, SandboxSpec.Provider provider) {
        switch (provider) {
            case SERVER -> {
                fields.refuse("version", "a server has the version that it has");
                refuseImage(fields);
            }
            case EMBEDDED -> {
                fields.refuse("url", "write provider: server to make databases on a server");
                refuseImage(fields);
            }
            case AUTO, CONTAINER -> fields.refuse("url", "write provider: server to make databases on a server");
        }
    }

    private static void refuseImage(Fields fields) {
        List.of("image", "pull_timeout").forEach(key -> fields.refuse(key, "only containers are made of an image"));
    }
}

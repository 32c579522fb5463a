package dev.pgplaybook.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.TestServer;
import java.util.Map;

class ServerSandboxTest extends SandboxContract {

    @Override
    SandboxProvider provider() {
        return new ServerProvider(Map.of());
    }

    @Override
    SandboxRequest request(SandboxRequest plain) {
        return plain.on(TestServer.url("postgres"));
    }

    @Override
    void assertNothingIsLeftOf(String usedLabel) throws Exception {
        assertThat(Leftovers.databases(usedLabel)).isEmpty();
    }
}

package dev.pgplaybook.sandbox;

import dev.pgplaybook.testing.TestServer;

class EmbeddedSandboxTest extends SandboxContract {

    @Override
    SandboxProvider provider() {
        return new EmbeddedProvider(TestServer.cache());
    }

    @Override
    void assertNothingIsLeftOf(String usedLabel) throws Exception {
        Leftovers.assertNone(Cache.open(TestServer.cache(), ServerUser.choose()), usedLabel);
    }
}

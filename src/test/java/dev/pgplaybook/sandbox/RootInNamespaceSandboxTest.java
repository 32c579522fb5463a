package dev.pgplaybook.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgplaybook.process.FreePort;
import dev.pgplaybook.testing.TestServer;
import org.junit.jupiter.api.BeforeAll;

class RootInNamespaceSandboxTest extends SandboxContract {

    @BeforeAll
    static void needsRoot() {
        assumeTrue(ServerUser.isRoot(), "only root runs PostgreSQL in a user namespace");
        assumeTrue(ServerUser.canUseNamespaces(), "this machine forbids user namespaces");
    }

    @Override
    SandboxProvider provider() {
        return embedded();
    }

    @Override
    EmbeddedProvider embedded() {
        return new EmbeddedProvider(TestServer.cache(), ServerUser::inNamespace, FreePort::find);
    }

    @Override
    void assertNothingIsLeftOf(String usedLabel) throws Exception {
        Leftovers.assertNone(Cache.open(TestServer.cache(), ServerUser.inNamespace()), usedLabel);
    }
}

package dev.pgplaybook.sandbox;

class Container17SandboxTest extends ContainerSandboxContract {

    Container17SandboxTest() {
        super(17);
    }
}

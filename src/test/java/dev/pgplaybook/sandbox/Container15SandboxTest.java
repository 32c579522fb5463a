package dev.pgplaybook.sandbox;

class Container15SandboxTest extends ContainerSandboxContract {

    Container15SandboxTest() {
        super(15);
    }
}

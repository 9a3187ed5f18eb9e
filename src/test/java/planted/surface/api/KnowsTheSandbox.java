package planted.surface.api;

import planted.sandbox.pagertree.Sandbox;

class KnowsTheSandbox {
    void play(Sandbox sandbox) {}
}

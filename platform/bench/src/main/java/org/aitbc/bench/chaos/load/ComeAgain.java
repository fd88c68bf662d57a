package org.aitbc.bench.chaos.load;

import java.io.IOException;

/** The suite has no room at the moment. */
final class ComeAgain extends IOException {

    private static final long serialVersionUID = 1;

    ComeAgain() {
        super("no room");
    }
}

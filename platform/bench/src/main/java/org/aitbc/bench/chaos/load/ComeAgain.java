package org.aitbc.bench.chaos.load;

import java.io.IOException;

/** The suite cannot say at the moment. */
final class ComeAgain extends IOException {

    private static final long serialVersionUID = 1;

    ComeAgain() {
        super("not now");
    }
}

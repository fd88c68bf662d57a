package org.aitbc.gateway.edge;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** How many small bodies that have come in part may wait for their rest: together they take an eighth of the heap at most. */
@Component
class KeptBodies {

    private static final int SHARE = 8;

    private final Semaphore places = new Semaphore((int) (Runtime.getRuntime().maxMemory() / SHARE / Intake.SMALL));

    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }
}

package org.aitbc.bench.chaos.fault;

import java.util.Random;

/** Does the damage, and returns when the next fault may come; says what it did. */
interface Strike {
    String on(Arena arena, Random random) throws Exception;
}

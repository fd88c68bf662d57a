package org.aitbc.miner;

import org.springframework.test.context.TestPropertySource;

/** A service that works on 14 requests at once, of which 13 may wait, and where nobody sweeps but the test. */
@TestPropertySource(properties = {"aitbc.room.share=0.000001", "aitbc.lease.sweep=1h"})
public abstract class CrowdedTest extends MinerTest {}

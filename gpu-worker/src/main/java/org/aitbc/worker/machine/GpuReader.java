package org.aitbc.worker.machine;

import java.util.List;

/** A way to ask the driver. */
interface GpuReader {

    String name();

    /**
     * The GPUs with their load of this moment.
     *
     * @throws GpusUnreadable when the driver cannot be asked this way
     */
    List<Gpu> read() throws GpusUnreadable;
}

package org.aitbc.bench.gateway;

import java.nio.file.Path;
import org.aitbc.bench.process.Server;

/** A gateway or proxy that is measured before a service. */
interface ProxyUnderTest {

    /**
     * Starts it in a process of its own and returns when its port is open.
     *
     * @param folder for its files
     */
    Server start(Path folder, int servicePort) throws Exception;
}

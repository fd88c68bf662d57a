package org.aitbc.standalone.suite;

import java.util.List;

/** Where the services of a suite run. */
interface Services extends AutoCloseable {

    /** Starts them and returns when all are up. The first comes alone: it makes the schema that the others need. */
    void start(List<SuiteService> services);

    @Override
    void close();
}

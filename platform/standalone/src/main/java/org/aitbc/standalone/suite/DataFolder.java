package org.aitbc.standalone.suite;

import java.nio.file.Path;

/** Everything the suite keeps, in one folder. */
public record DataFolder(Path path) {

    /** Where the keys for clients, miners and administrators are. */
    public Path keys() {
        return path.resolve("keys.env");
    }

    /** What the suite says, and the services that run within it. */
    public Path log() {
        return logs().resolve("suite.log");
    }

    /** What suite, services and workers say. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** The process id of a service that runs apart. */
    Path pid(SuiteService service) {
        return path.resolve("run").resolve(service.name() + ".pid");
    }

    /** What a service says that runs apart. */
    Path log(SuiteService service) {
        return logs().resolve(service.name() + ".log");
    }

    Path tokenSecret() {
        return path.resolve("keys/token.secret");
    }

    Path receiptKey() {
        return path.resolve("keys/receipt.key");
    }

    /** What the keys of accounts on chains are encrypted with. */
    Path chainKey() {
        return path.resolve("keys/chain.key");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    /** What the chain keeps. */
    Path chain() {
        return path.resolve("chain");
    }

    Path worker(String name) {
        return path.resolve("workers").resolve(name);
    }
}

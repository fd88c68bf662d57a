package org.aitbc.standalone.suite;

import java.nio.file.Path;

/** Everything the suite keeps, in one folder. */
public record DataFolder(Path path) {

    /** Where the keys for clients, miners and administrators are. */
    public Path keys() {
        return path.resolve("keys.env");
    }

    /** What the services say. */
    public Path log() {
        return logs().resolve("suite.log");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path tokenSecret() {
        return path.resolve("keys/token.secret");
    }

    Path receiptKey() {
        return path.resolve("keys/receipt.key");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path worker(String name) {
        return path.resolve("workers").resolve(name);
    }
}

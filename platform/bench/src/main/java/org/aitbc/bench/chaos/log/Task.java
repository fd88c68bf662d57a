package org.aitbc.bench.chaos.log;

/** What a job does to its worker. */
public enum Task {
    /** It is done at once. */
    QUICK("chaos", 900),
    /** It lasts for some heartbeats. */
    LONG("chaos", 900),
    /** Its worker reports a failure. */
    FAILING("chaos", 900),
    /** Its worker dies, or hands it back, each time. */
    POISON("poison", 900),
    /** It is for workers that are about to be thrown out. */
    STORM("storm", 900),
    /** A process of the real worker runs it. */
    COMMAND("command", 900),
    /** No worker takes it, so that it expires. */
    NOBODY("of-nobody", 2);

    private final String type;
    private final int ttlSeconds;

    Task(String type, int ttlSeconds) {
        this.type = type;
        this.ttlSeconds = ttlSeconds;
    }

    /** The job as it is submitted, without an end: a price may follow. */
    public String submit(String tag) {
        return "{\"payload\":{\"type\":\"%s\",\"task\":\"%s\",\"tag\":\"%s\",\"command\":[\"true\"]},\"allow_unknown_type\":true,\"ttl_seconds\":%d"
                .formatted(type, name(), tag, ttlSeconds);
    }

    /** What a worker offers to be given such jobs. */
    public String type() {
        return type;
    }
}

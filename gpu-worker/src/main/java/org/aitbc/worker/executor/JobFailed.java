package org.aitbc.worker.executor;

/** A job cannot be finished here, for a reason that has a code. */
public class JobFailed extends Exception {

    private final String code;
    private final boolean retryable;

    public JobFailed(String code, String message) {
        this(code, message, false);
    }

    /** With {@code retryable} another worker, or this one later, may succeed. */
    public JobFailed(String code, String message, boolean retryable) {
        super(message);
        this.code = code;
        this.retryable = retryable;
    }

    public static JobFailed invalid(String message) {
        return new JobFailed("INVALID_PAYLOAD", message);
    }

    public String code() {
        return code;
    }

    public boolean retryable() {
        return retryable;
    }
}

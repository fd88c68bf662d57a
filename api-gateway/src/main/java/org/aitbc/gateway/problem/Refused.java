package org.aitbc.gateway.problem;

/** Ends a request with a problem; it is thrown a lot, so it has no stack trace. */
public final class Refused extends RuntimeException {

    private final transient Problem problem;

    public Refused(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}

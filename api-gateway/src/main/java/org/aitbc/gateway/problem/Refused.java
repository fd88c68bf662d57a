package org.aitbc.gateway.problem;

/** Ends a request with a problem from a place that cannot answer by itself, such as the middle of a body. */
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

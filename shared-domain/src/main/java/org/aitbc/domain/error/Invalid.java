package org.aitbc.domain.error;

import org.jspecify.annotations.Nullable;

/** The request is well formed, but a value in it is not acceptable (422). */
public final class Invalid extends DomainException {

    private final @Nullable String member;
    private final String right;

    public Invalid(String code, String detail) {
        this(code, detail, null, detail);
    }

    private Invalid(String code, String detail, @Nullable String member, String right) {
        super(code, detail);
        this.member = member;
        this.right = right;
    }

    /**
     * As when a member of the body breaks a rule of its type.
     *
     * @param member its path, such as {@code jobs[1].payload.image}
     * @param right what it must be
     */
    public static Invalid member(String member, String right) {
        return new Invalid("VALIDATION_ERROR", "body." + member + ": " + right, member, right);
    }

    public static void when(boolean refused, String code, String detail) {
        if (refused) {
            throw new Invalid(code, detail);
        }
    }

    /** The path of the member in the body; null where it is about more than one, or none. */
    public @Nullable String member() {
        return member;
    }

    /** What would be right. */
    public String right() {
        return right;
    }

    @Override
    public int status() {
        return 422;
    }
}

package org.aitbc.starter.trace;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.Tracer.SpanInScope;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Spans of what no library observes; none where no traces are exported.
 *
 * <p>What has an id, such as a job, has a trace of the same id. In it is what happens to the job, also long after the request
 * that it came with, and without a row that would have to remember that request. Its spans are linked with those of requests.
 */
public final class Spans {

    /** Where nothing is traced. */
    public static final Spans NONE = new Spans(null, 0);

    /** What is random of a UUID's last half; the two bits before are the same in all of them. */
    private static final long RANDOM = -1L >>> 2;

    private final @Nullable Tracer tracer;
    private final double share;

    /** @param share of the subjects, between 0 and 1, that have a trace of their own */
    Spans(@Nullable Tracer tracer, double share) {
        this.tracer = tracer;
        this.share = share;
    }

    /** Whether what this thread does is part of a trace that is exported. */
    boolean isTracing() {
        Span current = tracer == null ? null : tracer.currentSpan();
        return current != null && Boolean.TRUE.equals(current.context().sampled());
    }

    /** Has the database do something that another thread may send it, within this thread's trace. */
    public <T> T statement(String name, Supplier<T> work) {
        if (tracer == null || !isTracing()) {
            return work.get();
        }
        Span span = tracer.spanBuilder()
                .name(name)
                .kind(Span.Kind.CLIENT)
                .tag("db.system.name", "postgresql")
                .start();
        try {
            return work.get();
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Notes in the trace of a subject, such as a job, what this thread's request did to it. */
    public void happened(String name, String subject) {
        if (tracer != null) {
            start(tracer, name, Ids.parse(subject)).end();
        }
    }

    /** Notes in the trace of each subject what is done about all of them; what one alone causes is found within its trace. */
    public void during(List<String> names, List<UUID> subjects, Runnable work) {
        if (tracer == null) {
            work.run();
            return;
        }
        Span[] spans = new Span[subjects.size()];
        for (int i = 0; i < spans.length; i++) {
            spans[i] = start(tracer, names.get(i), subjects.get(i));
        }
        try (SpanInScope _ = tracer.withSpan(spans.length == 1 ? spans[0] : null)) {
            work.run();
        } catch (RuntimeException e) {
            for (Span span : spans) {
                span.error(e);
            }
            throw e;
        } finally {
            for (Span span : spans) {
                span.end();
            }
        }
    }

    private Span start(Tracer known, String name, UUID subject) {
        String id = Ids.text(subject);
        Span request = known.currentSpan();
        boolean sampled = (subject.getLeastSignificantBits() & RANDOM) < share * RANDOM;
        TraceContext own = known.traceContextBuilder()
                .traceId(id)
                .spanId(id.substring(16))
                .sampled(sampled)
                .build();
        Span.Builder builder = known.spanBuilder().setParent(own).name(name).kind(Span.Kind.CONSUMER);
        if (request != null) {
            request.tag("aitbc.subject", id);
            builder.addLink(new Link(request));
        }
        return builder.start();
    }
}

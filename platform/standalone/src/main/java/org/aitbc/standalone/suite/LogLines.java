package org.aitbc.standalone.suite;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/** Lines of text, or Spring Boot's JSON, which it offers only where it sets up logging itself. */
public final class LogLines extends PatternLayoutEncoder {

    private final @Nullable String format = System.getenv("AITBC_LOG_FORMAT");
    private @Nullable StructuredLogEncoder json;

    @Override
    public byte[] encode(ILoggingEvent event) {
        return format == null || format.isBlank()
                ? super.encode(event)
                : json(format).encode(event);
    }

    /** Made with the first line: what Spring logs meanwhile would come too early at the start. */
    private synchronized StructuredLogEncoder json(String wanted) {
        if (json == null) {
            getContext().putObject(Environment.class.getName(), new StandardEnvironment());
            json = new StructuredLogEncoder();
            json.setContext(getContext());
            json.setFormat(wanted);
            json.start();
        }
        return json;
    }
}

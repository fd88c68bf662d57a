package org.aitbc.starter.outbox;

/** A bean that follows events: while the service runs, one reader of this name applies them to it. */
public interface OutboxConsumer extends OutboxReader.Handler {

    /** Under what its place in the outbox is kept. */
    String reader();
}

package org.aitbc.starter.jpa;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import tools.jackson.databind.node.ObjectNode;

@Entity
class GardenTool extends Aggregate {

    enum State {
        NEW,
        WORN
    }

    @Embeddable
    record Offer(
            String name,
            BigDecimal price,
            List<String> tags,
            @JdbcTypeCode(SqlTypes.JSON) ObjectNode details,
            Instant seenAt) {}

    @JsonUnwrapped
    Offer offer;

    State state = State.NEW;

    protected GardenTool() {}

    GardenTool(Offer offer) {
        this.offer = offer;
    }
}

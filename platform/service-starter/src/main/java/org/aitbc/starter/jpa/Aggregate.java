package org.aitbc.starter.jpa;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/** What is kept and answered as a whole: its fields are its columns and its JSON. Nobody's change overwrites another's. */
@MappedSuperclass
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
public abstract class Aggregate {

    @Id
    private UUID id;

    /** Null until it is stored. */
    @Version
    @JsonIgnore
    private @Nullable Integer version;

    protected Aggregate() {
        this(Ids.next());
    }

    /** @param id that of what it belongs to, such as the hold of its money */
    protected Aggregate(UUID id) {
        this.id = id;
    }

    public UUID id() {
        return id;
    }
}

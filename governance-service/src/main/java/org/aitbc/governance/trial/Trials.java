package org.aitbc.governance.trial;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.Query;

interface Trials extends Store<Trial> {

    @Query(
            "select t.id from Trial t where t.state = WATCHING and (t.lookedAt is null or t.lookedAt <= :before) order by t.id")
    List<UUID> due(Instant before);
}

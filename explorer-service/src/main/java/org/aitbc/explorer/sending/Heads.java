package org.aitbc.explorer.sending;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How high the chains are, as their nodes said last. */
@Component
public class Heads {

    private final Map<Long, Long> heads = new ConcurrentHashMap<>();

    /** Empty where the chain's node does not answer. */
    public OptionalLong find(long chainId) {
        Long head = heads.get(chainId);
        return head == null ? OptionalLong.empty() : OptionalLong.of(head);
    }

    void put(long chainId, long head) {
        heads.put(chainId, head);
    }

    void forget(long chainId) {
        heads.remove(chainId);
    }
}

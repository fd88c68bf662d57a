package org.aitbc.explorer.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What hangs together with an id.
 *
 * @param query as it was asked for
 * @param kind of what the id belongs to, which is the first node
 * @param nodes what hangs together
 * @param edges how it does
 */
record Trace(String query, Kind kind, List<Node> nodes, List<Edge> edges) {

    /**
     * @param id id of the node in this answer
     * @param kind what it is
     * @param details what else is known of it; what is not for the caller is left out
     */
    record Node(
            String id,
            Kind kind,
            String title,
            @Nullable String state,
            @Nullable Instant at,
            Map<String, Object> details) {}

    /**
     * @param from id of a node
     * @param to id of a node
     * @param relation read as "from ... to"
     */
    record Edge(
            String from,
            String to,
            String relation,
            @Nullable Instant at) {}

    /** Takes nodes and edges in; what comes again is the same. */
    static final class Sketch {

        private final Map<String, Node> nodes = new LinkedHashMap<>();
        private final Map<String, Edge> edges = new LinkedHashMap<>();

        boolean has(String id) {
            return nodes.containsKey(id);
        }

        void add(Node node) {
            nodes.putIfAbsent(node.id(), node);
        }

        void link(String from, String to, String relation, @Nullable Instant at) {
            edges.putIfAbsent(from + " " + relation + " " + to, new Edge(from, to, relation, at));
        }

        /** Edges whose ends are both there. */
        Trace trace(String query, Kind kind) {
            return new Trace(
                    query,
                    kind,
                    List.copyOf(nodes.values()),
                    new ArrayList<>(edges.values())
                            .stream()
                                    .filter(edge -> has(edge.from()) && has(edge.to()))
                                    .toList());
        }
    }
}

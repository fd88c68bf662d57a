package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.groupingBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.miner.dispatch.Window.Ready;

/** The windows of all classes that have, or may have, waiting jobs. Used by the dispatcher's thread alone. */
final class Windows {

    /** One index range per class: an {@code any()} over classes would sort what it must not even read. */
    static final String READ = """
            select r.class, r.id from unnest(?::int[], ?::uuid[]) as w(class, after)
            cross join lateral (
              select class, id from core.ready where class = w.class and id > w.after order by id limit ?) r""";

    /** Steps from class to class through the index, so that it costs the number of classes, not of jobs. */
    static final String CLASSES = """
            with recursive c as (
              (select class from core.ready order by class limit 1)
              union all
              select (select class from core.ready where class > c.class order by class limit 1) from c where c.class is not null)
            select class from c where class is not null""";

    private final Map<Integer, Window> byClass = new HashMap<>();

    Map<Integer, Window> all() {
        return byClass;
    }

    void hint(Map<Integer, UUID> least) {
        least.forEach(
                (queue, id) -> byClass.computeIfAbsent(queue, _ -> new Window()).hint(id));
    }

    void putBack(Ready row) {
        byClass.computeIfAbsent(row.queue(), _ -> new Window()).putBack(row);
    }

    /**
     * Looks which classes have waiting jobs, and forgets the others; answers whether all windows start again. Those that
     * still hold rows do not, so what came unheard shows only when they are empty.
     */
    boolean lookAround(Connection connection) throws SQLException {
        Map<Integer, Window> found = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(CLASSES);
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getInt(1), byClass.getOrDefault(rows.getInt(1), new Window()));
            }
        }
        byClass.values().removeIf(Window::isEmpty);
        byClass.putAll(found);
        byClass.values().stream().filter(Window::isEmpty).forEach(Window::rewind);
        return byClass.values().stream().allMatch(Window::isEmpty);
    }

    /** Fills those windows that ran empty, in one round trip; answers how many jobs it found. */
    int read(Connection connection, Collection<Integer> classes, int most) throws SQLException {
        Map<Integer, Window> wanting = new LinkedHashMap<>(byClass);
        wanting.keySet().retainAll(classes);
        wanting.values().removeIf(window -> !window.wantsReading());
        if (wanting.isEmpty()) {
            return 0;
        }
        List<Ready> read = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(
                    1, connection.createArrayOf("int4", wanting.keySet().toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", wanting.values().stream().map(Window::after).toArray()));
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    read.add(new Ready(rows.getInt(1), rows.getObject(2, UUID.class)));
                }
            }
        }
        Map<Integer, List<Ready>> byQueue = read.stream().collect(groupingBy(Ready::queue));
        wanting.forEach((queue, window) -> window.add(byQueue.getOrDefault(queue, List.of()), most));
        return read.size();
    }
}

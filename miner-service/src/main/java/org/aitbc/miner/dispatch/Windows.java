package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.groupingBy;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.aitbc.miner.dispatch.Window.Ready;

/** The windows of all classes that have, or may have, waiting jobs. Used by the dispatcher's thread alone. */
final class Windows {

    private final Map<Integer, Window> byClass = new HashMap<>();

    Map<Integer, Window> all() {
        return byClass;
    }

    void hint(Map<Integer, UUID> least) {
        least.forEach(
                (queue, id) -> byClass.computeIfAbsent(queue, _ -> new Window()).hint(id));
    }

    /**
     * Looks which classes have waiting jobs, and forgets the others; answers whether all windows start again. Those that
     * still hold rows do not, so what came unheard shows only when they are empty.
     */
    boolean lookAround(JobQueue jobs) throws SQLException {
        Map<Integer, Window> found = new HashMap<>();
        for (int queue : jobs.classes()) {
            found.put(queue, byClass.getOrDefault(queue, new Window()));
        }
        byClass.values().removeIf(Window::isEmpty);
        byClass.putAll(found);
        byClass.values().stream().filter(Window::isEmpty).forEach(Window::rewind);
        return byClass.values().stream().allMatch(Window::isEmpty);
    }

    /** Forgets what is waiting in these classes, but not that something is. */
    void leave(Collection<Integer> classes) {
        classes.stream().map(byClass::get).filter(window -> !window.isEmpty()).forEach(Window::leave);
    }

    /**
     * Fills those windows that ran empty, or hold only what nobody who waits is given, in one round trip. Whether there were
     * any.
     */
    boolean read(JobQueue jobs, Collection<Integer> classes, Predicate<Ready> given, int most) throws SQLException {
        Map<Integer, Window> wanting = new LinkedHashMap<>(byClass);
        wanting.keySet().retainAll(classes);
        wanting.values().removeIf(window -> !window.wantsReading(given));
        if (wanting.isEmpty()) {
            return false;
        }
        Map<Integer, UUID> after = new LinkedHashMap<>();
        wanting.forEach((queue, window) -> after.put(queue, window.after()));
        Map<Integer, List<Ready>> byQueue = jobs.read(after, most).stream().collect(groupingBy(Ready::queue));
        wanting.forEach((queue, window) -> window.add(byQueue.getOrDefault(queue, List.of()), most));
        return true;
    }
}

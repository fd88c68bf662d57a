package org.aitbc.starter.wake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTextTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void whatIsWrittenIsRead(int queues) {
        Map<Integer, UUID> least = some(queues);

        String text = NotificationText.write("sender", least);

        assertThat(text).startsWith("sender");
        assertThat(NotificationText.read(text)).isEqualTo(least);
    }

    @Test
    void whatDoesNotFitSaysThatAnythingMayHaveCome() {
        String text = NotificationText.write("sender", some(1_000));

        assertThat(text).isEqualTo("sender");
        assertThat(NotificationText.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sender x", "sender 1:", "sender :", "sender 1:2:3", "sender  ", "sender x:0123"})
    void whatCannotBeReadSaysThatAnythingMayHaveCome(String text) {
        assertThat(NotificationText.read(text)).isEmpty();
    }

    private static Map<Integer, UUID> some(int queues) {
        return IntStream.range(0, queues).boxed().collect(Collectors.toMap(Function.identity(), _ -> Ids.next()));
    }
}

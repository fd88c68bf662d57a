package org.aitbc.starter.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.aitbc.domain.error.Unavailable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RoomTests {

    private static final RoomSettings HALF = new RoomSettings(0.5, DataSize.ofKilobytes(64));
    private static final int NO_BODY = -1;
    private static final int MEGABYTE = 1 << 20;

    private final Room room = new Room(128 << 20, 1_000_000, HALF);

    @Test
    void connectionsFollowFromTheHeap() {
        assertThat(room.connections()).isEqualTo(1024);
        assertThat(room.requests()).isEqualTo(896);
        assertThat(new Room(256 << 20, 1_000_000, HALF).connections()).isEqualTo(2048);
        assertThat(new Room(128 << 20, 1_000_000, new RoomSettings(0.25, HALF.connection())).connections())
                .isEqualTo(512);
    }

    @Test
    void halfOfTheFilesAreLeftForTheRest() {
        assertThat(new Room(128 << 20, 1_000, HALF).connections()).isEqualTo(500);
    }

    @Test
    void theSmallestHeapTakesSome() {
        assertThat(new Room(1 << 20, 10, HALF).requests()).isEqualTo(14);
    }

    @Test
    void anEighthIsWorkedOnAtOnce() {
        List<Runnable> in = enter(2_000, NO_BODY);
        assertThat(in).hasSize(room.busiest()).hasSize(128);
        assertThat(room.taken()).as("whoever was refused holds nothing").isEqualTo(128);
        end(in.getFirst());
        assertThat(enter(2, NO_BODY)).hasSize(1);
    }

    @Test
    void whoWaitsLeavesTheWorkToOthers() {
        List<Runnable> in = enter(room.busiest(), NO_BODY);
        assertThat(room.waiting(() -> {
                    List<Runnable> others = enter(2, NO_BODY);
                    others.forEach(this::end);
                    return others;
                }))
                .hasSize(1);
        assertThat(enter(1, NO_BODY)).as("it goes on").isEmpty();
        end(in.getFirst());
        assertThat(enter(2, NO_BODY)).hasSize(1);
    }

    @Test
    void whoComesBackIsWorkedOnNext() throws InterruptedException {
        List<Runnable> in = enter(room.busiest(), NO_BODY);
        Thread waiting = Thread.startVirtualThread(() -> room.waiting(() -> enter(1, NO_BODY)));
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        assertThat(room.taken()).as("the other is in its stead").isEqualTo(room.busiest() + 1);
        end(in.getFirst());
        assertThat(enter(1, NO_BODY)).as("its turn is the next").isEmpty();
        waiting.join();
        assertThat(enter(1, NO_BODY)).as("it goes on").isEmpty();
    }

    @Test
    void asManyAreInAsThereIsRoomFor() {
        List<Runnable> in = enterToWait(2_000);
        assertThat(in).hasSize(room.requests());
        assertThat(room.taken()).isEqualTo(room.requests());
        in.getFirst().run();
        assertThat(enter(2, NO_BODY)).hasSize(1);
    }

    @Test
    void theLastEighthIsNotForThoseWhoWait() {
        List<Runnable> in = enterToWait(room.requests() - room.requests() / 8);
        assertThat(room.hasRoomToWait()).isTrue();
        assertThat(room.waiting(() -> "waited")).isEqualTo("waited");
        enterToWait(1);
        assertThat(room.hasRoomToWait()).isFalse();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> room.waiting(() -> "waited"));
        assertThat(enter(1, NO_BODY)).hasSize(1);
        in.getFirst().run();
        assertThat(room.hasRoomToWait()).isFalse();
        in.getLast().run();
        assertThat(room.hasRoomToWait()).isTrue();
    }

    /** A quarter of 64 MB for bodies that take four times their size. */
    @Test
    void largeBodiesHaveRoomOfTheirOwn() {
        List<Runnable> in = enter(100, MEGABYTE);
        assertThat(in).hasSize(4);
        assertThat(enter(10, 1_000)).as("small ones").hasSize(10);
        assertThat(room.taken()).as("whoever was refused holds nothing").isEqualTo(14);
        in.getFirst().run();
        assertThat(enter(2, MEGABYTE)).hasSize(1);
    }

    @Test
    void aBodyLargerThanAllRoomComesAlone() {
        List<Runnable> in = enter(2, Long.MAX_VALUE);
        assertThat(in).hasSize(1);
        assertThat(enter(1, MEGABYTE)).isEmpty();
        in.getFirst().run();
        assertThat(enter(1, MEGABYTE)).hasSize(1);
    }

    private void end(Runnable leave) {
        room.rest();
        leave.run();
    }

    private List<Runnable> enterToWait(int count) {
        List<Runnable> in = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Runnable leave = room.enter(NO_BODY);
            if (leave != null) {
                room.rest();
                in.add(leave);
            }
        }
        return in;
    }

    private List<Runnable> enter(int count, long length) {
        return Stream.generate(() -> room.enter(length))
                .limit(count)
                .filter(Objects::nonNull)
                .toList();
    }
}

package org.aitbc.starter.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

class ScheduleTests {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ScheduleAutoConfiguration.class,
                    TaskSchedulingAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class))
            .withPropertyValues("spring.threads.virtual.enabled=true")
            .withUserConfiguration(Scheduling.class);

    @Test
    void aTaskThatIsStuckHoldsUpNoOther() {
        service.withBean(Tasks.class).run(context -> {
            Tasks tasks = context.getBean(Tasks.class);
            try {
                assertThat(tasks.stuck.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(tasks.others.await(10, TimeUnit.SECONDS))
                        .as("others run meanwhile")
                        .isTrue();
            } finally {
                tasks.goOn.countDown();
            }
        });
    }

    @Test
    void requestsHaveTheExecutorThatSpringBootGivesThem() {
        service.run(context -> assertThat(context).hasBean("applicationTaskExecutor"));
    }

    @EnableScheduling
    static class Scheduling {}

    static class Tasks {

        private final CountDownLatch stuck = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CountDownLatch others = new CountDownLatch(3);

        @Scheduled(fixedDelay = 10)
        void sticks() throws InterruptedException {
            stuck.countDown();
            goOn.await();
        }

        @Scheduled(fixedDelay = 10)
        void runs() {
            if (stuck.getCount() == 0) {
                others.countDown();
            }
        }
    }
}

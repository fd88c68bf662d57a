package org.aitbc.starter.schedule;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * A thread for each scheduled task. Spring Boot's own scheduler runs all that have a fixed delay one after another, so that a
 * sweep would wait for each slow query and each slow peer of the others.
 */
@AutoConfiguration(after = TaskExecutionAutoConfiguration.class, before = TaskSchedulingAutoConfiguration.class)
public class ScheduleAutoConfiguration {

    /** More than any service has tasks. */
    private static final int THREADS = 32;

    private static final Duration TIME_TO_FINISH = Duration.ofSeconds(5);

    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(THREADS);
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("scheduling-");
        // what is interrupted loses its connection
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationMillis(TIME_TO_FINISH.toMillis());
        return scheduler;
    }
}

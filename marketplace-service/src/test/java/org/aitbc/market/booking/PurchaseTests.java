package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobSubmission;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PurchaseTests extends BookingTest {

    private static final String PURCHASE = "/v1/marketplace/gpu/purchase";
    private static final String OLLAMA = "/v1/tasks/ollama";

    private String purchase(String buyer) {
        return """
                {"buyer_id": "%s", "gpu_id": "%s", "duration_hours": 2, "payload": {"prompt": "hi"}}""".formatted(buyer, Ids.text(gpu));
    }

    private String task() {
        return """
                {"gpu_id": "%s", "prompt": "hello", "parameters": {"temperature": 0.1}}""".formatted(Ids.text(gpu));
    }

    @Test
    void aPurchaseIsABookingWithAJobOnIt() {
        JsonNode bought = read(keyed(client, "k", PURCHASE, purchase(client)));

        JobSubmission.Order job = jobs.order(Ids.parse(bought.path("job_id").stringValue()));
        assertThat(job.client()).isEqualTo(client);
        assertThat(job.payload().path("prompt").stringValue()).isEqualTo("hi");
        assertThat(job.constraints().bookingId())
                .isEqualTo(Ids.parse(bought.path("purchase_id").stringValue()));
        assertThat(job.ttlSeconds()).isEqualTo(7200);
        assertThat(bought.path("total_cost").decimalValue()).isEqualByComparingTo("4");
        assertThat(bought.path("payment_method").stringValue()).isEqualTo("blockchain");
        assertThat(bought.propertyNames())
                .contains("payment_id", "payment_status", "start_time", "end_time", "price_per_hour", "status");
        assertMoney(client, "996", "4");
        assertThat(read(keyed(client, "k", PURCHASE, purchase(client)))).isEqualTo(bought);
        assertThat(booking(bought.path("purchase_id").stringValue()).path("job_id"))
                .isEqualTo(bought.path("job_id"));
    }

    @Test
    void nobodyBuysForAnother() {
        assertProblem(post(client, PURCHASE, purchase("somebody")), 403, "NOT_YOURSELF");
        assertProblem(post(client, PURCHASE, "{\"buyer_id\": \"x\"}"), 422, "VALIDATION_ERROR");
        read(post(client, PURCHASE, purchase(client)));
        assertProblem(post(client, PURCHASE, purchase(client)), 409, "GPU_NOT_AVAILABLE");
    }

    @Test
    void aPromptRunsOnTheGpuThatIsBooked() {
        assertProblem(post(client, OLLAMA, task()), 409, "GPU_NOT_BOOKED");
        String id = booked(client, "{\"duration_hours\": 2}");
        assertProblem(post(operator, OLLAMA, task()), 409, "GPU_NOT_BOOKED");

        JsonNode task = read(keyed(client, "k", OLLAMA, task()));

        assertThat(task.path("model").stringValue()).isEqualTo("llama2");
        assertThat(task.path("booking_id").stringValue()).isEqualTo(id);
        assertThat(task.propertyNames()).contains("status", "submitted_at", "gpu_id", "prompt", "parameters");
        JobSubmission.Order job = jobs.order(Ids.parse(task.path("task_id").stringValue()));
        assertThat(job.payload().path("type").stringValue()).isEqualTo("inference");
        assertThat(job.payload().path("parameters").path("temperature").doubleValue())
                .isEqualTo(0.1);
        assertThat(read(keyed(client, "k", OLLAMA, task())).path("task_id")).isEqualTo(task.path("task_id"));

        pass("1");
        does(client, id, "pause", "");
        assertProblem(post(client, OLLAMA, task()), 409, "GPU_NOT_BOOKED");
    }

    @Test
    void aGpuWithoutAWorkerRunsNothing() {
        gpu = gpu(operator, null, 0);
        booked(client, "{\"duration_hours\": 2}");
        assertProblem(post(client, OLLAMA, task()), 409, "GPU_WITHOUT_WORKER");
    }
}

package org.aitbc.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.worker.executor.Toolbox;
import org.aitbc.worker.machine.Gpu;
import org.aitbc.worker.machine.Host;
import org.junit.jupiter.api.Test;

class CapabilitiesTests {

    private static final Host HOST = new Host("cpu", 8, 1024, "Linux amd64");

    @Test
    void gpusAreAdvertisedAsTheDriverDescribesThem() {
        List<Gpu> gpus = List.of(new Gpu("T4", "GPU-0", 15360, 100, 7, 61, 70.5, "550", "12.4"));
        assertThat(Capabilities.of(
                                HOST,
                                gpus,
                                new Toolbox(List.of()),
                                WorkerHarness.market(
                                        "--price=0.5",
                                        "--list-price-per-hour=1.25",
                                        "--least-price=0.4",
                                        "--least-job-price=3",
                                        "--unpaid=true"))
                        .toString())
                .isEqualTo("""
                {"gpus":[{"name":"T4","uuid":"GPU-0","driver":"550","memory_mb":15360}],"cuda":"12.4",\
                "cpu":{"model":"cpu","cores":8,"memory_mb":1024},"platform":"Linux amd64",\
                "job_types":[],"models":[],"price":0.5,"least_price":0.4,"least_job_price":3.0,"unpaid":true,"market":{"list":true,"price_per_hour":1.25}}""");
        assertThat(Capabilities.load(gpus).toString())
                .isEqualTo("{\"gpus\":[{\"uuid\":\"GPU-0\",\"utilization\":7,\"memory_used_mb\":100,"
                        + "\"temperature_c\":61,\"power_draw_w\":70.5}],"
                        + "\"gpu_utilization\":7,\"memory_used\":100,\"memory_total\":15360}");
    }

    @Test
    void whatAGpuDoesNotMeasureIsNotSaid() {
        assertThat(Capabilities.load(List.of(new Gpu("T4", "GPU-0", 15360, 100, 7, null, null, "550", "12.4")))
                        .path("gpus")
                        .path(0)
                        .propertyNames())
                .containsExactly("uuid", "utilization", "memory_used_mb");
    }

    @Test
    void withoutGpusNoneIsInvented() {
        assertThat(Capabilities.of(HOST, List.of(), new Toolbox(List.of()), WorkerHarness.market())
                        .toString())
                .startsWith("{\"gpus\":[],\"cpu\":")
                .doesNotContain("cuda", "price", "market", "unpaid");
        assertThat(Capabilities.load(List.of())).isEmpty();
    }
}

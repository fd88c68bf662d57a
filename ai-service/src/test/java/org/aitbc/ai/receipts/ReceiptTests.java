package org.aitbc.ai.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReceiptTests extends AiTest {

    private static final SigningKey OURS = SigningKey.ofSeed("11".repeat(32));
    private static final SigningKey FOREIGN = SigningKey.ofSeed("22".repeat(32));

    @BeforeEach
    void weHaveAKey() {
        jdbc.sql("insert into core.receipt_key (key_id) values (?) on conflict do nothing")
                .param(OURS.keyId())
                .update();
    }

    @Test
    void aResultComesTooEarlyWhileTheJobHasNotEnded() {
        String job = submit(SOME_JOB);

        MvcTestResult waiting = get("/v1/jobs/" + job + "/result");
        assertProblem(waiting, 425, "JOB_NOT_READY");
        assertThat(waiting).hasHeader("Retry-After", "1");
        lease(job, "miner-1");
        assertProblem(get("/v1/jobs/" + job + "/result"), 425, "JOB_NOT_READY");
        assertProblem(get("/v1/jobs/" + job + "/receipt"), 404, "RECEIPT_NOT_AVAILABLE");
        assertThat(get("/v1/jobs/" + job + "/receipts")).bodyJson().isStrictlyEqualTo("""
                {"items":[],"next_cursor":null}""");
    }

    @Test
    void aCompletedJobHasAResultAndAReceiptThatVerifies() {
        String job = submit(SOME_JOB);
        complete(job, "{\"output\":\"héllo 😀\",\"none\":null,\"n\":1.0}");

        JsonNode result = json(get("/v1/jobs/" + job + "/result"));
        assertThat(result.propertyNames()).containsExactlyInAnyOrder("result", "receipt");
        assertThat(result.path("result").toString()).isEqualTo("{\"output\":\"héllo 😀\",\"none\":null,\"n\":1.0}");
        JsonNode receipt = json(get("/v1/jobs/" + job + "/receipt"));
        assertThat(receipt).isEqualTo(result.path("receipt"));
        assertThat(Receipts.flaw(receipt)).isEmpty();
        JsonNode receipts = json(get("/v1/jobs/" + job + "/receipts?limit=100&cursor=x"));
        assertThat(receipts.path("items").valueStream()).containsExactly(receipt);
        assertThat(state(job)).isEqualTo("COMPLETED");
    }

    @Test
    void charactersADatabaseDoesNotLikeComeBackInAResult() {
        String job = submit(SOME_JOB);
        complete(job, "{\"output\":\"a\\u0000b\"}");

        assertThat(json(get("/v1/jobs/" + job + "/result")).path("result"))
                .isEqualTo(JSON.readTree("{\"output\":\"a\\u0000b\"}"));
    }

    @Test
    void aJobThatFailedHasItsErrorInstead() {
        String job = submit(SOME_JOB);
        post("/v1/jobs/" + job + "/cancel", "");

        assertThat(get("/v1/jobs/" + job + "/result")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {"result":null,"receipt":null,"error":"canceled by client","error_code":"CANCELED"}""");
        assertProblem(get("/v1/jobs/" + job + "/receipt"), 404, "RECEIPT_NOT_AVAILABLE");
    }

    @Test
    void everybodyMayReadTheKeys() {
        MvcTestResult answer = http.get().uri("/v1/receipts/keys").exchange();

        assertThat(answer).hasStatusOk();
        assertThat(json(answer).path("keys").valueStream().map(JsonNode::toString))
                .contains("{\"key_id\":\"%s\",\"alg\":\"Ed25519\"}".formatted(OURS.keyId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"payload\":%s,\"receipt_id\":\"r\",\"status\":\"COMPLETED\"}", "{\"receipt\":%s}"})
    void ourReceiptIsValidAloneAndAsAMember(String body) {
        assertThat(verify(body.formatted(signed(OURS))))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"valid\":true,\"reason\":null}");
    }

    @Test
    void aReceiptWithAttestationsIsStillValid() {
        ObjectNode receipt = signed(OURS);
        receipt.putArray("attestations").addObject().put("alg", "Ed25519");

        assertThat(verify(receipt.toString())).bodyJson().isLenientlyEqualTo("{\"valid\":true}");
    }

    @Test
    void aTamperedReceiptIsNotValid() {
        ObjectNode receipt = signed(OURS).put("price", 0.04);

        assertThat(verify(receipt.toString())).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"valid":false,"reason":"the signature is not this receipt's"}""");
    }

    @Test
    void aReceiptWithoutItsPrivatePartsIsCalledRedactedAndNotForged() {
        ObjectNode redacted = Receipts.redacted(signed(OURS), Set.of("client", "metadata"));

        MvcTestResult answer = verify("{\"payload\":" + redacted + ",\"status\":\"COMPLETED\"}");

        assertThat(answer).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"valid\":false}");
        assertThat(json(answer).path("reason").stringValue()).startsWith("redacted");
    }

    @Test
    void aReceiptOfAForeignKeyIsNotOurs() {
        assertThat(verify(signed(FOREIGN).toString())).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"valid":false,"reason":"signed with a key that is not this suite's"}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"payload\":{}}",
                "{\"signature\":null}",
                "{\"signature\":\"x\"}",
                "{\"signature\":{\"key_id\":7,\"sig\":\"x\"}}",
                "{\"signature\":{\"alg\":\"Ed25519\",\"key_id\":\"\",\"sig\":\"\"}}",
                "{\"signature\":{\"alg\":\"Ed25519\",\"key_id\":\"AAAA\",\"sig\":\"AAAA\"}}",
                "{\"signature\":{\"alg\":\"Ed25519\",\"key_id\":\"0EqyMnQrtKs6E2i9RhXk5tAiSrcaAWuvhSCjMsl3hzc\",\"sig\":\"AAAA\"}}",
                "{\"signature\":{\"alg\":{},\"key_id\":\"AAAA\",\"sig\":\"AAAA\"}}",
                "{\"n\":1e400,\"s\":\"\\ud800\",\"signature\":{\"alg\":\"Ed25519\",\"key_id\":\"AAAA\",\"sig\":\"%%%\"}}"
            })
    void whatIsNoReceiptIsNotValid(String body) {
        MvcTestResult answer = verify(body);

        assertThat(answer).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"valid\":false}");
        assertThat(json(answer).path("reason").isString()).isTrue();
    }

    @Test
    void onlyAnObjectCanBeVerified() {
        assertInvalid(verify("[]"), "body");
        assertProblem(verify("{"), 400, "MALFORMED_JSON");
    }

    private MvcTestResult verify(String body) {
        return http.post()
                .uri("/v1/receipts/verify")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static ObjectNode signed(SigningKey key) {
        return Receipts.signed(receipt("j1", "{\"output\":\"x\",\"none\":null}"), key);
    }

    private static ObjectNode receipt(String job, String result) {
        ObjectNode receipt = (ObjectNode) JSON.readTree("""
                {"version":"1.0","receipt_id":"%s","job_id":"%s","provider":"miner-1","client":"client-1",
                 "status":"COMPLETED","units":1.5,"unit_type":"gpu_seconds","unit_price":0.02,"price":0.03,
                 "started_at":1700000000,"completed_at":1700000005,
                 "metadata":{"job_payload":{"prompt":"héllo"},"job_constraints":{},"metrics":{}}}""".formatted(Ids.text(Ids.next()), job));
        ((ObjectNode) receipt.path("metadata")).set("result", JSON.readTree(result));
        return receipt;
    }

    /** Ends a job as dispatch does. */
    private void complete(String job, String result) {
        jdbc.sql("delete from core.ready where id = ?").param(Ids.parse(job)).update();
        jdbc.sql("""
                        insert into core.outcome (job_id, state, miner_id, attempt, started_at, receipt_id, receipt)
                        values (?, 'COMPLETED', 'miner-1', 1, now(), ?, ?::json)""")
                .params(
                        Ids.parse(job),
                        Ids.next(),
                        Receipts.signed(receipt(job, result), OURS).toString())
                .update();
    }
}

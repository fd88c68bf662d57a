package org.aitbc.bench.chaos.log;

/** A lease as its worker heard of it. */
public record Grant(String job, String lease, int attempt, String miner) {

    /** Where the end of the job is reported to; a failure where there is no token. */
    public String path(String token) {
        return "/v1/miners/" + job + (token.isEmpty() ? "/fail" : "/result");
    }

    /** The members of a report of the end of the job, with a token that is in no other result; a failure where it is empty. */
    public String end(String token) {
        String what = token.isEmpty()
                ? "\"error_code\":\"CHAOS\",\"error_message\":\"as the job wants it\""
                : "\"result\":{\"token\":\"" + token + "\"}";
        return "%s,\"lease_id\":\"%s\",\"attempt\":%d".formatted(what, lease, attempt);
    }
}

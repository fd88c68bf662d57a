package org.aitbc.ai.requirement;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A client asked for more different machines than dispatch should have to tell apart for one (429). */
final class TooManyRequirements extends ResponseStatusException {

    TooManyRequirements(int most) {
        super(
                HttpStatus.TOO_MANY_REQUESTS,
                "more than " + most
                        + " new requirements in an hour: let jobs share their types and constraints, or try again later");
    }
}

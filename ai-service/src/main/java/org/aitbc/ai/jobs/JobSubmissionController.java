package org.aitbc.ai.jobs;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.job.JobView;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Internal: not routed by the gateway. */
@RestController
@Hidden
class JobSubmissionController implements JobSubmission {

    private final SubmitJobs submitJobs;
    private final Validator validator;

    JobSubmissionController(SubmitJobs submitJobs, Validator validator) {
        this.submitJobs = submitJobs;
        this.validator = validator;
    }

    @Override
    public Accepted submit(@RequestBody Order order) {
        JobCreate job = new JobCreate(
                order.payload(), order.constraints(), order.ttlSeconds(), null, null, null, null, null, null, true);
        Set<ConstraintViolation<JobCreate>> violations = validator.validate(job);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        JobView view =
                submitJobs.submit(new Caller(order.client(), Role.CLIENT, Caller.DEFAULT_TENANT), order.key(), job);
        return new Accepted(Ids.parse(view.jobId()), view.requestedAt());
    }
}

package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Handler;

/** The review branch: lays missing records before a person, who decides whether they are created. */
@ApplicationScoped
@Unremovable
public class Reviewing {

    @Handler
    public void review(Decision.Review reviews) {
        reviews.steps().stream().filter(step -> reviews.batch().isNews(step.syncId()))
                .forEach(reviews.batch().ledger::orphanReview);
    }
}

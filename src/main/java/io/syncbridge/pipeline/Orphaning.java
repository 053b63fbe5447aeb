package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Handler;

/** The orphan branch: warns of records that are missing somewhere and are not created. */
@ApplicationScoped
@Unremovable
public class Orphaning {

    @Handler
    public void warn(Decision.Orphan orphans) {
        orphans.steps().stream().filter(step -> orphans.batch().isNews(step.syncId()))
                .forEach(orphans.batch().ledger::orphan);
    }
}

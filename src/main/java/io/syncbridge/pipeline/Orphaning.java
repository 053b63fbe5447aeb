package io.syncbridge.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Handler;

/** The orphan branch: warns of records that are missing somewhere and are not created. */
@ApplicationScoped
@Named("orphan")
public class Orphaning {

    @Handler
    public void warn(Decision.Orphan orphans) {
        orphans.steps().stream().filter(step -> orphans.batch().isNews(step.syncId()))
                .forEach(orphans.batch().ledger::orphan);
    }
}

package io.syncbridge.pipeline;

import io.quarkus.arc.Unremovable;
import io.syncbridge.definition.Definitions;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.ProducerTemplate;

/** Wakes a sync's lane when changes are waiting, unless its definition collects changes for a while. */
@ApplicationScoped
@Unremovable
public class WorkSignal {

    private final Definitions definitions;
    private final ProducerTemplate template;

    public WorkSignal(Definitions definitions, ProducerTemplate template) {
        this.definitions = definitions;
        this.template = template;
    }

    /** The address of a sync's lane; a signal that finds another one waiting is dropped. */
    static String lane(String sync) {
        return "seda:work-" + sync + "?size=1&discardWhenFull=true&waitForTaskToComplete=Never";
    }

    public void arrived(String sync) {
        if (definitions.find(sync).orElseThrow().batch().every().isZero()) {
            now(sync);
        }
    }

    /** Wakes the lane even if the sync collects changes. */
    public void now(String sync) {
        template.sendBody(lane(sync), sync);
    }
}

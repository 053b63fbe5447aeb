package io.syncbridge.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.camel.spi.CamelEvent.CamelContextStartingEvent;

/** Makes the demo systems ready before the first route can ask for them. */
@ApplicationScoped
class DemoStart {

    private final CrmContacts crm;
    private final ErpContacts erp;
    private final Outbox outbox;

    DemoStart(CrmContacts crm, ErpContacts erp, Outbox outbox) {
        this.crm = crm;
        this.erp = erp;
        this.outbox = outbox;
    }

    void start(@Observes CamelContextStartingEvent event) {
        if (DemoConfig.isActive()) {
            crm.prepare();
            erp.prepare();
            outbox.start();
        }
    }
}

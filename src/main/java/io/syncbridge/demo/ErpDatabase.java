package io.syncbridge.demo;

import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Jdbi;

/** The demo ERP's own database, which nobody else looks into. */
@ApplicationScoped
class ErpDatabase {

    private final Jdbi jdbi;

    ErpDatabase(DemoConfig config) {
        jdbi = DemoDatabase.open(new DemoDatabase(config.erpDatabase()));
    }

    Jdbi jdbi() {
        return jdbi;
    }
}

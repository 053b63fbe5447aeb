package io.syncbridge.operate.monitor;

import io.syncbridge.store.Deliveries;
import io.syncbridge.store.StoreDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells which systems take no changes at the moment. That does not make the bridge unready: it goes on accepting, and
 * another instance would not reach them either.
 */
@Readiness
@ApplicationScoped
public class TargetsHealth implements HealthCheck {

    private final StoreDatabase store;
    private final Deliveries deliveries;

    public TargetsHealth(StoreDatabase store, Deliveries deliveries) {
        this.store = store;
        this.deliveries = deliveries;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("targets").up();
        if (store.isUp()) {
            deliveries.retrying().forEach((target, number) -> answer.withData(target, number + " waiting to be tried again"));
        }
        return answer.build();
    }
}

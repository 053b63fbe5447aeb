package io.syncbridge.operate.monitor;

import io.syncbridge.store.StoreDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Without its store the bridge is not ready: it could accept nothing. */
@Readiness
@ApplicationScoped
public class StoreHealth implements HealthCheck {

    private final StoreDatabase store;

    public StoreHealth(StoreDatabase store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("store").status(store.isUp()).build();
    }
}

package io.syncbridge.operate.monitor;

import io.smallrye.health.api.Wellness;
import io.syncbridge.component.SystemGuards;
import io.syncbridge.component.SystemState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Tells of systems that are left alone. Neither liveness nor readiness: a restart of the bridge would not bring a system
 * back, and what the bridge accepts meanwhile is kept.
 */
@Wellness
@ApplicationScoped
public class SystemsHealth implements HealthCheck {

    private final SystemGuards guards;

    public SystemsHealth(SystemGuards guards) {
        this.guards = guards;
    }

    @Override
    public HealthCheckResponse call() {
        List<SystemState> paused = guards.states().stream().filter(SystemState::isPaused).toList();
        var response = HealthCheckResponse.named("systems").status(paused.isEmpty());
        paused.forEach(system -> response.withData(system.system(),
                "left alone until " + system.pausedUntil() + ": " + system.reason()));
        return response.build();
    }
}

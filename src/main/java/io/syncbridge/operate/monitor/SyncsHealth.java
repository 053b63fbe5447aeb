package io.syncbridge.operate.monitor;

import io.smallrye.health.api.Wellness;
import io.syncbridge.operate.view.State;
import io.syncbridge.operate.view.SyncsView;
import io.syncbridge.operate.view.SyncsView.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Reports the syncs that need somebody, with their states. A restart would not help, as for {@link SystemsHealth}. */
@Wellness
@ApplicationScoped
public class SyncsHealth implements HealthCheck {

    private final SyncsView view;

    public SyncsHealth(SyncsView view) {
        this.view = view;
    }

    @Override
    public HealthCheckResponse call() {
        List<SyncState> held = view.overview().syncs().stream().filter(sync -> sync.state().level() != State.Level.GOOD).toList();
        var response = HealthCheckResponse.named("syncs").status(held.stream().noneMatch(sync -> sync.state().level() == State.Level.BAD));
        held.forEach(sync -> response.withData(sync.sync(), sync.conditions().stream().filter(one -> one.state().level() != State.Level.GOOD)
                .map(one -> one.state().word() + ": " + one.why()).collect(Collectors.joining(" "))));
        return response.build();
    }
}

package io.syncbridge.operate.monitor;

import io.smallrye.health.api.Wellness;
import io.syncbridge.store.Cursors;
import io.syncbridge.store.Cursors.FailingPoll;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Reports systems whose polls fail again and again, with the reason and since when. A restart would not help, as for {@link SystemsHealth}. */
@Wellness
@ApplicationScoped
public class PollsHealth implements HealthCheck {

    private final Cursors cursors;

    public PollsHealth(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public HealthCheckResponse call() {
        List<FailingPoll> failing = cursors.failing();
        var response = HealthCheckResponse.named("polls").status(failing.isEmpty());
        failing.forEach(poll -> response.withData(poll.sync() + "/" + poll.system(),
                "failed " + poll.times() + " times since " + poll.since() + ": " + poll.why()));
        return response.build();
    }
}

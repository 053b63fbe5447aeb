package io.syncbridge.operate.monitor;

import io.smallrye.health.api.Wellness;
import io.syncbridge.connector.cdc.ChangeStreams;
import io.syncbridge.connector.cdc.StreamState;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Tells of databases whose logs are not taken in as they should be; a restart of the bridge would not help. */
@Wellness
@ApplicationScoped
public class StreamsHealth implements HealthCheck {

    private final ChangeStreams streams;

    public StreamsHealth(ChangeStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("streams").status(streams.states().stream().allMatch(state -> state.problems().isEmpty()));
        streams.states().stream().map(StreamState::problems).forEach(problems -> problems.forEach(response::withData));
        return response.build();
    }
}

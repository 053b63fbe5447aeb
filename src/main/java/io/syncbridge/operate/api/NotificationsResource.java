package io.syncbridge.operate.api;

import io.syncbridge.operate.access.Roles;
import io.syncbridge.operate.notify.Notifying;
import io.syncbridge.operate.notify.Receivers;
import io.syncbridge.operate.notify.Topic;
import io.syncbridge.store.Notifications;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is notified, and whether that works. */
@Path("/api/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@Tag(name = "notifications")
public class NotificationsResource {

    /**
     * @param sentAt when something was last sent; {@code null} for never
     * @param failure why sending failed the last time; {@code null} where it did not
     * @param dueAt when it is tried again; {@code null} where nothing failed
     */
    public record Receiver(String receiver, Receivers.Way way, List<String> about, Instant sentAt, String failure, Instant dueAt) {
    }

    /** @param why it could not be sent; {@code null} where it could */
    public record Tried(String receiver, boolean sent, String why) {
    }

    private final Receivers receivers;
    private final Notifications notifications;
    private final Notifying notifying;

    public NotificationsResource(Receivers receivers, Notifications notifications, Notifying notifying) {
        this.receivers = receivers;
        this.notifications = notifications;
        this.notifying = notifying;
    }

    @GET
    @Operation(summary = "Every receiver: how it is told, of what, when last, and why that failed")
    public List<Receiver> list() {
        Map<String, Notifications.Receiver> states = notifications.receivers().stream()
                .collect(Collectors.toMap(Notifications.Receiver::name, Function.identity()));
        return receivers.all().stream().map(receiver -> {
            Notifications.Receiver state = states.getOrDefault(receiver.name(), new Notifications.Receiver(receiver.name(), null, 0, null, null));
            return new Receiver(receiver.name(), receiver.way(), receiver.about().stream().map(Topic::word).toList(), state.sentAt(),
                    state.failure(), state.dueAt());
        }).toList();
    }

    @POST
    @Path("test")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Sends a test message to all receivers, or to the named ones")
    public List<Tried> test(@QueryParam("receiver") Set<String> only) {
        List<String> names = receivers.all().stream().map(Receivers.Receiver::name).toList();
        only.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw ApiProblem.notFound("No receiver is called '" + unknown + "'. "
                    + (names.isEmpty() ? "None is configured: set bridge.notify.to.<name>.mail or another way." : "There are: " + String.join(", ", names) + "."));
        });
        return notifying.test(only).entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(tried -> new Tried(tried.getKey(), tried.getValue().isEmpty(), tried.getValue().orElse(null))).toList();
    }
}

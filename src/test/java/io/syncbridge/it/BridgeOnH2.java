package io.syncbridge.it;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The bridge with its store in memory and the test routes, in a folder that tests may write to. */
public class BridgeOnH2 implements QuarkusTestProfile {

    static final Path ROUTES = Path.of("target", "routes-on-h2");
    static final String KEY = "the key of the tests' sessions";

    @Override
    public Map<String, String> getConfigOverrides() {
        copyRoutes();
        return TestPeople.with(Map.of("bridge.routes", ROUTES.toString(),
                "bridge.store.url", "jdbc:h2:mem:store;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "quarkus.http.test-port", "0",
                "quarkus.http.auth.session.encryption-key", KEY,
                "bridge.notify.after", "0s",
                "bridge.notify.to.probe.endpoint", "seda:notified?discardWhenFull=true",
                "bridge.notify.to.probe.about", "systems",
                "quarkus.transaction-manager.object-store.directory", "target/transactions"));
    }

    private static void copyRoutes() {
        try (Stream<Path> before = Files.exists(ROUTES) ? Files.list(ROUTES) : Stream.empty();
                Stream<Path> files = Files.list(Path.of("src", "test", "routes"))) {
            for (Path file : before.toList()) {
                Files.delete(file);
            }
            Files.createDirectories(ROUTES);
            for (Path file : files.toList()) {
                Files.copy(file, ROUTES.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.syncbridge.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {

    static final String OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    @Override
    String start() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS + ";DB_CLOSE_DELAY=-1";
    }

    @Override
    public String fresh() {
        return start();
    }

    @Override
    public Optional<String> username() {
        return Optional.empty();
    }

    @Override
    void stop() {
        // The database is in memory and ends with the tests.
    }

    @Test
    void anAddressWithoutTheOptionsIsRefused() {
        assertThatThrownBy(() -> open("jdbc:h2:mem:bare;MODE=PostgreSQL")).isInstanceOf(ConfigurationException.class).hasNoCause()
                .hasMessage("The store at jdbc:h2:mem:bare lacks options that H2 needs here:"
                        + " append ;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH to bridge.store.url.");
    }

    @Test
    void aServerThatIsAwayIsToldInOneLine() {
        assertThatThrownBy(() -> open("jdbc:postgresql://127.0.0.1:1/store?password=secret")).isInstanceOf(ConfigurationException.class)
                .hasNoCause().hasMessageMatching("The store at jdbc:postgresql://127.0.0.1:1/store cannot be opened or brought up to date: "
                        + ".+ Check bridge.store.url, .+").hasMessageNotContaining("secret");
    }

    @Test
    void aFileThatAnotherProgramHoldsIsToldInOneLine(@TempDir Path folder) throws Exception {
        try (var file = FileChannel.open(folder.resolve("store.mv.db"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var lock = file.lock()) {
            assertThatThrownBy(() -> open("jdbc:h2:file:" + folder.resolve("store") + OPTIONS)).isInstanceOf(ConfigurationException.class)
                    .hasNoCause().hasMessageMatching("The store at .+/store cannot be opened or brought up to date: .+ in use.+ holds the file\\.");
        }
    }
}

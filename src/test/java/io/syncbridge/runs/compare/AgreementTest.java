package io.syncbridge.runs.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void whatTheDefinitionAllowsCountsAsAgreeing() {
        Agreement found = Agreement.of(Map.of("agree", 7L, "allowed", 1L, "failed", 2L));
        assertThat(found).isEqualTo(new Agreement(10, 2));
        assertThat(found.getShare()).isEqualTo(0.8);
        assertThat(found).hasToString("80% of 10 agree; 2 differ.");
    }

    @Test
    void theShareIsNeverRoundedUpToAll() {
        assertThat(new Agreement(1_000_000, 1)).hasToString("99.99% of 1000000 agree; 1 differs.");
        assertThat(new Agreement(3, 0)).hasToString("100% of 3 agree.");
        assertThat(Agreement.of(Map.of())).hasToString("100% of 0 agree.");
    }
}

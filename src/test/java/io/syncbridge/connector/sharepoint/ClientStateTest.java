package io.syncbridge.connector.sharepoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientStateTest {

    private static final SystemName SYSTEM = new SystemName("accounts", "sharepoint");

    @Test
    void everyInstanceWorksOutTheSame() {
        assertThat(ClientState.of("s3cret", SYSTEM).fits(ClientState.of("s3cret", SYSTEM).text())).isTrue();
    }

    @Test
    void itBelongsToOneSystemAndOneSecretAndShowsNeither() {
        ClientState state = ClientState.of("s3cret", SYSTEM);
        assertThat(state.fits(ClientState.of("other", SYSTEM).text())).isFalse();
        assertThat(state.fits(ClientState.of("s3cret", new SystemName("accounts", "other")).text())).isFalse();
        assertThat(state.fits(null)).isFalse();
        assertThat(state.text()).doesNotContain("s3cret").hasSizeLessThanOrEqualTo(128);
        assertThat(state.toString()).doesNotContain(state.text());
    }
}

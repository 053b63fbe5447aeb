package io.syncbridge.connector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.connector.webhook.SignatureCheck.Signed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the vector that the Standard Webhooks libraries publish. */
class SignatureCheckTest {

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final SigningKey KEY = SigningKey.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final SigningKey OTHER = SigningKey.of("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final SignatureCheck check = new SignatureCheck(List.of(OTHER, KEY), Duration.ofMinutes(5));

    @Test
    void thePublishedVectorIsSignedSo() {
        assertThat(KEY.sign(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void anyKeyAndAnySignatureMayFit() {
        assertThatCode(() -> check(SIGNATURE)).doesNotThrowAnyException();
        assertThatCode(() -> check("v1a,abc v1,AAAA " + SIGNATURE)).doesNotThrowAnyException();
        assertThatCode(() -> check(SIGNATURE + " v1,AAAA")).doesNotThrowAnyException();
        assertThatCode(() -> new SignatureCheck(List.of(KEY, OTHER), Duration.ofMinutes(5))
                .check(new Signed(ID, TIMESTAMP, SIGNATURE), BODY, SIGNED_AT)).doesNotThrowAnyException();
    }

    @Test
    void whatWasNotSignedIsRefused() {
        assertRefused("no signature fits", () -> check("v1,AAAA"));
        assertRefused("no signature fits", () -> check(SIGNATURE.substring(3)));
        assertRefused("no signature fits", () -> check(""));
        assertRefused("no signature fits",
                () -> check.check(new Signed(ID, TIMESTAMP, SIGNATURE), "{\"test\": 2432232315}".getBytes(), SIGNED_AT));
        assertRefused("no signature fits", () -> check.check(new Signed("msg_2", TIMESTAMP, SIGNATURE), BODY, SIGNED_AT));
        assertRefused("no signature fits", () -> new SignatureCheck(List.of(OTHER), Duration.ofMinutes(5))
                .check(new Signed(ID, TIMESTAMP, SIGNATURE), BODY, SIGNED_AT));
    }

    @Test
    void whatWasSignedLongAgoOrInTheFutureIsRefused() {
        var headers = new Signed(ID, TIMESTAMP, SIGNATURE);
        assertThatCode(() -> check.check(headers, BODY, SIGNED_AT.plusSeconds(300))).doesNotThrowAnyException();
        assertThatCode(() -> check.check(headers, BODY, SIGNED_AT.minusSeconds(300))).doesNotThrowAnyException();
        assertRefused("too far", () -> check.check(headers, BODY, SIGNED_AT.plusSeconds(301)));
        assertRefused("too far", () -> check.check(headers, BODY, SIGNED_AT.minusSeconds(301)));
    }

    @Test
    void absentHeadersAreNamed() {
        assertRefused("webhook-id", () -> check.check(new Signed(null, TIMESTAMP, SIGNATURE), BODY, SIGNED_AT));
        assertRefused("webhook-timestamp", () -> check.check(new Signed(ID, "today", SIGNATURE), BODY, SIGNED_AT));
    }

    @Test
    void anUnreadableKeyIsNotRepeated() {
        assertThatThrownBy(() -> SigningKey.of("hush")).hasMessageContaining("whsec_").hasMessageNotContaining("hush");
        assertThatThrownBy(() -> SigningKey.of("whsec_h*sh")).hasMessageContaining("base64").hasMessageNotContaining("h*sh");
    }

    private void check(String signature) throws RefusedException {
        check.check(new Signed(ID, TIMESTAMP, signature), BODY, SIGNED_AT);
    }

    private static void assertRefused(String reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(RefusedException.class).hasMessageContaining(reason)
                .extracting(refusal -> ((RefusedException) refusal).status()).isEqualTo(401);
    }
}

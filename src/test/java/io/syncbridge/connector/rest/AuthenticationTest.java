package io.syncbridge.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncbridge.connector.rest.FakeSystem.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.junit.jupiter.api.Test;

class AuthenticationTest extends RestResourceTestBase {

    private static final String SECRET = "s3cr+t%2B&=x";
    private static final String RAW = "RAW(" + SECRET + ")";
    private final List<String> asked = new ArrayList<>();

    @Test
    void everyKindSendsItsHeader() throws Exception {
        system.answers(200, "[]");
        context.getRegistry().bind("tokens", TokenSource.class, (TokenSource) this::token);

        changes(null, "&auth=basic&username=ada&password=" + RAW);
        assertThat(system.last().header("authorization")).isEqualTo("Basic "
                + java.util.Base64.getEncoder().encodeToString(("ada:" + SECRET).getBytes()));
        changes(null, "&auth=bearer&token=" + RAW);
        assertThat(system.last().header("authorization")).isEqualTo("Bearer " + SECRET);
        changes(null, "&auth=api-key&token=" + RAW);
        assertThat(system.last().header("x-api-key")).isEqualTo(SECRET);
        changes(null, "&auth=api-key&apiKeyHeader=X-Shop-Token&token=" + RAW);
        assertThat(system.last().header("x-shop-token")).isEqualTo(SECRET);
        changes(null, "&auth=oauth2&oauthClient=erp");
        assertThat(system.last().header("authorization")).isEqualTo("Bearer token-1");
        changes(null, "");
        assertThat(system.last().headers()).doesNotContainKey("authorization");
    }

    @Test
    void aRefusedAccessTokenIsRenewedOnce() throws Exception {
        context.getRegistry().bind("tokens", TokenSource.class, (TokenSource) this::token);
        system.answers(request -> Reply.of(request.header("authorization").equals("Bearer token-2") ? 200 : 401, "[]"));

        changes(null, "&auth=oauth2&oauthClient=erp");

        assertThat(asked).containsExactly("erp false", "erp true");
        system.answers(request -> Reply.of(401, "{\"detail\": \"" + request.header("authorization") + " is no good\"}"));
        assertThatThrownBy(() -> changes(null, "&auth=oauth2&oauthClient=erp")).hasMessageContaining("401")
                .hasMessageNotContaining("token-");
        assertThat(system.requests).hasSize(2);
    }

    private String token(String client, boolean fresh) {
        asked.add(client + " " + fresh);
        return "token-" + asked.size();
    }

    @Test
    void whatAKindNeedsIsNamed() {
        assertThatThrownBy(() -> changes(null, "&auth=basic&username=ada")).hasStackTraceContaining("needs the option password");
        assertThatThrownBy(() -> changes(null, "&auth=api-key")).hasStackTraceContaining("auth=api-key needs the option token");
        assertThatThrownBy(() -> changes(null, "&auth=magic"))
                .hasStackTraceContaining("[none, basic, bearer, api-key, oauth2], not magic");
        assertThatThrownBy(() -> changes(null, "&pagging=page")).hasStackTraceContaining("Unknown parameters");
    }

    @Test
    void noSecretReachesTheLogOrAMessage() throws Exception {
        var lines = new ArrayList<String>();
        Handler handler = capture(lines);
        Logger.getLogger("").addHandler(handler);
        try {
            for (String auth : List.of("&auth=basic&username=ada&password=", "&auth=bearer&token=", "&auth=api-key&token=")) {
                system.answers(request -> Reply.of(401, "{\"detail\": \"refused "
                        + request.header("authorization") + request.header("x-api-key") + "\"}"));
                lines.add("" + write("update", Map.of("@id", "7", "name", "x"), auth + RAW));
                lines.add(failure(auth + RAW));
                lines.add(failure("&pagging=1" + auth + RAW));
                lines.add(failure("&paging=cursor" + auth + RAW));
                system.answers(200, "<html>");
                lines.add(failure(auth + RAW));
                lines.add(context.getEndpoints().toString());
            }
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertThat(lines).hasSizeGreaterThan(15).noneMatch(line -> line.contains("s3cr") || line.contains("YWRhOn"));
    }

    private String failure(String options) {
        try {
            changes(null, options);
            throw new AssertionError("should have failed");
        } catch (Exception failure) {
            return ExceptionUtils.getStackTrace(failure);
        }
    }

    private static Handler capture(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line)
                        + (line.getThrown() == null ? "" : ExceptionUtils.getStackTrace(line.getThrown())));
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
    }
}

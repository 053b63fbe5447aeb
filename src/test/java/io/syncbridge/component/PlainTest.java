package io.syncbridge.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTest {

    /** What Java itself says, made by what makes it say so. */
    static List<Callable<Object>> mistakes() {
        Object text = "x";
        return List.of(() -> TimeUnit.valueOf("WEEKS"), () -> nothing().length(), () -> (Integer) text, () -> Integer.parseInt("twelve"),
                () -> List.of(1).get(3), () -> "abc".substring(5), () -> {
                    throw new NullPointerException();
                }, () -> {
                    throw new SocketTimeoutException();
                });
    }

    private static String nothing() {
        return null;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void noWordsOfJavaAreLeft(Callable<Object> mistake) {
        assertThat(Plain.message(failure(mistake))).isNotBlank()
                .doesNotContainPattern("enum|null|java|class|Exception|cast|input string|out of bounds|<local");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "No enum constant org.apache.camel.LoggingLevel.WARNING | `WARNING` is not one of the values that are allowed",
        "No bean could be found in the registry for: cleaner of type: java.lang.Object | there is no bean `cleaner`",
        "No consumers available on endpoint: direct://ask. Exchange[1-2] | no running route begins with `direct:ask`",
        "HTTP operation failed invoking http://erp/x with statusCode: 500 and body | http://erp/x answered 500",
        "java.net.ConnectException: Connection refused | connect: Connection refused",
        "The ERP is closed. | The ERP is closed.",
        "org.example.erp.example.com is away | org.example.erp.example.com is away"})
    void otherWordsStay(String said, String meant) {
        assertThat(Plain.message(new IllegalStateException(said))).isEqualTo(meant);
    }

    @Test
    void theReasonIsAtTheBottom() {
        assertThat(Plain.reason(new RuntimeException("x", new IOException("y\nz")))).isEqualTo("y");
    }

    private static Exception failure(Callable<Object> mistake) {
        try {
            throw new AssertionError(mistake.call());
        } catch (Exception failure) {
            return failure;
        }
    }
}

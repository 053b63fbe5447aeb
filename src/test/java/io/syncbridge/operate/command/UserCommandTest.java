package io.syncbridge.operate.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** People are made by a command, and their passwords stand nowhere. */
class UserCommandTest {

    private static final InputStream KEYBOARD = System.in;

    private final StringWriter printed = new StringWriter();

    @TempDir
    Path folder;

    @AfterEach
    void giveBackTheKeyboard() {
        System.setIn(KEYBOARD);
    }

    @ParameterizedTest
    @CsvSource({"anna, bridge.people.anna", "a.berg@example.org, bridge.people.\"a.berg@example.org\"", "Åsa, bridge.people.\"Åsa\""})
    void theSettingsHoldAHashThatThePasswordFits(String name, String key) throws IOException {
        assertThat(run("correct horse", "add", name, "--role", "admin")).isZero();

        var settings = new Properties();
        settings.load(new StringReader(printed.toString()));
        assertThat(settings).containsEntry(key + ".roles", "admin").hasSize(2);
        assertThat(BcryptUtil.matches("correct horse", settings.getProperty(key + ".password"))).isTrue();
        assertThat(printed.toString()).doesNotContain("correct horse");
    }

    @Test
    void theyAreAddedToTheFileOnceAndNothingElseIsChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("application.properties"), "quarkus.http.port=8080");
        assertThat(run("secret1", "add", "anna", "--role", "viewer", "--write", "--file", file.toString())).isZero();
        assertThat(Files.readAllLines(file)).startsWith("quarkus.http.port=8080").contains("bridge.people.anna.roles=viewer");

        String before = Files.readString(file);
        assertThat(run("secret2", "add", "anna", "--role", "admin", "--write", "--file", file.toString())).isEqualTo(2);
        assertThat(printed.toString()).contains("has a person anna already");
        assertThat(Files.readString(file)).isEqualTo(before).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"anna, boss, secret, 'viewer, operator, admin'", "a:b, admin, secret, letters", "'', admin, secret, letters", "anna, admin, '', No password",
        "anna, admin, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, shorter"})
    void whatCannotBeIsRefusedWithTheCure(String name, String role, String password, String cure) {
        assertThat(run(password, "add", name, "--role", role)).isEqualTo(2);
        assertThat(printed.toString()).contains(cure).doesNotContain("$2");
    }

    @Test
    void aMissingFileIsNotMade() {
        Path file = folder.resolve("none.properties");
        assertThat(run("secret", "add", "anna", "--role", "admin", "--write", "--file", file.toString())).isEqualTo(2);
        assertThat(file).doesNotExist();
        assertThat(printed.toString()).contains("no file").contains("--file");
    }

    private int run(String password, String... arguments) {
        System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
        return new CommandLine(new UserCommand()).setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed)).execute(arguments);
    }
}

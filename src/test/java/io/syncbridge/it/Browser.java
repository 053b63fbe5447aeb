package io.syncbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.syncbridge.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A browser with a person before it; where the machine has none, the test is skipped with a message. */
public final class Browser implements AutoCloseable {

    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"));
    private static final int WIDE = 1400;
    private static final int NARROW = 390;
    private static final int HEIGHT = 900;
    private static final String AXE = axe();
    /** Says of each fault which rule it breaks, and where. */
    private static final String FAULTS = """
            ;axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations
                .flatMap(fault => fault.nodes.map(node => fault.id + ": " + node.target + " " + node.failureSummary)))""";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Playwright playwright;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Browser(Playwright playwright, Page page) {
        this.playwright = playwright;
        this.page = page;
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
    }

    /** Opens a browser with nobody logged in. */
    public static Browser open() {
        Path chromium = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
        Assumptions.assumeTrue(chromium != null, "This machine has no browser: install chromium to run the browser tests.");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var context = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
                .setArgs(List.of("--no-sandbox")))
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(WIDE, HEIGHT).setTimezoneId("Asia/Kolkata"));
        context.setDefaultTimeout(Patience.LIMIT.toMillis());
        PlaywrightAssertions.setDefaultAssertionTimeout(Patience.LIMIT.toMillis());
        return new Browser(playwright, context.newPage());
    }

    /**
     * Opens a browser and logs a person in.
     *
     * @param person the name, which is the password too
     */
    static Browser open(URI home, String person) {
        Browser browser = open();
        browser.page.navigate(home.resolve("/login").toString());
        browser.login(person, person);
        return browser;
    }

    /** Fills in the login page. */
    void login(String person, String password) {
        page.getByLabel("Name").fill(person);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")).click();
    }

    public Page page() {
        return page;
    }

    /** Returns what the browser has complained about, such as the content security policy; the caller may add and forget some. */
    public List<String> complaints() {
        return complaints;
    }

    /**
     * Looks at the page wide and narrow, in light and dark: keeps how it looks, and makes sure that it is accessible and that nothing
     * sticks out at the side.
     */
    public void picture(String name) {
        for (int width : List.of(NARROW, WIDE)) {
            page.setViewportSize(width, HEIGHT);
            for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                String look = name + "-" + scheme.name().toLowerCase(Locale.ROOT) + (width == WIDE ? "" : "-narrow");
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(look + ".png")));
                assertThat(page.evaluate(AXE + FAULTS)).as("what bars people from the page " + look).isEqualTo(List.of());
                assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as("how wide the page is: " + look).isLessThanOrEqualTo(width);
            }
        }
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}

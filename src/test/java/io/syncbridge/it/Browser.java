package io.syncbridge.it;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A browser with a person before it; where the machine has none, the test is skipped with a message. */
final class Browser implements AutoCloseable {

    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"),
            Path.of("/usr/bin/google-chrome"));
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Playwright playwright;
    private final Page page;

    private Browser(Playwright playwright, Page page) {
        this.playwright = playwright;
        this.page = page;
    }

    /** @param person the name, which is the password too */
    static Browser open(String person) {
        Path chromium = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
        Assumptions.assumeTrue(chromium != null, "This machine has no browser: install chromium to run the browser tests.");
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var context = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
                .setArgs(List.of("--no-sandbox")))
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setHttpCredentials(person, person)
                        .setViewportSize(1280, 900));
        return new Browser(playwright, context.newPage());
    }

    Page page() {
        return page;
    }

    /** Keeps how the page looks, in light and dark. */
    void picture(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                    .setPath(SCREENSHOTS.resolve(name + "-" + scheme.name().toLowerCase() + ".png")));
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}

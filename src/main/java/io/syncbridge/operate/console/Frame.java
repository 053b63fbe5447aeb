package io.syncbridge.operate.console;

/**
 * What stands around every page.
 *
 * @param page the page's name in the navigation
 * @param operator whether the person may act
 * @param leaves whether the person has logged in on the login page and can log out again
 * @param notice what the last action did; {@code null} for nothing
 */
public record Frame(String title, String page, String person, boolean operator, boolean admin, boolean demo, boolean leaves,
        String notice) {
}

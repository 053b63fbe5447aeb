package io.syncbridge.operate.command;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks for passwords and hashes them. */
final class Passwords {

    private static final int COST = 12;
    private static final int LONGEST = 72;

    /** Nobody can be made of what was given; the message says what to do. */
    static final class BadUserException extends Exception {

        private static final long serialVersionUID = 1;

        BadUserException(String message) {
            super(message);
        }
    }

    private Passwords() {
    }

    /** Reads a password from the terminal, where it is typed twice, or from standard input, and returns its bcrypt hash. */
    static String hash() throws IOException, BadUserException {
        String password = read(System.console());
        if (password.isBlank()) {
            throw new BadUserException("No password was given.");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new BadUserException("The password is longer than " + LONGEST + " bytes, of which no more would count. Choose a shorter one.");
        }
        return BcryptUtil.bcryptHash(password, COST);
    }

    private static String read(Console terminal) throws IOException, BadUserException {
        if (terminal == null) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        String password = typed(terminal, "Password: ");
        if (!password.equals(typed(terminal, "Once more: "))) {
            throw new BadUserException("The two passwords differ.");
        }
        return password;
    }

    private static String typed(Console terminal, String prompt) {
        char[] typed = terminal.readPassword(prompt);
        return typed == null ? "" : new String(typed);
    }
}

package io.syncbridge.operate.notify;

/**
 * Something that somebody may want to know, as it is now.
 *
 * @param subject what of the topic it is: with the topic, what tells it from others
 * @param number how many there are; more than were told of are told again
 * @param path the console's page that shows it
 */
record Fact(Topic topic, String subject, long number, String text, String path) {
}

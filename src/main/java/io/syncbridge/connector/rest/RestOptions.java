package io.syncbridge.connector.rest;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a team says about one REST resource; {@code docs/kamelet-rest-resource.md} explains each option.
 *
 * @param address of the list of records; a record's own is one path segment longer
 * @param id where a record's id stands in it
 * @param modified where its modified time stands; {@code null} where it has none
 * @param list where the records stand in a list answer; {@code null} for the usual places
 * @param record where the record stands in an answer about one; {@code null} for the usual places
 * @param errors how the body of a success says that it is none
 * @param lag how long it may take until reads show a write
 * @param since the query parameter of the updated-since filter; {@code null} where there is none
 * @param overlap how far each pass looks back behind the newest record of the one before
 * @param readMany the query parameter that takes comma-separated ids; {@code null} where there is none
 * @param pageSize the most records asked for at once
 */
record RestOptions(URI address, FieldPath id, FieldPath modified, FieldPath list, FieldPath record, ErrorForms errors,
        Duration lag, Paging paging, int pageSize, String since, Duration overlap, Update update, boolean etag, FindBy findBy, String readMany, int concurrency,
        Duration connectTimeout, Duration requestTimeout) {

    enum Update { PATCH, PUT }

    enum FindBy { NONE, QUERY }

    /** @throws IllegalArgumentException naming the option, where one is missing, unreadable or contradicts another */
    static RestOptions of(OptionReader options) {
        var address = URI.create(options.required("address"));
        if (address.getHost() == null || !address.getScheme().startsWith("http")) {
            throw new IllegalArgumentException("The option address must be a whole http or https address.");
        }
        if (address.getUserInfo() != null) {
            throw new IllegalArgumentException("The option address must not hold a password; use auth=basic instead.");
        }
        var result = new RestOptions(address, FieldPath.of(options.text("id", "id")), options.path("modified"),
                options.path("list"), options.path("record"), errors(options), options.duration("showsWithin", options.text("lag", "10s")),
                Paging.of(options), options.number("pageSize", 100), options.text("since"), options.duration("overlap", "10s"), options.choice("update", Update.PATCH), options.flag("etag", false),
                options.choice("findBy", FindBy.NONE), options.text("readMany"), options.number("concurrency", 8),
                options.duration("connectTimeout", "5s"), options.duration("requestTimeout", "30s"));
        result.check();
        return result;
    }

    private static ErrorForms errors(OptionReader options) {
        return new ErrorForms(options.path("errorPath"), options.path("successPath"),
                Set.copyOf(List.of(options.text("successValue", "true").split("\\s*,\\s*"))));
    }

    /** Says whether a version is an ETag, which can be a condition of a write, and no name of contents. */
    boolean isETag(String version) {
        return etag && !ETags.isOfContent(version);
    }

    RestClient.Settings calls() {
        return new RestClient.Settings(address, concurrency, connectTimeout, requestTimeout);
    }

    private void check() {
        if (since != null && modified == null) {
            throw new IllegalArgumentException("The option since needs the option modified, which tells how far it got.");
        }
        if (readMany != null && etag) {
            throw new IllegalArgumentException(
                    "The options readMany and etag=true exclude each other: a list answer holds no ETags.");
        }
        if (concurrency < 1 || pageSize < 1) {
            throw new IllegalArgumentException("The options concurrency and pageSize must be at least 1.");
        }
    }
}

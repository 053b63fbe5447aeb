package io.syncbridge.pipeline;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Write;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Leads OpenTelemetry traces through the inbox: from the request that brought a change, by its row, to the batch that takes it
 * and each call to a system. A batch with changes of one trace continues it; one with changes of several links to them.
 */
@Singleton
public class Traces {

    private static final String TRACEPARENT = "traceparent";
    private static final AttributeKey<String> SYNC = AttributeKey.stringKey("syncbridge.sync");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("syncbridge.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("syncbridge.operation");
    private static final AttributeKey<Long> SIZE = AttributeKey.longKey("syncbridge.size");
    private static final AttributeKey<List<String>> SYNC_IDS = AttributeKey.stringArrayKey("syncbridge.sync_ids");
    private static final TextMapGetter<Map<String, String>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers.get(name);
        }
    };

    private final Tracer tracer;

    public Traces(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("io.syncbridge");
    }

    /** Returns what to store with a change that comes now; {@code null} where nothing is traced. */
    String current() {
        if (!Span.current().getSpanContext().isSampled()) {
            return null;
        }
        var headers = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, HashMap::put);
        return headers.get(TRACEPARENT);
    }

    /** Begins the span of a batch; {@link #end} ends it. */
    Span begin(String sync, List<String> traces) {
        List<Context> origins = traces.stream().filter(Objects::nonNull).distinct().map(Traces::origin).toList();
        SpanBuilder span = tracer.spanBuilder("sync " + sync).setSpanKind(SpanKind.CONSUMER).setAttribute(SYNC, sync)
                .setAttribute(SIZE, (long) traces.size()).setParent(origins.size() == 1 ? origins.get(0) : Context.root());
        if (origins.size() > 1) {
            origins.forEach(origin -> span.addLink(context(origin)));
        }
        return span.startSpan();
    }

    /** Makes one call to a system, as a part of the batch. */
    <T> T call(Batch batch, String system, Operation operation, List<Write> writes, Supplier<T> call) {
        Span span = tracer.spanBuilder("%s %s/%s".formatted(operation.name().toLowerCase(Locale.ROOT), batch.sync(), system))
                .setSpanKind(SpanKind.CLIENT).setParent(Context.root().with(batch.taken().trace()))
                .setAttribute(SYNC, batch.sync()).setAttribute(SYSTEM, system).setAttribute(OPERATION, operation.name())
                .setAttribute(SYNC_IDS, writes.stream().map(Write::syncId).toList()).startSpan();
        try (Scope scope = span.makeCurrent()) {
            return call.get();
        } catch (RuntimeException failed) {
            span.setStatus(StatusCode.ERROR, failed.getMessage());
            throw failed;
        } finally {
            span.end();
        }
    }

    /** @param failure {@code null} if the batch was settled */
    static void end(Span batch, Exception failure) {
        if (failure != null) {
            batch.setStatus(StatusCode.ERROR, failure.getMessage());
        }
        batch.end();
    }

    private static Context origin(String trace) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), Map.of(TRACEPARENT, trace), HEADERS);
    }

    private static SpanContext context(Context origin) {
        return Span.fromContext(origin).getSpanContext();
    }
}

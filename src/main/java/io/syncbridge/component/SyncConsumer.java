package io.syncbridge.component;

import io.syncbridge.model.SyncAction;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.WrappedFile;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.DefaultConsumer;

/** A system's own route, through which the bridge acts on that system. */
class SyncConsumer extends DefaultConsumer {

    private final SyncEndpoint endpoint;
    private final Fitness fitness = new Fitness();
    private volatile boolean hasAnswered;
    private volatile boolean current;
    private volatile boolean whole;

    SyncConsumer(SyncEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    String name() {
        return endpoint.sync() + "/" + endpoint.system();
    }

    String routeName() {
        return getRoute() == null ? name() : getRoute().getRouteId();
    }

    /** Says whether the route has shown a record so far, so that what it does not find is not there. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    void answered() {
        hasAnswered = true;
    }

    /** Takes in what an answer says of all answers. */
    private void shown(Message answer) {
        current |= Boolean.TRUE.equals(answer.getHeader(SyncHeaders.CURRENT, Boolean.class));
        whole |= Boolean.TRUE.equals(answer.getHeader(SyncHeaders.WHOLE, Boolean.class));
    }

    /** Says whether the route's answers show what there is now, as one has said. */
    boolean isCurrent() {
        return current;
    }

    /** Says whether the route's answers to {@code read} are whole records, as one has said. */
    boolean isWhole() {
        return whole;
    }

    Fitness fitness() {
        return fitness;
    }

    /** Says whether the route answers {@code describe}: it says so, or hands over to a connector that does and to nothing else. */
    boolean describes() {
        return endpoint.knows(SyncAction.DESCRIBE) || handsOverTo().isPresent();
    }

    /** Says whether the answer to {@code describe} tells of fields. */
    boolean describesFields() {
        return endpoint.knows(SyncAction.DESCRIBE) || handsOverTo().filter(Describes::describesFields).isPresent();
    }

    /** Says whether writes are to be explained: the route says so, or hands over to a connector that passes that on. */
    boolean wantsExplanations() {
        return endpoint.isExplaining() || handsOverTo().filter(Describes::wantsExplanations).isPresent();
    }

    private Optional<Describes> handsOverTo() {
        Model model = endpoint.getCamelContext().getCamelContextExtension().getContextPlugin(Model.class);
        RouteDefinition route = getRoute() == null ? null : model.getRouteDefinition(getRoute().getRouteId());
        return only(route).flatMap(uri -> uri.startsWith("kamelet:")
                ? Optional.ofNullable(model.getRouteTemplateDefinition(uri.substring("kamelet:".length()).split("[?/]")[0]))
                        .flatMap(template -> only(template.getRoute()))
                : Optional.of(uri))
                .map(uri -> endpoint.getCamelContext().hasComponent(uri.split(":")[0]))
                .filter(Describes.class::isInstance).map(Describes.class::cast);
    }

    /** Returns where all goes; error handling, which Camel keeps among a route's outputs, takes no part in that. */
    private static Optional<String> only(RouteDefinition route) {
        List<ProcessorDefinition<?>> steps = route == null ? List.of()
                : route.getOutputs().stream().filter(step -> !step.isAbstract()).toList();
        return steps.size() == 1 && steps.get(0) instanceof ToDefinition to ? Optional.of(to.getUri()) : Optional.empty();
    }

    @Override
    public SyncEndpoint getEndpoint() {
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().register(this);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().unregister(this);
        super.doStop();
    }

    /**
     * Runs the route once.
     *
     * @return the answer; its body is a map, a list, text or bytes
     * @throws Exception what the route failed with
     */
    Message call(SyncAction action, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.getMessage().setBody(body);
            exchange.getMessage().getHeaders().putAll(headers);
            exchange.getMessage().setHeader(SyncHeaders.ACTION, action.wireName());
            exchange.getMessage().setHeader(SyncHeaders.SYSTEM, name());
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Message answer = exchange.getMessage();
            if (answer.getBody() instanceof InputStream || answer.getBody() instanceof WrappedFile) {
                answer.setBody(answer.getBody(byte[].class));
            }
            shown(answer);
            return answer.copy();
        } finally {
            doneUoW(exchange);
        }
    }
}

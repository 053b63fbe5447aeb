package io.syncbridge.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.errorhandler.JtaTransactionErrorHandlerDefinition;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;
import org.apache.camel.spi.CamelLogger;
import org.slf4j.helpers.NOPLogger;

/** How a change travels: the picture in docs/design.md, as routes. Every stage works on a batch. */
@ApplicationScoped
public class PipelineRoutes extends RouteBuilder {

    private static final String IN_ONE_TRANSACTION = "PROPAGATION_REQUIRED";

    @Override
    public void configure() {
        intake();
        pipeline();
        branches();
        upkeep();
    }

    /** Webhooks, timers and change logs end here: stored first, then worked on. */
    private void intake() {
        from("direct:intake").routeId("intake")
                // not simple("${body.sync}"), here and below: it works out the hash code of all that the body holds
                .setProperty("sync").body(IntakeBatch.class, IntakeBatch::sync)
                .to("direct:inbox")
                .filter().body(List.class, stored -> !stored.isEmpty())
                    .bean(WorkSignal.class, "arrived(${exchangeProperty.sync})");

        from("direct:inbox").routeId("inbox")
                .transacted(IN_ONE_TRANSACTION)
                .bean(Storing.class);
    }

    private void pipeline() {
        // what fails in a route below counts as handled there for onException, which is not asked then; doCatch is
        from("direct:pipeline").routeId("pipeline")
                .setProperty("sync", body())
                .doTry()
                    .to("direct:batch")
                .doCatch(Exception.class)
                    .bean(BatchFailure.class)
                .end();

        from("direct:batch").routeId("batch").errorHandler(noErrorHandler())
                .bean(Taking.class)
                .setProperty("batch", body())
                .filter().body(Batch.class, batch -> !batch.isEmpty())
                    .bean(LoopGuarding.class)
                    .bean(MappingRecords.class)
                    .bean(Matching.class)
                    .to("direct:decide")
                    .split(method(Dividing.class), allOf()).parallelProcessing().synchronous()
                        .to("direct:part")
                    .end()
                    .bean(BatchSettled.class)
                    .filter().body(Batch.class, Batch::isFull)
                        .bean(WorkSignal.class, "now(${exchangeProperty.sync})");

        from("direct:decide").routeId("decide").errorHandler(noErrorHandler())
                .bean(Reconciling.class)
                .filter().body(Decided.class, Decided::hasDecisions)
                    .bean(Holding.class)
                    .bean(Braking.class);

        from("direct:part").routeId("part").errorHandler(noErrorHandler())
                .loopDoWhile().body(Decided.class, Decided::hasDecisions)
                    .filter().body(Decided.class, Decided::isToBeNoted).to("direct:note").end()
                    .split().body(Decided.class, Decided::decisions).aggregationStrategy(allOf()).parallelProcessing().synchronous()
                        .to("direct:router")
                    .end()
                    .bean(Collecting.class)
                    .to("direct:decide")
                .end()
                .to("direct:settle");

        from("direct:note").routeId("note").errorHandler(silent())
                .transacted(IN_ONE_TRANSACTION)
                .bean(Settling.class, "note");

        from("direct:settle").routeId("settle").errorHandler(silent())
                .transacted(IN_ONE_TRANSACTION)
                .bean(Settling.class, "begin")
                .to("direct:decide")
                .loopDoWhile().body(Decided.class, Decided::hasDecisions)
                    .split().body(Decided.class, Decided::decisions).stopOnException()
                        .to("direct:router")
                    .end()
                    .bean(Collecting.class)
                    .to("direct:decide")
                .end()
                .bean(Settling.class);
    }

    /** Waits for all that was begun, and fails then if any of it did: nothing of a batch is under way after it. */
    private static AggregationStrategy allOf() {
        return new UseOriginalAggregationStrategy(null, true);
    }

    /** What fails within a batch is told by the route that ends it, and not at each step on the way there. */
    private static ErrorHandlerFactory silent() {
        return new JtaTransactionErrorHandlerDefinition().rollbackLoggingLevel(LoggingLevel.OFF).logger(new CamelLogger(NOPLogger.NOP_LOGGER));
    }

    private void branches() {
        from("direct:router").routeId("router")
                .choice()
                    .when(body().isInstanceOf(Decision.Apply.class)).to("direct:apply")
                    .when(body().isInstanceOf(Decision.Review.class)).to("direct:review")
                    .when(body().isInstanceOf(Decision.Orphan.class)).to("direct:orphan")
                    .otherwise().to("direct:skip");

        from("direct:apply").routeId("apply").bean(Delivering.class);
        from("direct:review").routeId("review").bean(Concluding.class, "review");
        from("direct:orphan").routeId("orphan").bean(Concluding.class, "warn");
        from("direct:skip").routeId("skip").bean(Concluding.class, "skip");
    }

    private void upkeep() {
        Upkeep.route(this, "dispatch", "period=1000").bean(Dispatching.class);
        Upkeep.route(this, "heartbeat", "period=" + Claims.BEAT.toMillis()).bean(Claims.class);
        Upkeep.route(this, "polling", "period=1000").bean(Polling.class);
        Upkeep.route(this, "releasing", "period=10000").bean(Releasing.class);
        Upkeep.route(this, "retention", "delay=60000&period=3600000").bean(Retention.class);
    }
}

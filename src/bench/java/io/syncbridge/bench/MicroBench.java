package io.syncbridge.bench;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What one record costs in the core and in the store: microseconds, and bytes of garbage. */
class MicroBench {

    private static final TimeValue ROUND = TimeValue.milliseconds(Report.sized(1000));

    @Test
    void aRecordCostsLittle() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder().include(CoreWork.class.getName()).include(StoreWork.class.getName())
                .mode(Mode.AverageTime).timeUnit(TimeUnit.MICROSECONDS).warmupIterations(5).warmupTime(ROUND)
                .measurementIterations(5).measurementTime(ROUND).forks(1).addProfiler(GCProfiler.class).build()).run();
        for (RunResult result : results) {
            String what = "one record: " + result.getPrimaryResult().getLabel();
            Report.cost(what, "bridge", result.getPrimaryResult().getScore(), "µs");
            Report.cost(what, "bridge", result.getSecondaryResults().get("gc.alloc.rate.norm").getScore(), "bytes allocated");
        }
    }
}

package example;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Delivers nothing; task 1 fails where the config asks for it. */
public class OddTask extends SourceTask {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void start(Map<String, String> config) {
        if ("task-fails".equals(config.get("behaviour")) && "1".equals(config.get("task.number"))) {
            throw new IllegalStateException("task 1 fails");
        }
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        stopped.await(50, TimeUnit.MILLISECONDS);
        return null;
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public String version() {
        return "1.0";
    }
}

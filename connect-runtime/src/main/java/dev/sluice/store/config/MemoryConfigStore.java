package dev.sluice.store.config;

import dev.sluice.model.ConfigSnapshot;
import dev.sluice.model.ConnectorChange;
import dev.sluice.model.RestartRequest;
import dev.sluice.model.SessionKey;
import dev.sluice.model.TargetState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The config store of a standalone worker: nothing survives the process. Folds the same records as a worker of a group
 * does, so that both behave alike. Writes are seen, and listeners called, before a write returns, on the writer's thread.
 */
public final class MemoryConfigStore implements ConfigStore {
    private static final String NO_TOPIC = "memory";

    private final ConfigListener listener;
    private volatile ConfigView view = ConfigView.EMPTY;
    private long nextOffset;

    public MemoryConfigStore(ConfigListener listener) {
        this.listener = listener;
    }

    @Override
    public void start() {}

    @Override
    public ConfigSnapshot snapshot() {
        return view.snapshot();
    }

    @Override
    public ConfigSnapshot refresh(Duration timeout) {
        return view.snapshot();
    }

    @Override
    public ConfigSnapshot catchUp(long offset, Duration timeout) {
        return view.snapshot();
    }

    @Override
    public void putConnectorConfig(String connector, Map<String, String> config, Optional<TargetState> initial) {
        write(ConfigWrite.of(List.of(new ConnectorChange(connector, Optional.of(config), initial))));
    }

    @Override
    public void changeConnectors(List<ConnectorChange> changes) {
        write(ConfigWrite.of(changes));
    }

    @Override
    public void removeConnectorConfig(String connector) {
        write(ConfigWrite.of(List.of(new ConnectorChange(connector, Optional.empty(), Optional.empty()))));
    }

    @Override
    public void putTaskConfigs(String connector, List<Map<String, String>> configs) {
        List<ConfigWrite> writes = new ArrayList<>();
        for (int task = 0; task < configs.size(); task++) {
            writes.add(ConfigWrite.task(connector, task, configs.get(task)));
        }
        writes.add(ConfigWrite.commit(connector, configs.size()));
        write(writes);
    }

    @Override
    public void putStopped(String connector) {
        write(List.of(ConfigWrite.commit(connector, 0), ConfigWrite.targetState(connector, TargetState.STOPPED)));
    }

    @Override
    public void putTargetState(String connector, TargetState state) {
        write(List.of(ConfigWrite.targetState(connector, state)));
    }

    @Override
    public void putTaskCountRecord(String connector, int taskCount) {
        write(List.of(ConfigWrite.taskCount(connector, taskCount)));
    }

    @Override
    public void putSessionKey(SessionKey key) {
        write(List.of(ConfigWrite.sessionKey(key)));
    }

    @Override
    public void putRestartRequest(RestartRequest request) {
        write(List.of(ConfigWrite.restart(request)));
    }

    @Override
    public void putLoggerLevel(String logger, String level) {
        write(List.of(ConfigWrite.loggerLevel(logger, level)));
    }

    @Override
    public void claimWritePrivileges() {}

    @Override
    public void releaseWritePrivileges() {}

    @Override
    public void close() {}

    private void write(List<ConfigWrite> writes) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (ConfigWrite write : writes) {
            records.add(new ConsumerRecord<>(NO_TOPIC, 0, nextOffset++, write.key(), write.value()));
        }
        ConfigReducer.Folded folded = ConfigReducer.fold(view, records);
        view = folded.view();
        listener.onMoments(folded.moments(), false);
        listener.onChange(view.snapshot(), folded.events());
    }
}

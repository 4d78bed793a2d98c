package dev.sluice.simulation;

import dev.sluice.model.RestartRequest;
import dev.sluice.model.TargetState;
import dev.sluice.model.TaskId;
import dev.sluice.service.ConnectService;
import dev.sluice.service.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A REST call, as far as the worker behind the resources sees it. */
sealed interface Request {

    String connector();

    /** Asks one worker; may also throw what it fails with. */
    CompletableFuture<?> ask(ConnectService service);

    record Create(String connector, Map<String, String> config, Optional<TargetState> initial) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.createConnector(connector, config, initial);
        }
    }

    record PutConfig(String connector, Map<String, String> config) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.putConnectorConfig(connector, config);
        }
    }

    record Delete(String connector) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.deleteConnector(connector);
        }
    }

    record SetTarget(String connector, TargetState target) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.setTargetState(connector, target);
        }
    }

    record Restart(String connector) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.restartConnector(connector);
        }
    }

    record RestartAll(String connector, boolean onlyFailed) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.restartConnectorAndTasks(new RestartRequest(connector, onlyFailed, true));
        }
    }

    record RestartTask(String connector, int task) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.restartTask(new TaskId(connector, task));
        }
    }

    record ReadStatus(String connector) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return CompletableFuture.completedFuture(service.connectorStatus(connector));
        }
    }

    record PutTaskConfigs(String connector, List<Map<String, String>> configs, Signature signature) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.putTaskConfigs(connector, configs, signature);
        }
    }

    record FenceZombies(String connector, Signature signature) implements Request {
        @Override
        public CompletableFuture<?> ask(ConnectService service) {
            return service.fenceZombies(connector, signature);
        }
    }
}

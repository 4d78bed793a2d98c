package dev.sluice.herder;

import dev.sluice.service.ServiceException;
import dev.sluice.validation.ConfigValidator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Validates many configs, a few at a time, and tells all errors together. */
final class SetValidation {
    private static final int AT_A_TIME = 8;

    private final ConfigValidator validator;

    SetValidation(ConfigValidator validator) {
        this.validator = validator;
    }

    /**
     * @param configs by connector
     * @return fails with {@link ServiceException.BadRequest} if one is not valid, and with a {@link ServiceException} if
     *     one could not be validated
     */
    CompletableFuture<Void> requireValid(Map<String, Map<String, String>> configs) {
        Run run = new Run(configs);
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(AT_A_TIME, configs.size()); lane++) {
            lanes.add(run.next());
        }
        return CompletableFuture.allOf(lanes.toArray(CompletableFuture<?>[]::new))
                .thenRun(run::conclude);
    }

    /** One set on its way; its lanes share what is left to do. */
    private final class Run {
        private final Queue<Map.Entry<String, Map<String, String>>> left;
        private final TreeMap<String, Throwable> failures = new TreeMap<>();

        Run(Map<String, Map<String, String>> configs) {
            this.left = new ArrayDeque<>(configs.entrySet());
        }

        private CompletableFuture<Void> next() {
            Map.Entry<String, Map<String, String>> mine;
            synchronized (this) {
                mine = left.poll();
            }
            if (mine == null) {
                return CompletableFuture.completedFuture(null);
            }
            return validator
                    .validate(mine.getValue())
                    .thenAccept(ConfigValidator::requireValid)
                    .exceptionally(error -> {
                        failed(mine.getKey(), ActionRunner.cause(error));
                        return null;
                    })
                    .thenComposeAsync(done -> next());
        }

        private synchronized void failed(String connector, Throwable error) {
            failures.put(connector, error);
        }

        private synchronized void conclude() {
            if (failures.isEmpty()) {
                return;
            }
            StringBuilder message = new StringBuilder("Nothing was changed, as ")
                    .append(failures.size())
                    .append(" of the connectors cannot be applied:");
            boolean allBad = true;
            for (Map.Entry<String, Throwable> failure : failures.entrySet()) {
                message.append("\nConnector ")
                        .append(failure.getKey())
                        .append(": ")
                        .append(failure.getValue().getMessage());
                allBad &= failure.getValue() instanceof ServiceException.BadRequest;
            }
            throw allBad
                    ? new ServiceException.BadRequest(message.toString())
                    : new ServiceException(
                            message.toString(), failures.firstEntry().getValue());
        }
    }
}

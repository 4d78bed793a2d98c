package org.apache.kafka.connect.connector.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigValue;

/** Turns a rule over property names into the answer that the plugin API wants. */
final class OverrideJudgement {

    private OverrideJudgement() {}

    /**
     * Judges each override.
     *
     * @param policy  the policy's alias, for the message
     * @param allowed which properties may be set
     */
    static List<ConfigValue> of(String policy, Predicate<String> allowed, ConnectorClientConfigRequest request) {
        List<ConfigValue> judged = new ArrayList<>();
        for (Map.Entry<String, Object> override : request.clientProps().entrySet()) {
            ConfigValue value = new ConfigValue(override.getKey());
            value.value(override.getValue());
            if (!allowed.test(override.getKey())) {
                value.addErrorMessage("The worker's connector.client.config.override.policy '" + policy
                        + "' does not let connectors set '" + override.getKey() + "'; remove it, or ask the operator of"
                        + " the worker for another policy");
            }
            judged.add(value);
        }
        return judged;
    }
}

package dev.sluice.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.JaasUtils;

/**
 * Refuses settings by which whoever may write connector configs could reach the worker's files, its environment or hosts
 * of its network: config providers of a connector's own (CVE-2024-31141), login modules that look names up elsewhere
 * (CVE-2023-25194, CVE-2025-27818, CVE-2025-27819), and files and URLs of OAuth (CVE-2025-27817).
 *
 * <p>What is allowed: {@value #PROVIDERS_SWITCH} for the first, the JVM properties of Kafka's clients for the others,
 * which the clients check once more themselves.
 */
public final class ConnectorGuard {
    /** The worker's key that lets connectors name config providers of their own. */
    public static final String PROVIDERS_SWITCH = "connector.config.providers.enable";

    /** Deprecated by kafka-clients for {@link JaasUtils#ALLOWED_LOGIN_MODULES_CONFIG}, and heeded by it still. */
    private static final String DISALLOWED_LOGIN_MODULES = "org.apache.kafka.disallowed.login.modules";

    // Clients, converters and transformations resolve variables by themselves, whatever prefix their settings have.
    private static final Pattern PROVIDERS = Pattern.compile("(.*\\.)?config\\.providers(\\..*)?");
    private static final Pattern CLIENT_KEY = Pattern.compile("(producer|consumer|admin)\\.override\\.(.+)");
    private static final List<String> OAUTH_URLS =
            List.of(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, SaslConfigs.SASL_OAUTHBEARER_JWKS_ENDPOINT_URL);

    private final boolean ownProviders;

    public ConnectorGuard(WorkerConfig worker) {
        this.ownProviders = worker.ownConfigProvidersAllowed();
    }

    /**
     * What the config must not have.
     *
     * @param config a connector's or task's, with variables resolved; may hold null values
     * @return what is wrong by key; holds no value of the config
     */
    public Map<String, String> problems(Map<String, String> config) {
        Map<String, String> problems = new TreeMap<>();
        config.forEach((key, value) -> {
            if (value != null) {
                problem(key, value).ifPresent(problem -> problems.put(key, problem));
            }
        });
        return problems;
    }

    /**
     * For configs that may have come another way than through this worker's validation.
     *
     * @throws ConfigException telling everything that the config must not have
     */
    public void requireSafe(Map<String, String> config) {
        Map<String, String> problems = problems(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(String.join("; ", problems.values()));
        }
    }

    /** Whether a key names config providers of a connector's own or belongs to one. */
    public static boolean isOfProviders(String key) {
        return PROVIDERS.matcher(key).matches();
    }

    private Optional<String> problem(String key, String value) {
        if (isOfProviders(key)) {
            return ownProviders
                    ? Optional.empty()
                    : Optional.of(key + " is not allowed: config providers are the operator's to choose, by"
                            + " config.providers in the worker's configuration. Use those, or have the operator set "
                            + PROVIDERS_SWITCH + "=true there");
        }
        var clientKey = CLIENT_KEY.matcher(key);
        if (!clientKey.matches()) {
            return Optional.empty();
        }
        String property = clientKey.group(2);
        if (property.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
            return loginModule(key, value);
        }
        return OAUTH_URLS.contains(property) ? url(key, value) : Optional.empty();
    }

    private static Optional<String> loginModule(String key, String value) {
        try {
            JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(value)));
        } catch (RuntimeException refused) {
            String message = String.valueOf(refused.getMessage());
            boolean forbidden = message.contains(DISALLOWED_LOGIN_MODULES)
                    || message.contains(JaasUtils.ALLOWED_LOGIN_MODULES_CONFIG);
            if (forbidden) {
                return Optional.of(key + " names a login module that is not allowed. Name another, or have the operator"
                        + " list it in the worker's JVM property " + JaasUtils.ALLOWED_LOGIN_MODULES_CONFIG);
            }
            // Not well formed: the client that it is for will say so.
        }
        return Optional.empty();
    }

    private static Optional<String> url(String key, String value) {
        String allowed = System.getProperty(
                BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG,
                BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_DEFAULT);
        boolean listed = Arrays.stream(allowed.split(",")).map(String::trim).anyMatch(value.trim()::equals);
        return listed
                ? Optional.empty()
                : Optional.of(key + " is a URL that is not allowed. Have the operator list it in the worker's JVM"
                        + " property " + BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG);
    }
}

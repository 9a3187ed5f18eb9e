package dev.graft;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// The settings of one hub, checked: whoever holds a `Config` holds one that can be started with, as far as can be told
/// without trying.
///
/// @param managementPort on the loopback address; 0 takes a free one
/// @param databaseUrl empty means the bundled PostgreSQL in `data`
/// @param publicUrl empty means `http://localhost:` and the port that was taken
/// @param sandboxUrl the API of a PagerTree sandbox
public record Config(
        String host,
        int port,
        int managementPort,
        Path data,
        Optional<URI> databaseUrl,
        Path masterKeyFile,
        Optional<URI> publicUrl,
        Optional<URI> sandboxUrl,
        Optional<URI> sandboxUiUrl) {

    /// Reads the settings, a file before the environment before the flags, and reports every problem at once.
    ///
    /// @param file `key = value` lines
    /// @param environment as `System.getenv` gives it
    /// @param flags what stood on the command line
    /// @throws Problems with a sentence for each thing that is wrong
    static Config read(Optional<Path> file, Map<String, String> environment, Map<Setting, String> flags) {
        var problems = new ArrayList<String>();
        var values = new EnumMap<Setting, Value>(Setting.class);
        for (var setting : Setting.values()) {
            values.put(setting, new Value(setting.fallback(), "the default of " + setting.key()));
        }
        file.ifPresent(path -> readFile(path, values, problems));
        for (var setting : Setting.values()) {
            var name = setting.environmentVariable();
            Optional.ofNullable(environment.get(name)).ifPresent(text -> values.put(setting, new Value(text, name)));
        }
        flags.forEach((setting, text) -> values.put(setting, new Value(text, "--" + setting.key())));

        var reader = new Checked(values, problems);
        var data = Path.of(reader.text(Setting.DATA)).toAbsolutePath().normalize();
        var masterKey = reader.text(Setting.MASTER_KEY_FILE);
        var config = new Config(
                reader.text(Setting.HOST),
                reader.port(Setting.PORT),
                reader.port(Setting.MANAGEMENT_PORT),
                data,
                reader.url(Setting.DATABASE_URL, List.of("postgresql", "postgres")),
                masterKey.isEmpty() ? data.resolve("master.key") : Path.of(masterKey),
                reader.url(Setting.PUBLIC_URL, List.of("http", "https")),
                reader.url(Setting.PAGERTREE_SANDBOX_URL, List.of("http", "https")),
                reader.url(Setting.PAGERTREE_SANDBOX_UI_URL, List.of("http", "https")));
        if (config.databaseUrl().isPresent() && masterKey.isEmpty() && !Files.exists(config.masterKeyFile())) {
            problems.add("With a database of your own, the master key must be yours too: set --master-key-file (or "
                    + "GRAFT_MASTER_KEY_FILE) to a file that every node reads. `./graft new-key FILE` makes one.");
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return config;
    }

    /// The same, with a PagerTree sandbox beside the real one.
    Config withSandbox(String apiUrl, String uiUrl) {
        return new Config(
                host,
                port,
                managementPort,
                data,
                databaseUrl,
                masterKeyFile,
                publicUrl,
                Optional.of(URI.create(apiUrl)),
                Optional.of(URI.create(uiUrl)));
    }

    private static void readFile(Path file, Map<Setting, Value> values, List<String> problems) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("The configuration file " + file + " cannot be read: " + e.getMessage());
            return;
        }
        for (var key : properties.stringPropertyNames()) {
            var setting = List.of(Setting.values()).stream()
                    .filter(candidate -> candidate.key().equals(key))
                    .findFirst();
            setting.ifPresentOrElse(
                    known -> values.put(known, new Value(properties.getProperty(key), key + " in " + file)),
                    () -> problems.add(key + " in " + file + " is not a setting. The settings are: "
                            + String.join(
                                    ", ",
                                    List.of(Setting.values()).stream()
                                            .map(Setting::key)
                                            .toList())
                            + "."));
        }
    }

    private record Value(String text, String origin) {}

    /// Turns texts into values, and collects what is wrong with them.
    private record Checked(Map<Setting, Value> values, List<String> problems) {
        String text(Setting setting) {
            return value(setting).text().strip();
        }

        int port(Setting setting) {
            try {
                int port = Integer.parseInt(text(setting));
                if (port >= 0 && port <= 65535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // answered below, as a number out of range is
            }
            problems.add(value(setting).origin() + " must be a port, 0 to 65535, not \"" + text(setting) + "\".");
            return 0;
        }

        Optional<URI> url(Setting setting, List<String> schemes) {
            var text = text(setting);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            try {
                var url = URI.create(text);
                if (url.getScheme() != null && schemes.contains(url.getScheme()) && url.getHost() != null) {
                    return Optional.of(url);
                }
            } catch (IllegalArgumentException e) {
                // answered below; the text itself may hold a password, and is not repeated
            }
            problems.add(value(setting).origin() + " must be an address that starts with " + schemes.getFirst()
                    + ":// and names a host.");
            return Optional.empty();
        }

        private Value value(Setting setting) {
            var value = values.get(setting);
            if (value == null) {
                throw new IllegalStateException("every setting has a value, also " + setting);
            }
            return value;
        }
    }

    /// Everything that is wrong with the settings.
    static final class Problems extends RuntimeException {
        private final List<String> problems;

        Problems(List<String> problems) {
            super(String.join("\n", problems));
            this.problems = List.copyOf(problems);
        }

        List<String> problems() {
            return problems;
        }
    }
}

package dev.graft;

import dev.graft.platform.secret.Sealer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The command line: reads what was asked, and says in words what cannot be done.
@Command(
        name = "graft",
        description = "An incident hub grafted onto PagerTree.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    /// Exit status of a start that was refused: wrong settings, an unusable database, a port in use.
    static final int REFUSED = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    static CommandLine commands() {
        var commands = new CommandLine(new Main());
        commands.addSubcommand(
                withSettings(new DemoCommand(), Setting.HOST, Setting.PORT, Setting.MANAGEMENT_PORT, Setting.DATA));
        commands.addSubcommand(withSettings(new ServeCommand(), Setting.values()));
        commands.addSubcommand(new SandboxCommand());
        commands.addSubcommand(new NewKeyCommand());
        commands.addSubcommand(withSettings(new SignInLinkCommand(), Setting.values()));
        commands.addSubcommand(new VersionCommand());
        commands.setExecutionExceptionHandler((failure, line, result) -> refuse(failure));
        return commands;
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static CommandLine withSettings(Object command, Setting... settings) {
        var line = new CommandLine(command);
        for (var setting : settings) {
            var fallback = setting.fallback().isEmpty() ? "" : " (default: " + setting.fallback() + ")";
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("--" + setting.key())
                            .type(String.class)
                            .paramLabel(setting.name())
                            .description(setting.explanation() + fallback + "; or " + setting.environmentVariable())
                            .build());
        }
        return line;
    }

    private static Map<Setting, String> flags(CommandSpec spec) {
        ParseResult parsed = spec.commandLine().getParseResult();
        var flags = new EnumMap<Setting, String>(Setting.class);
        for (var setting : Setting.values()) {
            var name = "--" + setting.key();
            if (spec.findOption(name) != null && parsed.hasMatchedOption(name)) {
                flags.put(setting, parsed.matchedOptionValue(name, ""));
            }
        }
        return flags;
    }

    /// A refusal is for the person at the terminal: what is wrong, and what to do. Anything else is a bug, told whole.
    private static int refuse(Exception failure) {
        switch (failure) {
            case Config.Problems problems -> {
                System.err.println("Graft cannot start:");
                problems.problems().forEach(problem -> System.err.println("  - " + problem));
            }
            case StartRefused refused -> System.err.println("Graft cannot start: " + refused.getMessage());
            default -> {
                System.err.println("Graft failed to start, in a way that nobody foresaw:");
                failure.printStackTrace();
            }
        }
        return REFUSED;
    }

    /// Waits for SIGTERM or Ctrl-C, and then closes what is given.
    static void untilStopped(AutoCloseable running) throws InterruptedException {
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                running.close();
            } catch (Exception failure) { // the process ends all the same; nothing accepted can be lost by it
                System.err.println("While stopping: " + failure);
            } finally {
                closed.countDown();
            }
        }));
        closed.await();
    }

    @Command(
            name = "serve",
            description = "Runs the hub alone, on your PostgreSQL or on the bundled one.",
            mixinStandardHelpOptions = true)
    private static final class ServeCommand implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(names = "--config", paramLabel = "FILE", description = "a file of `key = value` lines")
        private Optional<Path> config = Optional.empty();

        @Override
        public Integer call() throws Exception {
            var server = Server.start(Config.read(config, System.getenv(), flags(spec)));
            server.prepareFirstWorkspace()
                    .ifPresent(link -> System.out.println("Sign in, once, as its admin: " + link));
            System.out.println("Graft serves on " + server.url());
            untilStopped(server);
            return 0;
        }
    }

    @Command(
            name = "demo",
            description = "Runs everything on this machine: a database, a sandbox PagerTree, a connected workspace.",
            mixinStandardHelpOptions = true)
    private static final class DemoCommand implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(
                names = "--sandbox-port",
                paramLabel = "PORT",
                defaultValue = "8090",
                description = "the port of the sandbox PagerTree; 0 takes a free one (default: ${DEFAULT-VALUE})")
        private int sandboxPort;

        @Option(
                names = "--scenario",
                paramLabel = "NAME",
                defaultValue = "none",
                description = "what plays by itself, checkout-outage for one; \"none\" for nothing (default: none)")
        private String scenario = "none";

        @Override
        public Integer call() throws Exception {
            var chosen = Demo.chosenScenario(scenario);
            // The demo is a world of its own: a database elsewhere, named in the environment, is not for it.
            var config = Config.read(Optional.empty(), Map.of(), flags(spec));
            var demo = Demo.start(config, sandboxPort, System.out::println);
            chosen.ifPresent(demo::play);
            untilStopped(demo);
            return 0;
        }
    }

    @Command(name = "sandbox", description = "Runs the PagerTree stand-in alone.", mixinStandardHelpOptions = true)
    private static final class SandboxCommand implements Callable<Integer> {
        @Option(
                names = "--host",
                paramLabel = "HOST",
                defaultValue = "127.0.0.1",
                description = "the address to listen on")
        private String host = "127.0.0.1";

        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "8090",
                description = "the port; 0 takes a free one (default: ${DEFAULT-VALUE})")
        private int port;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "keeps the alerts in this folder; without it they are gone at the end")
        private Optional<Path> data = Optional.empty();

        @Option(
                names = "--scenario",
                paramLabel = "NAME",
                defaultValue = "none",
                description = "what plays by itself, checkout-outage for one; \"none\" for nothing (default: none)")
        private String scenario = "none";

        @Override
        public Integer call() throws Exception {
            var chosen = Demo.chosenScenario(scenario);
            var sandbox = Demo.startSandbox(host, port, data);
            chosen.ifPresent(sandbox::startScenario);
            System.out.println("Sandbox PagerTree: console " + sandbox.uiUrl() + ", API " + sandbox.apiUrl()
                    + ", API key " + sandbox.apiKey());
            untilStopped(sandbox);
            return 0;
        }
    }

    @Command(
            name = "sign-in-link",
            description = "Prints a link that signs the first admin in, once, within fifteen minutes.",
            mixinStandardHelpOptions = true)
    private static final class SignInLinkCommand implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(names = "--config", paramLabel = "FILE", description = "a file of `key = value` lines")
        private Optional<Path> config = Optional.empty();

        @Override
        public Integer call() {
            System.out.println(Server.signInLink(Config.read(config, System.getenv(), flags(spec))));
            return 0;
        }
    }

    @Command(
            name = "new-key",
            description = "Writes a new master key, with which the secrets in the database are sealed.",
            mixinStandardHelpOptions = true)
    private static final class NewKeyCommand implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "where to write it; never overwritten")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Override
        public Integer call() {
            if (Files.exists(file)) {
                throw new StartRefused(file + " is there already. A key that is in use must be kept: without it the"
                        + " stored secrets do not open.");
            }
            Sealer.createKeyFile(file);
            System.out.println("A new master key is in " + file + ". Give it to every node, and keep a copy.");
            return 0;
        }
    }

    @Command(name = "version", description = "Prints the version.")
    private static final class VersionCommand implements Runnable {
        @Override
        public void run() {
            System.out.println(Version.line());
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        static String line() {
            var packaged = Optional.ofNullable(Main.class.getPackage().getImplementationVersion());
            return "graft " + packaged.orElse("(from the working tree)");
        }

        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }
    }
}

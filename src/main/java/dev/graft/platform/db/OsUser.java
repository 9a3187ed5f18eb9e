package dev.graft.platform.db;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The user of the operating system that the server runs as. PostgreSQL refuses to run as root; started by root, it
/// runs as `postgres` if there is such a user, else as `nobody`.
///
/// @param prefix the words that make a command run as that user; none when it is ourselves
record OsUser(String name, List<String> prefix) {

    OsUser {
        prefix = List.copyOf(prefix);
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    static OsUser forTheServer() {
        if (!isRoot()) {
            return new OsUser(System.getProperty("user.name"), List.of());
        }
        var name = Stream.of("postgres", "nobody")
                .filter(OsUser::exists)
                .findFirst()
                .orElseThrow(() -> new BundledPostgresRefused("PostgreSQL does not run as root, and there is neither a"
                        + " user postgres nor a user nobody; start Graft as an ordinary user."));
        var group = OsCommand.of(List.of("id", "-gn", name)).run().output();
        return waysToBecome(name, group)
                .filter(way -> works(way))
                .findFirst()
                .map(way -> new OsUser(name, way))
                .orElseThrow(() -> new BundledPostgresRefused("PostgreSQL does not run as root, and neither setpriv"
                        + " nor runuser can run it as " + name + "; start Graft as an ordinary user."));
    }

    boolean isSomebodyElse() {
        return !prefix.isEmpty();
    }

    OsCommand command(Path program, List<String> arguments) {
        var words = new ArrayList<>(prefix);
        words.add(program.toString());
        words.addAll(arguments);
        return OsCommand.of(words);
    }

    boolean canEnter(Path folder) {
        return OsCommand.of(Stream.concat(prefix.stream(), Stream.of("sh", "-c", "cd \"$1\"", "sh", folder.toString()))
                        .toList())
                .run()
                .succeeded();
    }

    /// Gives the folder and all that is in it to this user.
    void takeOver(Path folder) {
        if (isSomebodyElse()) {
            var given = OsCommand.of(List.of("chown", "-R", name + ":", folder.toString()))
                    .run();
            if (!given.succeeded()) {
                throw new BundledPostgresRefused(
                        "Cannot give " + folder + " to the user " + name + ": " + given.output());
            }
        }
    }

    private static boolean exists(String name) {
        return OsCommand.of(List.of("id", "-u", name)).run().succeeded();
    }

    private static Stream<List<String>> waysToBecome(String name, String group) {
        return Stream.of(
                List.of("setpriv", "--reuid=" + name, "--regid=" + group, "--clear-groups", "--"),
                List.of("runuser", "-u", name, "--"));
    }

    private static boolean works(List<String> way) {
        try {
            return OsCommand.of(Stream.concat(way.stream(), Stream.of("true")).toList())
                    .run()
                    .succeeded();
        } catch (UncheckedIOException noSuchProgram) {
            return false;
        }
    }
}

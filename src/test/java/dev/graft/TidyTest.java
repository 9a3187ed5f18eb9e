package dev.graft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What no compiler checks, and what makes a tree pleasant to walk through.
class TidyTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java/dev");
    private static final Path PLANTED = Path.of("src/test/java/planted");
    private static final Pattern SLEEPS_OR_MOCKS = Pattern.compile("Thread\\s*\\.\\s*sleep|@Disabled|Mockito");

    /// A longer class hides a room.
    private static final int LONGEST_CLASS_IN_LINES = 500;

    @Test
    void every_package_says_what_it_is_for_and_is_null_marked() {
        var silent = packages(MAIN)
                .filter(folder -> {
                    var info = folder.resolve("package-info.java");
                    return !Files.exists(info)
                            || !read(info).contains("@NullMarked")
                            || !read(info).contains("///");
                })
                .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void no_class_hides_a_room() {
        assertThat(files(MAIN)
                        .filter(file -> read(file).lines().count() > LONGEST_CLASS_IN_LINES)
                        .toList())
                .isEmpty();
    }

    @Test
    void no_test_sleeps_is_switched_off_or_mocks() {
        assertThat(linesThat(TESTS, SLEEPS_OR_MOCKS.asPredicate(), "TidyTest.java"))
                .isEmpty();
    }

    @Test
    void only_the_launcher_prints() {
        var printing = Pattern.compile("System\\.(out|err)|printStackTrace");

        assertThat(linesThat(MAIN, printing.asPredicate(), "Main.java")).isEmpty();
    }

    @Test
    void marks_left_for_later_name_their_condition() {
        var bare = Pattern.compile("FIXME|XXX|TODO(?! when)");

        assertThat(linesThat(MAIN, bare.asPredicate(), "")).isEmpty();
        assertThat(linesThat(TESTS, bare.asPredicate(), "TidyTest.java")).isEmpty();
    }

    @Test
    void the_checks_see_something() {
        assertThat(files(MAIN).count()).isGreaterThan(20);
        assertThat(linesThat(PLANTED, SLEEPS_OR_MOCKS.asPredicate(), "")).hasSize(1);
    }

    private static List<String> linesThat(Path root, Predicate<String> offend, String except) {
        var found = new ArrayList<String>();
        files(root).filter(file -> !file.endsWith(except) || except.isEmpty()).forEach(file -> {
            int number = 0;
            for (var line : read(file).lines().toList()) {
                number++;
                if (offend.test(line)) {
                    found.add(file + ":" + number + " " + line.strip());
                }
            }
        });
        return found;
    }

    private static Stream<Path> files(Path root) {
        try (var walk = Files.walk(root)) {
            return walk.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> packages(Path root) {
        return files(root).map(Path::getParent).distinct();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

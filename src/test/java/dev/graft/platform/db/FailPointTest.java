package dev.graft.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.platform.db.FailPoint.SimulatedCrash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailPointTest {
    @AfterEach
    void disarm() {
        FailPoint.disarm();
    }

    @Test
    void nothing_happens_unless_one_is_armed() {
        for (var point : FailPoint.values()) {
            assertThatCode(point::hit).doesNotThrowAnyException();
        }
    }

    @Test
    void each_stands_somewhere_on_the_way() throws IOException {
        var code = new StringBuilder();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }

        assertThat(FailPoint.values()).allSatisfy(point -> assertThat(code).contains("FailPoint." + point));
    }

    @Test
    void the_armed_one_crashes_once_at_the_hit_that_was_asked_for() {
        FailPoint.crashAt(FailPoint.FOLD_BEFORE_COMMIT, 2);

        FailPoint.FOLD_AFTER_COMMIT.hit();
        FailPoint.FOLD_BEFORE_COMMIT.hit();
        assertThatThrownBy(FailPoint.FOLD_BEFORE_COMMIT::hit).isInstanceOf(SimulatedCrash.class);
        FailPoint.FOLD_BEFORE_COMMIT.hit();

        assertThat(FailPoint.disarm()).isTrue();
    }

    @Test
    void a_sweep_can_tell_that_a_point_was_never_reached() {
        FailPoint.crashAt(FailPoint.FOLD_BEFORE_COMMIT, 1);

        assertThat(FailPoint.disarm()).isFalse();
        assertThatCode(FailPoint.FOLD_BEFORE_COMMIT::hit).doesNotThrowAnyException();
    }

    @Test
    void a_process_started_with_one_dies_there_as_if_it_had_been_killed() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dgraft.failpoint=FOLD_AFTER_COMMIT:3",
                        Walk.class.getName())
                .start();

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said.lines()).containsExactly("1", "2");
        assertThat(process.waitFor()).isEqualTo(137);
    }

    static final class Walk {
        public static void main(String[] arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("tidied up")));
            for (int step = 1; step <= 5; step++) {
                FailPoint.FOLD_BEFORE_COMMIT.hit();
                FailPoint.FOLD_AFTER_COMMIT.hit();
                System.out.println(step);
            }
        }
    }
}

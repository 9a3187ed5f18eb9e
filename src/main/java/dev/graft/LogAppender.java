package dev.graft;

import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Sends the log to the file that `-Dgraft.log.file` names, or to standard error. The demo keeps its terminal for
/// people and logs to a file in its data folder; a server's log belongs to whoever runs it.
public final class LogAppender<E> extends OutputStreamAppender<E> {
    static final String FILE_PROPERTY = "graft.log.file";

    @Override
    public void start() {
        try {
            setOutputStream(open());
        } catch (IOException e) {
            addError("cannot open the log file", e);
            return;
        }
        super.start();
    }

    private static OutputStream open() throws IOException {
        var file = System.getProperty(FILE_PROPERTY);
        if (file == null) {
            return new java.io.FileOutputStream(java.io.FileDescriptor.err);
        }
        return Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

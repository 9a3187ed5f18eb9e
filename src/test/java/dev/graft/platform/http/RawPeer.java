package dev.graft.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A server of bare sockets: reads one request per connection, does what it was told with the socket, and closes it.
final class RawPeer implements AutoCloseable {
    interface Behaviour {
        void after(Socket socket) throws IOException;
    }

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ServerSocket listener;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    RawPeer(String answer) throws IOException {
        this(socket -> socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8)));
    }

    RawPeer(Behaviour behaviour) throws IOException {
        this(behaviour, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    RawPeer(String answer, ServerSocket listener) {
        this(socket -> socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8)), listener);
    }

    private RawPeer(Behaviour behaviour, ServerSocket listener) {
        this.listener = listener;
        Thread.ofVirtual().start(() -> accept(behaviour));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept(Behaviour behaviour) {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, behaviour));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            var request = read(socket.getInputStream());
            if (!request.isEmpty()) {
                requests.add(request);
                behaviour.after(socket);
            }
        } catch (IOException e) {
            requests.add("");
        }
    }

    private static String read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) >= 0) {
            bytes.write(next);
            var soFar = bytes.toString(StandardCharsets.ISO_8859_1);
            int head = soFar.indexOf("\r\n\r\n");
            if (head >= 0) {
                var length = CONTENT_LENGTH.matcher(soFar);
                var body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                return soFar + new String(body, StandardCharsets.ISO_8859_1);
            }
            if (soFar.length() > 2 && !Character.isLetter(soFar.charAt(0))) {
                // Not HTTP, such as the first byte of TLS: leave it unread and go away.
                return "";
            }
        }
        return "";
    }
}

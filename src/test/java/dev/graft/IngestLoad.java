package dev.graft;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/// Sends webhooks as fast as they are answered, over connections that stay open: a closed loop, every alert new. A
/// process of its own, driven by lines on its input: `go`, `pause`, `report`, `quit`.
///
/// A latency is the time from the first byte of a request to the end of its answer. The next request of a connection
/// waits for the answer, so a stall of the door shows once per connection, and not once per request that would have
/// come.
public final class IngestLoad {
    private static final int BODY_BYTES = 1528;
    private static final String ID = "@@@@@@@@@@@@@@";
    private static final String TIME = "####-##-##T##:##:##.###Z";
    private static final DateTimeFormatter TIMES = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final long LONGEST_MICROS = 60_000_000;

    private final byte[] template;
    private final int idAt;
    private final int[] timesAt;
    private final Recorder latencies = new Recorder(LONGEST_MICROS, 3);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final Object pausing = new Object();
    private boolean isPaused = true;
    private volatile boolean isOver;

    private IngestLoad(String host, int port, String path) {
        var body = body();
        var request = "POST " + path + " HTTP/1.1\r\nHost: " + host + ':' + port
                + "\r\nContent-Type: application/json\r\nUser-Agent: pagertree outgoing webhook service\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        template = request.getBytes(US_ASCII);
        idAt = request.indexOf(ID);
        int first = request.indexOf(TIME);
        timesAt = new int[] {first, request.indexOf(TIME, first + 1)};
    }

    /// As PagerTree sends it, and as long as the payloads that `docs` speaks of.
    private static String body() {
        var start = """
                {"type":"alert.open","data":{"sid":"acc_Ab3dEf6hIj9lMn","id":"alt_%s","tinyId":4711,\
                "createdAt":"%s","updatedAt":"%s","created":1795425302,"acknowledged":null,"resolved":null,\
                "archived":null,"title":"Checkout latency above 2 s","type":"alert","subtype":"alert",\
                "status":"open","urgency":"high","meta":{"incident":false},"parent_id":null,\
                "thirdparty_id":"checkout-p99","destination_ids":["tem_R4kd8sWq1ZpLx0","tem_Yt5hJ2vBn7MqA3"],\
                "d_team_id":"tem_R4kd8sWq1ZpLx0","d_user_id":"usr_Kp0sVd3LmQ8xT1","source_id":"int_Gh6wNc4ZrE2yU9",\
                "s_log_id":"log_Zx8cVb5NmL1kJ7","acknowledgedby":null,"resolvedby":null,"tags":["checkout"],\
                "additional_data":[{"format":"link","label":"Dashboard","value":"https://example.test/d/1"}],\
                "stakeholder_ids":[],"handoffs":[],"description":"\
                """.formatted(ID, TIME, TIME);
        var end = "\"}}";
        return start
                + "p99 at 3.4 s. ".repeat(BODY_BYTES).substring(0, BODY_BYTES - start.length() - end.length())
                + end;
    }

    /// For whoever compares: the same bytes, with an id in them.
    static String sampleBody() {
        return body().replace(ID, "mQ7xPz-2_kLw9T").replace(TIME, "2026-11-23T09:15:02.118Z");
    }

    public static void main(String[] arguments) throws IOException {
        var load = new IngestLoad(arguments[0], Integer.parseInt(arguments[1]), arguments[2]);
        int connections = Integer.parseInt(arguments[3]);
        for (int connection = 0; connection < connections; connection++) {
            Thread.ofVirtual().start(() -> load.run(arguments[0], Integer.parseInt(arguments[1])));
        }
        try (var commands = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
            for (String line; (line = commands.readLine()) != null && !line.equals("quit"); ) {
                load.obey(line);
            }
        }
        load.isOver = true;
        load.pause(false);
        System.exit(0);
    }

    private void obey(String command) {
        switch (command) {
            case "go" -> pause(false);
            case "pause" -> pause(true);
            case "report" -> {
                var histogram = latencies.getIntervalHistogram();
                System.out.printf(
                        Locale.ROOT,
                        "%d %d %d %d %d %d%n",
                        accepted.sumThenReset(),
                        refused.sumThenReset(),
                        broken.sumThenReset(),
                        histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(99),
                        histogram.getMaxValue());
                System.out.flush();
            }
            default -> throw new IllegalArgumentException(command);
        }
    }

    private void pause(boolean paused) {
        synchronized (pausing) {
            isPaused = paused;
            pausing.notifyAll();
        }
    }

    private void run(String host, int port) {
        var request = template.clone();
        while (!isOver) {
            try (var socket = new Socket()) {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(host, port));
                sendOn(socket, request);
            } catch (IOException failure) {
                broken.increment();
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void sendOn(Socket socket, byte[] request) throws IOException, InterruptedException {
        var out = socket.getOutputStream();
        var in = socket.getInputStream();
        var answer = new byte[4096];
        while (!isOver) {
            synchronized (pausing) {
                while (isPaused) {
                    pausing.wait();
                }
            }
            makeNew(request);
            long start = System.nanoTime();
            out.write(request);
            boolean isAccepted = readAnswer(in, answer);
            latencies.recordValue(Math.min((System.nanoTime() - start) / 1000, LONGEST_MICROS));
            (isAccepted ? accepted : refused).increment();
        }
    }

    private void makeNew(byte[] request) {
        var random = ThreadLocalRandom.current();
        for (int i = 0; i < ID.length(); i++) {
            request[idAt + i] = (byte)
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(random.nextInt(64));
        }
        var time = TIMES.format(Instant.now(Clock.systemUTC())).getBytes(US_ASCII);
        for (int at : timesAt) {
            System.arraycopy(time, 0, request, at, TIME.length());
        }
    }

    /// Knows of HTTP what the door answers: a head, and a body whose length the head says.
    private static boolean readAnswer(InputStream in, byte[] answer) throws IOException {
        int length = 0;
        int end = -1;
        while (end < 0) {
            int count = in.read(answer, length, answer.length - length);
            if (count < 0) {
                throw new EOFException("closed by the hub");
            }
            length += count;
            end = new String(answer, 0, length, US_ASCII).indexOf("\r\n\r\n");
        }
        return answer[9] == '2';
    }
}

package dev.graft.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// The one way to read and write JSON. Jackson's own bounds are loose (depth 1,000, strings of 20 MB, documents without
/// end); ours are the size of a webhook, so that no document costs more than it weighs.
///
/// Refused on purpose although the standard leaves it open: a key given twice (two readers would see two documents), a
/// byte order mark, any other encoding than UTF-8. Numbers beyond a double's range read as infinite; an escaped lone
/// surrogate is read as it is, and written as a question mark.
public final class Json {
    /// Deeper than any payload we know by a factor of ten, and far from the end of a stack.
    public static final int MAX_DEPTH = 64;

    public static final int MAX_TOKENS = 100_000;
    public static final int MAX_STRING_CHARACTERS = 512 * 1024;
    public static final int MAX_NAME_CHARACTERS = 1024;
    public static final int MAX_NUMBER_CHARACTERS = 64;
    public static final int MAX_DOCUMENT_BYTES = 1024 * 1024;

    /// A hundred alerts, each with a long description, from a partner that we asked.
    public static final int MAX_ANSWER_BYTES = 4 * 1024 * 1024;

    private static final int MAX_ANSWER_TOKENS = 10 * MAX_TOKENS;

    private static final JsonMapper MAPPER = mapper(MAX_DOCUMENT_BYTES, MAX_TOKENS);
    private static final JsonMapper ANSWERS = mapper(MAX_ANSWER_BYTES, MAX_ANSWER_TOKENS);

    private Json() {}

    private static JsonMapper mapper(int maxBytes, int maxTokens) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxTokenCount(maxTokens)
                                .maxStringLength(MAX_STRING_CHARACTERS)
                                .maxNameLength(MAX_NAME_CHARACTERS)
                                .maxNumberLength(MAX_NUMBER_CHARACTERS)
                                .maxDocumentLength(maxBytes)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // A row written by the next version may carry a field that this one does not know.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .build();
    }

    /// The configured mapper, for records. Shared: never reconfigure it.
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /// Reads exactly one JSON value.
    public static JsonNode read(byte[] document) throws MalformedJson {
        return read(MAPPER, MAX_DOCUMENT_BYTES, document);
    }

    /// As `read`, for the answer of a program that we asked: a list of a hundred may be longer than any one document.
    public static JsonNode readAnswer(byte[] document) throws MalformedJson {
        return read(ANSWERS, MAX_ANSWER_BYTES, document);
    }

    private static JsonNode read(JsonMapper mapper, int maxBytes, byte[] document) throws MalformedJson {
        if (document.length > maxBytes) {
            throw new MalformedJson("larger than " + maxBytes + " bytes");
        }
        try {
            var node = mapper.readTree(decode(document));
            if (node.isMissingNode()) {
                throw new MalformedJson("empty");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new MalformedJson("beyond a bound: " + withoutSource(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new MalformedJson(describe(e));
        }
    }

    /// Writes any value made of records, maps, lists, strings, numbers, times and JSON nodes, as UTF-8.
    public static byte[] write(Object value) {
        try {
            // Through a String: the byte writer throws on a lone surrogate, and a title from outside may hold one.
            return MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a value that has a JSON form: " + value.getClass(), e);
        }
    }

    private static String decode(byte[] document) throws MalformedJson {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJson("not valid UTF-8");
        }
    }

    private static String describe(JsonProcessingException problem) {
        // Jackson's own words quote the document; only the kind and the place are fit to be shown.
        var message = problem.getOriginalMessage();
        var what = message != null && message.startsWith("Duplicate field") ? "a key given twice" : "not JSON";
        JsonLocation place = problem.getLocation();
        return place == null ? what : what + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static String withoutSource(String message) {
        int source = message.indexOf(", from `");
        return source < 0 ? message : message.substring(0, source) + ")";
    }
}

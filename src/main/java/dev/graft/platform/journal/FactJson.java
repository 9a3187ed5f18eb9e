package dev.graft.platform.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTypeResolverBuilder;
import com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.impl.LaissezFaireSubTypeValidator;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import dev.graft.platform.http.Json;

/// Writes a fact as JSON. A value of a sealed family says under `kind` which of its records it is, by the record's
/// simple name; everything else is written as it is.
final class FactJson {
    private static final JsonMapper MAPPER =
            Json.mapper().rebuild().setDefaultTyping(new SealedFamilies()).build();

    private FactJson() {}

    static String write(Fact fact) {
        try {
            return MAPPER.writeValueAsString(fact);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a fact that has a JSON form: " + fact.getClass(), e);
        }
    }

    private static final class SealedFamilies extends DefaultTypeResolverBuilder {
        SealedFamilies() {
            super(DefaultTyping.NON_FINAL, LaissezFaireSubTypeValidator.instance);
            init(JsonTypeInfo.Id.CUSTOM, new SimpleNames());
            inclusion(JsonTypeInfo.As.PROPERTY);
            typeProperty("kind");
        }

        @Override
        public boolean useForType(JavaType type) {
            return type.getRawClass().isSealed();
        }
    }

    private static final class SimpleNames extends TypeIdResolverBase {
        @Override
        public String idFromValue(Object value) {
            return value.getClass().getSimpleName();
        }

        @Override
        public String idFromValueAndType(Object value, Class<?> suggestedType) {
            return suggestedType.getSimpleName();
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }
}

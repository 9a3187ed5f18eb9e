package dev.graft.domain.workflow;

import java.util.Collection;
import java.util.Map;
import liqp.TemplateContext;
import liqp.filters.Filter;

/// A filter of Liquid that refuses to make something large out of something small: ten lines of `append` would double
/// a string into the memory of the whole process.
final class GuardedFilter extends Filter {
    /// `strip_html` and `date` take more than linear time or space in their input.
    private static final int CHARACTERS_FOR_COSTLY_FILTERS = 16 * 1024;

    /// The digits of the largest number that anybody multiplies.
    private static final int DIGITS = 40;

    private final Filter filter;

    GuardedFilter(Filter filter) {
        super(filter.name);
        this.filter = filter;
    }

    @Override
    public Object apply(Object value, TemplateContext context, Object... parameters) {
        long size = sizeOf(value);
        long ofParameters = 0;
        for (var parameter : parameters) {
            ofParameters += sizeOf(parameter);
        }
        long expected = switch (name) {
            // each character, or each element, may become the whole of a parameter
            case "replace", "replace_first", "join" -> size * Math.max(1, ofParameters);
            case "escape", "escape_once", "h", "url_encode", "newline_to_br" -> size * 9;
            default -> size + ofParameters;
        };
        boolean tooCostly = switch (name) {
            case "strip_html" -> size > CHARACTERS_FOR_COSTLY_FILTERS;
            case "date" -> ofParameters > 100 || mayPad(parameters);
            case "times", "plus", "minus", "divided_by", "modulo", "round" -> size + ofParameters > DIGITS;
            default -> false;
        };
        if (tooCostly || expected > Liquid.OUTPUT_CHARACTERS) {
            throw new IllegalArgumentException("the filter " + name + " would make something too large");
        }
        return filter.apply(value, context, parameters);
    }

    /// A width as in `%1000000d`.
    private static boolean mayPad(Object... parameters) {
        for (var parameter : parameters) {
            if (String.valueOf(parameter).matches("(?s).*[0-9]{3}.*")) {
                return true;
            }
        }
        return false;
    }

    private static long sizeOf(Object value) {
        return switch (value) {
            case CharSequence text -> text.length();
            case Number number -> String.valueOf(number).length();
            case Collection<?> list ->
                list.stream().mapToLong(GuardedFilter::sizeOf).sum() + list.size();
            case Map<?, ?> map ->
                map.values().stream().mapToLong(GuardedFilter::sizeOf).sum() + map.size();
            case Object[] array -> {
                long sum = array.length;
                for (var element : array) {
                    sum += sizeOf(element);
                }
                yield sum;
            }
            case null, default -> 1;
        };
    }
}

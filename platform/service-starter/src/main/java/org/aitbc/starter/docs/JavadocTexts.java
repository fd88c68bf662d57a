package org.aitbc.starter.docs;

import com.github.therapi.runtimejavadoc.*;
import java.util.*;
import org.springframework.util.StringUtils;

/** What Javadoc says of a type's members. */
final class JavadocTexts {

    private JavadocTexts() {}

    /** Of the components of a record, and of the fields and methods of a class, by their names in Java. */
    static Map<String, String> of(Class<?> type) {
        ClassJavadoc javadoc = RuntimeJavadoc.getJavadoc(type);
        Map<String, String> texts = new HashMap<>();
        javadoc.getMethods().forEach(one -> texts.put(one.getName(), text(one.getComment())));
        javadoc.getRecordComponents().forEach(one -> texts.put(one.getName(), text(one.getComment())));
        javadoc.getFields().forEach(one -> texts.put(one.getName(), text(one.getComment())));
        texts.values().removeIf(String::isEmpty);
        return texts;
    }

    private static String text(Comment comment) {
        ToHtmlStringCommentVisitor words = new ToHtmlStringCommentVisitor() {
            @Override
            public void inlineTag(String name, String value) {
                buf.append(value);
            }

            @Override
            public void inlineLink(Link link) {
                buf.append(link.getLabel());
            }
        };
        comment.visit(words);
        return StringUtils.capitalize(words.build().replaceAll("\\s+", " ").strip());
    }
}

package org.aitbc.explorer.chain;

import java.beans.PropertyEditorSupport;
import java.util.regex.Pattern;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * The names by which older clients call this suite's chain, such as {@code ait-devnet}, mean the home chain where a chain may
 * be left out, which is where anybody reads. What sends money has to name its chain by number.
 */
@ControllerAdvice
final class ChainNames {

    private static final Pattern OURS = Pattern.compile("(?i)ait(bc)?(-[a-z0-9-]{1,32})?");

    @InitBinder("chain_id")
    void read(WebDataBinder binder) {
        binder.registerCustomEditor(Long.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(String text) {
                boolean isLeftOut =
                        !StringUtils.hasText(text) || OURS.matcher(text).matches();
                setValue(isLeftOut ? null : Long.valueOf(text.strip()));
            }
        });
    }
}

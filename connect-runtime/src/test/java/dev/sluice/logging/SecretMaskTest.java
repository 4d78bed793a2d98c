package dev.sluice.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
    private final SecretMask mask = new SecretMask();

    @Test
    void takesSecretsOutOfTexts() {
        mask.hide(List.of("s3cr3t", "hunter22"));

        assertEquals("login [hidden] then [hidden]", mask.mask("login hunter22 then s3cr3t"));
    }

    @Test
    void hidesTheLongerOfTwoSecretsWhole() {
        mask.hide(List.of("pass", "password1"));

        assertEquals("[hidden] and [hidden]", mask.mask("password1 and pass"));
    }

    @Test
    void leavesTextsAloneThatHaveNone() {
        mask.hide(Arrays.asList("abc", "true", "", null, "secret"));
        String text = "abc is true";

        assertSame(text, mask.mask(text));
    }
}

package dev.sluice.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSignatureTest {
    private static final SecretKey KEY =
            new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(UTF_8), "HmacSHA256");
    private static final List<String> ALLOWED = List.of("HmacSHA256");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"task.class\":\"T\"}] | CJotN7/8ACV8VHyJHpomAFVtkmWU7u2GlupK0qH4Qs0=",
                "'' | eWzTB4rxRjZ1PSaztVVUIv9Vo+Jhz4R7SOlTcbm9CqI="
            })
    void signsAsOtherWorkersDo(String body, String mac) {
        Signature signature = RequestSignature.sign(body.getBytes(UTF_8), KEY, "HmacSHA256");
        assertEquals(Optional.of(mac), signature.mac());
        assertEquals(Optional.of("HmacSHA256"), signature.algorithm());
    }

    @Test
    void acceptsItsOwnSignature() {
        Signature signature = RequestSignature.sign("x".getBytes(UTF_8), KEY, "HmacSHA256");
        assertDoesNotThrow(() -> RequestSignature.verify(signature, ALLOWED, Optional.of(KEY)));
    }

    @Test
    void refusesAnotherBody() {
        Signature signature = RequestSignature.sign("x".getBytes(UTF_8), KEY, "HmacSHA256");
        Signature moved = new Signature(ByteBuffer.wrap("y".getBytes(UTF_8)), signature.algorithm(), signature.mac());
        assertThrows(ServiceException.Forbidden.class, () -> RequestSignature.verify(moved, ALLOWED, Optional.of(KEY)));
    }

    @Test
    void cannotVerifyBeforeThereIsAKey() {
        Signature signature = RequestSignature.sign("x".getBytes(UTF_8), KEY, "HmacSHA256");
        assertThrows(
                ServiceException.Unavailable.class,
                () -> RequestSignature.verify(signature, ALLOWED, Optional.empty()));
    }

    @Test
    void refusesAnAlgorithmThatIsNotAllowed() {
        Signature signature = RequestSignature.sign("x".getBytes(UTF_8), KEY, "HmacSHA512");
        assertThrows(
                ServiceException.BadRequest.class, () -> RequestSignature.verify(signature, ALLOWED, Optional.of(KEY)));
    }

    @Test
    void refusesARequestWithoutSignatureOnlyWhereOneIsRequired() {
        Signature none = new Signature(ByteBuffer.allocate(0), Optional.empty(), Optional.empty());
        assertDoesNotThrow(() -> RequestSignature.checkReadable(none));
        assertThrows(ServiceException.BadRequest.class, () -> RequestSignature.verify(none, ALLOWED, Optional.of(KEY)));
    }

    @ParameterizedTest
    @CsvSource({"NoSuchMac, aGFsbG8=", "HmacSHA256, ***"})
    void refusesWhatCannotBeRead(String algorithm, String mac) {
        Signature signature = new Signature(ByteBuffer.allocate(0), Optional.of(algorithm), Optional.of(mac));
        assertThrows(ServiceException.BadRequest.class, () -> RequestSignature.checkReadable(signature));
    }
}

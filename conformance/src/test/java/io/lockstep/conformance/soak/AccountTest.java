package io.lockstep.conformance.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The balance of accounts")
class AccountTest {

    private final Account one = new Account();
    private final Account other = new Account();

    @BeforeEach
    void threeValuesPass() {
        for (int v = 0; v < 3; v++) {
            one.sent(v);
            other.received(v);
        }
    }

    @Test
    void countsWhatHasPassed() {
        assertEquals(3, Account.balance(List.of(one, other)));
    }

    @Test
    void rejectsAValueLost() {
        one.sent(3);
        rejected("sent and never received: 1, for instance [3]");
    }

    @Test
    void rejectsAValueReceivedByTwo() {
        one.received(2);
        rejected("received by more than one task: 1, for instance [2]");
    }

    @Test
    void rejectsAValueReceivedTwiceByOne() {
        assertThrows(AssertionError.class, () -> other.received(2));
    }

    @Test
    @DisplayName("rejects a value whose sender was told that it had timed out")
    void rejectsAnEffectOfNothing() {
        other.received(7);
        rejected("told that nothing was sent: 1, for instance [7]");
    }

    private void rejected(String because) {
        String message = assertThrows(AssertionError.class, () -> Account.balance(List.of(one, other))).getMessage();
        assertTrue(message.contains(because), message);
    }
}

package io.lockstep.conformance.probe;

import io.lockstep.seam.Probe;
import io.lockstep.seam.Seam;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TestProbeTest {

    private final List<String> seen = new ArrayList<>();
    private final Probe recorder = new Probe() {
        @Override
        public void event(Object primitive, String action, Object argument) {
            seen.add(action);
        }
    };

    @Test
    void delegatesWhileBoundAndNotAfterwards() {
        try (TestProbe.Binding binding = TestProbe.bind(recorder)) {
            Seam.event(this, "Inside", null);
        }
        Seam.event(this, "Outside", null);
        assertEquals(List.of("Inside"), seen);
    }

    @Test
    void refusesASecondDelegate() {
        try (TestProbe.Binding binding = TestProbe.bind(recorder)) {
            String message = assertThrows(IllegalStateException.class, () -> TestProbe.bind(new Probe() { })).getMessage();
            assertTrue(message.contains("is still bound"), message);
        }
    }

    @Test
    void withoutADelegateParkingWorksAsInProduction() {
        Seam.unpark(Thread.currentThread());
        Seam.park(this);
        long before = System.nanoTime();
        assertTrue(Seam.nanoTime() >= before);
    }

    @Test
    void refusesADelegateThatNobodyWouldCall() {
        String bound = System.clearProperty(Seam.PROPERTY);
        try {
            String message = assertThrows(IllegalStateException.class, () -> TestProbe.bind(recorder)).getMessage();
            assertTrue(message.contains("-Dio.lockstep.probe="), message);
        } finally {
            System.setProperty(Seam.PROPERTY, bound);
        }
    }
}

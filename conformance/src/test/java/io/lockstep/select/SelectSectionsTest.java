package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.seam.Probe;
import io.lockstep.waiter.Ports;
import io.lockstep.waiter.Section;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Module {@code SelectLocks} of the specification: {@code NobodyRestsInside}. */
@DisplayName("A select that enters several sections:")
class SelectSectionsTest {

    private static final int CHANNELS = 4;

    private final List<Channel<String>> channels = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    SelectSectionsTest() {
        for (int i = 0; i < CHANNELS; i++) {
            channels.add(Channel.unbuffered());
            sections.add(Ports.of(channels.getLast()).section());
        }
    }

    private Select<String> select() {
        return Select.<String>cases().receiveAny(channels, i -> value -> value).otherwise(() -> "nothing ready").build();
    }

    @DisplayName("if somebody stays in one of them, it rests, and meanwhile all others are free; then it starts over")
    @ParameterizedTest(name = "in number {0}")
    @ValueSource(ints = {0, 1, 2, 3})
    void restsOutside(int taken) {
        Section held = sections.get(taken);
        List<Object> rests = new ArrayList<>();
        held.enter();
        try (TestProbe.Binding binding = TestProbe.bind(new Probe() {
            @Override
            public void nap(Object section, long nanos) {
                rests.add(section);
                for (Section other : sections) {
                    if (other == held) continue;
                    assertTrue(other.tryEnter(), "it rests inside number " + sections.indexOf(other));
                    other.exit();
                }
                held.exit();
            }
        })) {
            assertEquals("nothing ready", select().run());
        } catch (InterruptedException e) {
            throw new AssertionError("it has a default", e);
        }
        assertEquals(1, rests.size());
        assertSame(held, rests.getFirst());
        allAreFree();
    }

    @Test
    @DisplayName("it leaves all of them")
    void leavesAll() {
        assertEquals("nothing ready", select().runNow());
        allAreFree();
    }

    private void allAreFree() {
        for (Section section : sections) {
            assertTrue(section.tryEnter());
            section.exit();
        }
    }
}

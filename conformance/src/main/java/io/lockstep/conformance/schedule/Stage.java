package io.lockstep.conformance.schedule;

import java.util.List;
import java.util.ServiceLoader;

/** Makes a room ready for schedules. Rooms announce theirs as services, so that a line replays by name. */
public interface Stage {

    /**
     * The room's name.
     *
     * @return for example {@code channel}
     */
    String room();

    /**
     * The schedules of programs in a setting.
     *
     * @param setting what the primitive is like
     * @param tasks   the most tasks that a program has
     * @return no schedule has been run yet
     * @throws IllegalArgumentException if the room knows no such setting
     */
    Schedules open(Setting setting, int tasks);

    /**
     * Finds a room's stage.
     *
     * @param room the room's name
     * @return its stage
     * @throws IllegalArgumentException if the room has none
     */
    static Stage of(String room) {
        List<Stage> all = ServiceLoader.load(Stage.class).stream().map(ServiceLoader.Provider::get).toList();
        return all.stream().filter(s -> s.room().equals(room)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "no room named " + room + " has schedules; there are: " + String.join(", ", all.stream().map(Stage::room).toList())));
    }
}

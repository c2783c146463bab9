package io.lockstep.conformance.probe;

import io.lockstep.seam.Seam;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Names the test probe before the first test runs, so that tests also work where no one passes the property. */
public final class BindTestProbe implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(Seam.PROPERTY) == null) System.setProperty(Seam.PROPERTY, TestProbe.class.getName());
    }
}

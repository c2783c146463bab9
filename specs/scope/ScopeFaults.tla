---------------------------- MODULE ScopeFaults ----------------------------
(***************************************************************************)
(* Wrong on purpose: each operator here replaces an action of module Scope *)
(* in one configuration (CONSTANT Action <- FaultyAction), which names the *)
(* one promise that breaks.                                                *)
(***************************************************************************)
EXTENDS Scope

Never(t) == FALSE

\* StartsCancelled: whether the scope has been cancelled is looked at before the member is listed, not
\* with it, so that a member begins to live that nobody has found.   Start <- StartAnyway
StartAnyway(t) ==
    /\ Calls(t, {"start"}) /\ ~Over
    /\ live' = Append(live, task[t].member)
    /\ member' = [member EXCEPT ![task[t].member] = "runs"]
    /\ Finish(t, "started", <<>>)
    /\ UNCHANGED <<cancelled, whom, done, closed, failures, reported, waitq>>

\* StartsClosed: nobody looks whether the scope is over.   StartClosed <- StartInTheEnd
StartInTheEnd(t) ==
    /\ Calls(t, {"start"}) /\ Over
    /\ live' = Append(live, task[t].member)
    /\ member' = [member EXCEPT ![task[t].member] = "runs"]
    /\ Finish(t, "started", <<>>)
    /\ UNCHANGED <<cancelled, whom, done, closed, failures, reported, waitq>>

\* OneIsTold: only the eldest is told to end.   Cancel <- CancelFirst
CancelFirst(t) ==
    /\ Calls(t, {"cancel"}) /\ ~cancelled
    /\ cancelled' = TRUE /\ whom' = IF live = <<>> THEN {} ELSE {Head(live)}
    /\ Becomes(t, Telling("cancel"))
    /\ UNCHANGED <<live, member, done, closed, failures, reported, waitq>>

\* CloseOnlyWaits: a close waits, and cancels nothing.   Close <- CloseOnly
CloseOnly(t) ==
    /\ Calls(t, {"close"}) /\ ~cancelled
    /\ closed' = TRUE
    /\ Becomes(t, Called("closing", None))
    /\ UNCHANGED <<live, member, cancelled, whom, done, failures, reported, waitq>>

\* FailureIgnored: a failure is noted, and the others go on.   Fail <- FailAlone
FailAlone(m) ==
    /\ member[m] = "runs" /\ ~cancelled
    /\ failures' = Append(failures, m)
    /\ member' = [member EXCEPT ![m] = "leaves"]
    /\ UNCHANGED <<live, cancelled, whom, done, closed, reported, waitq, task>>

\* LastFailureWins: the newest failure is put before the others.   FailToo <- FailBefore
FailBefore(m) ==
    /\ member[m] = "runs" /\ cancelled
    /\ failures' = <<m>> \o failures
    /\ member' = [member EXCEPT ![m] = "leaves"]
    /\ UNCHANGED <<live, cancelled, whom, done, closed, reported, waitq, task>>

\* OnlyTheFirstIsTold: the other failures are dropped instead of suppressed.   Involved <- First
First(op) == IF Tells(op) THEN <<Head(failures)>> ELSE <<>>

\* ObeyingFails: a member that ends because it was told to counts as one that has failed.
ObeyLoudly(m) ==
    /\ member[m] = "runs" /\ Told(m) /\ m \notin Stubborn
    /\ failures' = Append(failures, m)
    /\ member' = [member EXCEPT ![m] = "gone"]
    /\ live' = Without(live, m)
    /\ live' # <<>> \/ waitq = <<>>
    /\ UNCHANGED <<cancelled, whom, done, closed, reported, waitq, task>>

\* JoinsAfterOne: the first member that ends releases those who wait, as a race does.
DepartReleases(m) ==
    /\ member' = [member EXCEPT ![m] = "gone"]
    /\ live' = Without(live, m)
    /\ waitq' = <<>>
    /\ reported' = IF waitq # <<>> THEN Len(failures) ELSE reported
    /\ task' = [t \in Task |-> IF t \in Range(waitq)
                               THEN Woken(Outcome(task[t].op), Involved(task[t].op)) ELSE task[t]]
    /\ UNCHANGED <<cancelled, whom, done, closed, failures>>

\* CloseSaysNothing: a close keeps every failure to itself.   Tells <- JoinsTell
JoinsTell(op) == failures # <<>> /\ op # "closing"

\* OneTellingIsEnough: a close keeps quiet if anybody has been told of any failure.   Tells <- TellsOnce
TellsOnce(op) == failures # <<>> /\ (op = "closing" => reported = 0)

\* CloseLeavesDone: a close in a cancelled scope leaves the done channel to whoever has cancelled.
CloseAndWait(t) ==
    /\ Calls(t, {"close"}) /\ cancelled
    /\ closed' = TRUE
    /\ Becomes(t, Called("closing", None))
    /\ UNCHANGED <<live, member, cancelled, whom, done, failures, reported, waitq>>

\* CloseGivesUpEarly: the time of a close runs from the first half on, and is not looked at again.
CloseAnyway(t) ==
    /\ Calls(t, {"closing"})
    /\ Finish(t, "ok", <<>>)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

\* OneIsNamed: a close that gives up names the eldest only.   Withdraw <- WithdrawNamingOne
WithdrawNamingOne(t, why) ==
    /\ task[t].pc = "parked" /\ task[t].op = "closing" /\ why = "timed out"
    /\ waitq' = Without(waitq, t)
    /\ Finish(t, "not ended", <<Head(live)>>) /\ reported' = Len(failures)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures>>

\* LeftInQueue: a task that gives up stays in the queue.
WithdrawWithoutLeaving(t, why) ==
    /\ task[t].pc = "parked" /\ task[t].op = "joinFor" /\ why = "timed out"
    /\ Finish(t, why, <<>>)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

\* TimeoutBeatsTheEnd: a join times out although all have ended before.
WithdrawThoughWoken(t, why) ==
    /\ task[t].pc \in {"parked", "woken"} /\ why = "timed out"
    /\ waitq' = Without(waitq, t)
    /\ Finish(t, why, <<>>)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported>>

\* Untold: whoever has cancelled forgets to tell.   Tell <- Never
\* LostWakeup: who is completed is never woken.   Resume <- Never
=============================================================================

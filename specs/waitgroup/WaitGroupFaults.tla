-------------------------- MODULE WaitGroupFaults --------------------------
(***************************************************************************)
(* Wrong on purpose: each operator here replaces an action of module       *)
(* WaitGroup in one configuration (CONSTANT Action <- FaultyAction), which *)
(* names the one promise that breaks.                                      *)
(***************************************************************************)
EXTENDS WaitGroup

Never(t) == FALSE       \* LostWakeup: who is released is never woken.   Leave <- Never

\* WakesOne: the step to zero releases only the one who has waited longest.
ReleaseFirst(t) ==
    /\ Calls(t, AddOps) /\ count > 0 /\ Sum(t) = 0
    /\ count' = 0
    /\ leaving' = leaving + (IF waitq = <<>> THEN 0 ELSE 1)
    /\ waitq' = IF waitq = <<>> THEN waitq ELSE Tail(waitq)
    /\ task' = [u \in Task |-> CASE u = t -> Done("ok")
                                 [] waitq # <<>> /\ u = Head(waitq) -> Woken
                                 [] OTHER -> task[u]]

\* ReleasedEarly: any done releases those who wait, as a latch of one would.
AddReleases(t) ==
    /\ Calls(t, AddOps) /\ Fits(t)
    /\ Sum(t) > 0 \/ count = 0
    /\ StartsAnew(t) => leaving = 0
    /\ count' = Sum(t)
    /\ leaving' = leaving + Len(waitq) /\ waitq' = <<>>
    /\ task' = [u \in Task |-> CASE u = t -> Done("ok") [] u \in Range(waitq) -> Woken [] OTHER -> task[u]]

\* NegativeCounter: a done too many is counted.   AddNegative <- Never
AddBelowZero(t) ==
    /\ Calls(t, AddOps) /\ Sum(t) <= Limit
    /\ Sum(t) # 0 \/ count = 0
    /\ StartsAnew(t) => leaving = 0
    /\ count' = Sum(t)
    /\ Finish(t, "ok")
    /\ UNCHANGED <<leaving, waitq>>

\* NegativeToldTooLate: the counter is changed before it is looked at, so that the mistake that is
\* told has had its effect.
NegativeButCounted(t) ==
    /\ Calls(t, AddOps) /\ Sum(t) < 0
    /\ count' = Sum(t)
    /\ Finish(t, Negative)
    /\ UNCHANGED <<leaving, waitq>>

\* CheckThenPark: an await parks on what it saw before the last was done.
ParkAnyway(t) ==
    /\ Calls(t, AwaitOps \ {"tryAwait"})
    /\ waitq' = Append(waitq, t)
    /\ task' = [task EXCEPT ![t].pc = "parked"]
    /\ UNCHANGED <<count, leaving>>

\* ReuseUnseen: a new round begins while some of the last one are still inside.   AddReused <- Never
AddWhateverLeaves(t) ==
    /\ Calls(t, AddOps) /\ Fits(t)
    /\ Sum(t) > 0 \/ count = 0
    /\ count' = Sum(t)
    /\ Finish(t, "ok")
    /\ UNCHANGED <<leaving, waitq>>

\* ReuseForbidden: whoever waits or is still inside keeps everybody from adding, even during a round.
ReusedWhileAnybodyLeaves(t) ==
    /\ Calls(t, AddOps) /\ Fits(t) /\ task[t].by > 0 /\ (leaving > 0 \/ waitq # <<>>)
    /\ Refuse(t, Reused)

\* LeftInQueue: a task that gives up stays in the queue.
WithdrawWithoutLeaving(t, why) ==
    /\ task[t].pc = "parked"
    /\ why = "timed out" => task[t].op = "awaitFor"
    /\ Finish(t, why)
    /\ UNCHANGED <<count, leaving, waitq>>

\* TimeoutBeatsRelease: an interrupt or timeout wins over a release that came first.
WithdrawThoughReleased(t, why) ==
    /\ \/ task[t].pc = "parked" /\ (why = "timed out" => task[t].op = "awaitFor")
       \/ task[t] = Woken
    /\ LET stays(u) == u # t IN waitq' = SelectSeq(waitq, stays)
    /\ Finish(t, why)
    /\ leaving' = IF task[t] = Woken THEN leaving - 1 ELSE leaving
    /\ UNCHANGED count
=============================================================================

-------------------------- MODULE OrChannelFaults --------------------------
(***************************************************************************)
(* Wrong on purpose: each operator replaces one of module OrChannel in one *)
(* configuration, which names the promise that breaks.                     *)
(***************************************************************************)
EXTENDS MCOrChannel

Never(t) == FALSE

\* DropsTheValue: a value counts as a signal, as in the recursive function, and is gone.
FireDropping(t) ==
    /\ \E i \in 1..N : Holds(t, i)
    /\ firing' = <<user[t].case, "closed">>
    /\ stage' = "made"
    /\ Then(t, "done#")
    /\ UNCHANGED <<queue, closed, op>>

\* TakesAgain: the task goes on waiting after it has taken something.
FireAndGoOn(t) ==
    /\ \E i \in 1..N : Holds(t, i)
    /\ firing' = <<user[t].case, user[t].res>>
    /\ stage' = "made"
    /\ Then(t, "wait")
    /\ UNCHANGED <<queue, closed, op>>

\* WaitsOnly: what the look has taken is not told; the task starts, and waits for another one.
StartAfterAll(t) ==
    /\ op[t] = "any" /\ user[t].pc = "returning" /\ user[t].res # "ok"
    /\ stage' = "made"
    /\ user' = [user EXCEPT ![t] = S!Gets(0, "ok"), ![Or] = Pending("wait")]
    /\ UNCHANGED <<queue, closed, op, firing>>

\* CancelDoesNotWait: who cancels goes on at once.  An input may still lose a value.
OverAtOnce(t) == /\ user[t].pc = "returning"
                 /\ op[t] = "any" => user[t].res = "ok"
                 /\ op[t] = "await" => user[t].res = "interrupted"

\* InterruptEndsCancel: an interrupt ends the wait of who cancels.
OverIfInterrupted(t) ==
    /\ user[t].pc = "returning"
    /\ op[t] = "any"    => user[t].res = "ok"
    /\ op[t] \in {"await", "cancel"} => user[t].res = "interrupted"

\* CancelLeavesWaiters: a cancel does not close the result.
StopSilently(t) ==
    /\ t = Or /\ IsCancelled
    /\ user' = [user EXCEPT ![t] = S!Gets(0, "ok")]
    /\ UNCHANGED <<queue, closed, mine>>

\* CancelFires: a cancel passes for an input.
StopAsIfFired(t) ==
    /\ t = Or /\ IsCancelled
    /\ firing' = <<1, "closed">>
    /\ Then(t, "done#")
    /\ UNCHANGED <<queue, closed, op, stage>>

\* DeafToCancel: the task waits for the inputs alone.  It leaks if none ever fires.
InputsAlone == [i \in 1..N |-> Receiving(Inputs[i])]

\* FirstInputOnly: the others are not waited for.
FirstAndCancel == [i \in Index |-> Receiving(IF i = 1 THEN Inputs[1] ELSE IF i <= N THEN NilChan ELSE CancelChan)]

\* ClosesOnly: a value does not count as a signal, and stays where it is.
NothingHandedOver(t, i) == FALSE

\* TaskForNothing: a task waits for no input at all.
StartAnyway(t) ==
    /\ op[t] = "any" /\ user[t] = S!Gets(0, "default")
    /\ stage' = "made"
    /\ user' = [user EXCEPT ![t] = S!Gets(0, "ok"), ![Or] = Pending("wait")]
    /\ UNCHANGED <<queue, closed, op, firing>>
=============================================================================

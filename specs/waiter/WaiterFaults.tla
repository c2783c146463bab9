---------------------------- MODULE WaiterFaults ----------------------------
(***************************************************************************)
(* Wrong on purpose: each operator below takes the place of one operator   *)
(* of Waiter, by one line `Name <- Wrong' in a cfg of the same name, and   *)
(* breaks the promise that its comment names.                              *)
(***************************************************************************)
EXTENDS WaiterWord

(***************************************************************************)
(* The partner's steps in a wrong order, in place of Delivery.             *)
(***************************************************************************)

\* Unpark first, complete later: the task wakes, sees nothing, and parks for good.  NoLostWakeup.
UnparkBeforeState == <<"lock", "dequeue", "write", "unpark", "complete", "unlock">>

\* The state before the outcome: the task returns an outcome not yet written.  NoEmptyReturn.
StateBeforeOutcome == <<"lock", "dequeue", "complete", "write", "unlock", "unpark">>

\* Complete after the lock: a task that lost the race returns too early.  NoEmptyReturn.
CompleteOutsideLock == <<"lock", "dequeue", "unlock", "write", "complete", "unpark">>

\* No unpark.  NoLostWakeup.
UnparkForgotten == <<"lock", "dequeue", "write", "complete", "unlock">>

\* Right, only slower: the unpark inside the lock.  Breaks nothing.
UnparkInsideLock == <<"lock", "dequeue", "write", "complete", "unpark", "unlock">>

(***************************************************************************)
(* The queue and the loop, in place of AfterPark or of a step.                        *)
(***************************************************************************)

\* Queue a newcomer before those who wait.  In place of Enqueue.  RefinesAtomicWait.
EnqueueAtFront(t) ==
    /\ pc[t] = "enqueue"
    /\ state' = [state EXCEPT ![t] = "waiting"]
    /\ queue' = <<t>> \o queue
    /\ GoTo(t, "unlock")
    /\ UNCHANGED <<lock, outcome, parking, machine, locals, history>>

\* Park without looking at the state again.  NoLostWakeup.
ParkWithoutRecheck == "flag"

\* Park outside a loop: a spurious return from park is taken for a delivery.  ExactlyOneWinner.
ParkOutsideLoop == "take"

\* A permit is taken for a delivery; with no stranger about, the unpark of the task's first wait
\* ends its second.  In place of WakeByPermit.  ExactlyOneWinner.
PermitTakenForDelivery(t) ==
    /\ pc[t] = "parked"
    /\ permit[t]
    /\ permit' = [permit EXCEPT ![t] = FALSE]
    /\ GoTo(t, "take")
    /\ UNCHANGED <<memory, flag, due, locals, history>>

\* Look again without end.  In place of Look.  SpinIsBounded.
SpinWithoutEnd(t) ==
    /\ pc[t] = "look"
    /\ spins' = [spins EXCEPT ![t] = @ + 1]
    /\ GoTo(t, IF state[t] = "completed" THEN "take" ELSE "look")
    /\ UNCHANGED <<memory, machine, why, result, target, wait, history>>

\* Announce as the last step before park, with no look after it.  In place of Announce and Park:
\* a partner that comes in between does not unpark.  NoLostWakeup.
AnnounceNothing(t) ==
    /\ pc[t] = "look"
    /\ GoTo(t, "state")
    /\ UNCHANGED <<memory, machine, locals, history>>
AnnounceAndPark(t) ==
    /\ pc[t] = "park"
    /\ parking' = [parking EXCEPT ![t] = @ \cup {round[t]}]
    /\ GoTo(t, "parked")
    /\ UNCHANGED <<lock, queue, state, outcome, machine, locals, history>>

\* Ask whether the task may park before the state is set, and unpark after.  In place of Write,
\* which asks; with UnparkAsAsked in place of Unpark.  NoLostWakeup.
AskTooEarly(p) ==
    /\ pc[p] = "write"
    /\ outcome' = [outcome EXCEPT ![target[p]] = p]
    /\ wait' = [wait EXCEPT ![p] = IF @ \in parking[target[p]] THEN @ ELSE Rounds]
    /\ GoTo(p, Then("write"))
    /\ UNCHANGED <<lock, queue, state, parking, machine, spins, why, result, target, history>>

\* Yield instead of parking.  In place of Park.  WaiterComesToRest.
YieldInsteadOfPark(t) ==
    /\ pc[t] = "park"
    /\ GoTo(t, "state")
    /\ UNCHANGED <<memory, machine, locals, history>>

\* Look at the flag only the first time round the loop, for which spins serves as a mark.  In place
\* of ReadFlag.  InterruptedWaitReturns.
FlagReadOnce(t) ==
    /\ pc[t] = "flag"
    /\ IF flag[t] /\ spins[t] <= Spin
       THEN GoTo(t, "relock") /\ why' = [why EXCEPT ![t] = Interrupted]
       ELSE GoTo(t, IF t \in Timed THEN "clock" ELSE "park") /\ UNCHANGED why
    /\ spins' = [spins EXCEPT ![t] = Spin + 1]
    /\ UNCHANGED <<memory, machine, result, target, wait, history>>

\* Park without a time limit.  In place of WakeByTimer.  TimedWaitReturns.
ParkWithoutTimer(t) == FALSE /\ UNCHANGED vars

(***************************************************************************)
(* The race of delivery and withdrawal.                                    *)
(***************************************************************************)

\* Withdraw without asking whether a partner was first.  In place of Withdraw.  ExactlyOneWinner.
WithdrawUnchecked(t) ==
    /\ pc[t] = "withdraw"
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ result' = [result EXCEPT ![t] = why[t]]
    /\ owed' = [owed EXCEPT ![t] = @ /\ why[t] # Interrupted]
    /\ GoTo(t, "reunlock")
    /\ UNCHANGED <<lock, state, outcome, parking, machine, spins, why, target, wait, round, returned>>

\* Withdraw and stay in the queue.  In place of Withdraw.  WithdrawnLeavesNoTrace.
WithdrawnStaysQueued(t) ==
    /\ pc[t] = "withdraw"
    /\ IF Queued(t)
       THEN /\ result' = [result EXCEPT ![t] = why[t]]
            /\ owed' = [owed EXCEPT ![t] = @ /\ why[t] # Interrupted]
       ELSE UNCHANGED <<result, owed>>
    /\ GoTo(t, "reunlock")
    /\ UNCHANGED <<lock, queue, state, outcome, parking, machine, spins, why, target, wait, round, returned>>

\* Deliver to a task seen in the queue earlier.  In place of Dequeue.  ExactlyOneWinner.
DequeueUnchecked(p) ==
    /\ pc[p] = "dequeue"
    /\ \E t \in Task :
        /\ InWait(t)
        /\ target' = [target EXCEPT ![p] = t]
        /\ wait' = [wait EXCEPT ![p] = round[t]]
        /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ GoTo(p, Then("dequeue"))
    /\ UNCHANGED <<lock, state, outcome, parking, machine, spins, why, result, history>>

\* Unpark only a task that looks parked.  In place of Unpark.  NoLostWakeup.
UnparkIfParked(p) ==
    /\ pc[p] = "unpark"
    /\ permit' = [permit EXCEPT ![target[p]] = @ \/ pc[target[p]] = "parked"]
    /\ GoTo(p, Then("unpark"))
    /\ UNCHANGED <<memory, flag, due, locals, history>>

(***************************************************************************)
(* The end of the wait.                                                    *)
(***************************************************************************)

\* Throw if the flag is set, though a value was delivered.  In place of Take.  ValueConserved.
ValueDroppedOnInterrupt(t) ==
    /\ pc[t] = "take"
    /\ result' = [result EXCEPT ![t] = IF flag[t] THEN Interrupted ELSE outcome[t]]
    /\ GoTo(t, IF flag[t] THEN "clear" ELSE "return")
    /\ UNCHANGED <<memory, machine, spins, why, target, wait, history>>

\* Clear the flag and return the value.  In place of Take.  InterruptFlagKeptIfDeliveryWins.
FlagClearedOnDelivery(t) ==
    /\ pc[t] = "take"
    /\ result' = [result EXCEPT ![t] = outcome[t]]
    /\ flag' = [flag EXCEPT ![t] = FALSE]
    /\ GoTo(t, "return")
    /\ UNCHANGED <<memory, permit, due, spins, why, target, wait, history>>

\* Throw and leave the flag set.  In place of ClearFlag.  InterruptClearedIfWithdrawn.
FlagLeftOnWithdrawal(t) ==
    /\ pc[t] = "clear"
    /\ GoTo(t, "return")
    /\ UNCHANGED <<memory, machine, locals, history>>

=============================================================================

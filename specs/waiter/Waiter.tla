------------------------------- MODULE Waiter -------------------------------
(***************************************************************************)
(* How a task waits: the protocol of the Java class io.lockstep.waiter,    *)
(* one memory operation or one call of LockSupport at a time.              *)
(*                                                                         *)
(* A waiter is a small object with a volatile state, WAITING and later     *)
(* COMPLETED, and an outcome.  Its task puts it on the primitive's queue,  *)
(* looks at the state for a while, announces that it may park from now on, *)
(* looks once more and parks.  A partner that holds the primitive's lock   *)
(* takes the waiter off the queue, writes the outcome, then the state;     *)
(* having left the lock it unparks the task, unless that has not announced *)
(* anything: then it will look once more, and see the state.  A task that  *)
(* is interrupted or out of time takes the lock to withdraw: if its waiter *)
(* is still queued it removes it and has withdrawn; if not, the partner    *)
(* was first, and the value is returned.                                   *)
(*                                                                         *)
(*     task      lock enqueue unlock  look*  announce                      *)
(*               (state flag clock park)*                                  *)
(*               [relock withdraw reunlock]  take|clear return             *)
(*     partner   lock dequeue write complete unlock unpark                 *)
(*                                                                         *)
(* Modelled: the one permit of LockSupport, which an unpark leaves behind  *)
(* for a later park, also for one in the task's next wait; permits from    *)
(* strangers; spurious returns from park; the interrupt flag, which lets   *)
(* park return and is not consumed by it; a deadline; a bounded spin,      *)
(* which may end at any time: class Patience decides how long it is.       *)
(*                                                                         *)
(* Left out: weak memory (the state is volatile, the queue and the outcome *)
(* are written under the lock, and a fault below writes state and outcome  *)
(* in the wrong order); the refusal of a task that is interrupted on entry *)
(* (here it enters with its flag set, which is more than the code allows); *)
(* what the primitive does besides waiting; partners that complete several *)
(* waiters in one critical section, which do the same for each of them.    *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Task,      \* the tasks that wait
    Partner,   \* the tasks that deliver; each has one value, itself
    Timed,     \* the tasks that wait for a limited time only
    Rounds,    \* how many times in a row each task waits
    Spin,      \* how many times a task looks at most before it announces that it may park
    Stray      \* may strangers unpark a task?

ASSUME
    /\ Timed \subseteq Task
    /\ Rounds \in Nat \ {0}
    /\ Spin \in Nat
    /\ Stray \in BOOLEAN

None == "none"
Interrupted == "interrupted"
TimedOut == "timed out"
Free == "free"

VARIABLES
    \* the primitive and its waiters
    lock,      \* who holds the primitive's lock, or Free
    queue,     \* the tasks whose waiters are queued, longest wait first
    state,     \* of each task's waiter: None (there is none), "waiting", "completed"
    outcome,   \* of each task's waiter: the value written by a partner, or None
    parking,   \* of each task: the waits, by number, in which it has announced that it may park
    \* what the machine keeps of a thread
    permit,    \* LockSupport's permit
    flag,      \* the interrupt flag
    due,       \* has the clock reached the deadline?
    \* the threads' own variables
    pc,        \* the next step of each task and partner
    spins,     \* how often the task has looked before it announced
    why,       \* the reason for which the task wants to withdraw, or None
    result,    \* what the task will return, or None
    target,    \* the task that the partner took off the queue, or None
    wait,      \* which of that task's waits it was: the waiter that the partner keeps
    \* history, read by no step but for the name of a waiter
    round,     \* how many waits the task has finished
    returned,  \* how often each value was returned
    owed       \* an interrupt that no exception has answered

memory == <<lock, queue, state, outcome, parking>>
machine == <<permit, flag, due>>
locals == <<spins, why, result, target, wait>>
history == <<round, returned, owed>>
vars == <<memory, machine, pc, locals, history>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The steps of a partner, in the order of the program.                    *)
(***************************************************************************)

Delivery == <<"lock", "dequeue", "write", "complete", "unlock", "unpark">>

Steps == {Delivery[i] : i \in DOMAIN Delivery}

Position == [step \in Steps |-> CHOOSE i \in DOMAIN Delivery : Delivery[i] = step]

\* The step that follows.
Then(step) ==
    IF Position[step] = Len(Delivery) THEN "done" ELSE Delivery[Position[step] + 1]

\* Partner p has taken task t off the queue, and has not taken this step yet.
Before(p, step, t) ==
    /\ target[p] = t
    /\ {pc[p], step} \subseteq Steps
    /\ Position[pc[p]] <= Position[step]

\* Where a task goes on when park returns, for whatever reason.
AfterPark == "state"

TaskSteps == {"idle", "lock", "enqueue", "unlock", "look", "state", "flag", "clock", "park", "parked",
              "relock", "withdraw", "reunlock", "take", "clear", "return"}

PartnerSteps == Steps \cup {"done", "refused"}

Outcomes == Partner \cup {None, Interrupted, TimedOut}

TypeOK ==
    /\ lock \in {Free} \cup Task \cup Partner
    /\ queue \in Seq(Task)
    /\ state \in [Task -> {None, "waiting", "completed"}]
    /\ outcome \in [Task -> Partner \cup {None}]
    /\ parking \in [Task -> SUBSET (0..Rounds)]
    /\ permit \in [Task -> BOOLEAN]
    /\ flag \in [Task -> BOOLEAN]
    /\ due \in [Task -> BOOLEAN]
    /\ \A t \in Task : pc[t] \in TaskSteps
    /\ \A p \in Partner : pc[p] \in PartnerSteps
    /\ spins \in [Task -> Nat]
    /\ why \in [Task -> {None, Interrupted, TimedOut}]
    /\ result \in [Task -> Outcomes]
    /\ target \in [Partner -> Task \cup {None}]
    /\ wait \in [Partner -> 0..Rounds]
    /\ round \in [Task -> 0..Rounds]
    /\ returned \in [Partner -> Nat]
    /\ owed \in [Task -> BOOLEAN]

Queued(t) == \E i \in DOMAIN queue : queue[i] = t

GoTo(x, step) == pc' = [pc EXCEPT ![x] = step]

Init ==
    /\ lock = Free
    /\ queue = <<>>
    /\ state = [t \in Task |-> None]
    /\ outcome = [t \in Task |-> None]
    /\ parking = [t \in Task |-> {}]
    /\ permit = [t \in Task |-> FALSE]
    /\ flag = [t \in Task |-> FALSE]
    /\ due = [t \in Task |-> FALSE]
    /\ pc = [x \in Task \cup Partner |-> IF x \in Task THEN "idle" ELSE "lock"]
    /\ spins = [t \in Task |-> 0]
    /\ why = [t \in Task |-> None]
    /\ result = [t \in Task |-> None]
    /\ target = [p \in Partner |-> None]
    /\ wait = [p \in Partner |-> 0]
    /\ round = [t \in Task |-> 0]
    /\ returned = [p \in Partner |-> 0]
    /\ owed = [t \in Task |-> FALSE]

-----------------------------------------------------------------------------
(***************************************************************************)
(* The task: register.                                                     *)
(***************************************************************************)

\* A task decides to wait.
Begin(t) ==
    /\ pc[t] = "idle"
    /\ round[t] < Rounds
    /\ GoTo(t, "lock")
    /\ UNCHANGED <<memory, machine, locals, history>>

\* The task takes the lock.
Lock(t) ==
    /\ pc[t] = "lock"
    /\ lock = Free
    /\ lock' = t
    /\ GoTo(t, "enqueue")
    /\ UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>

\* It makes a waiter and puts it at the end of the queue.
Enqueue(t) ==
    /\ pc[t] = "enqueue"
    /\ state' = [state EXCEPT ![t] = "waiting"]
    /\ queue' = Append(queue, t)
    /\ GoTo(t, "unlock")
    /\ UNCHANGED <<lock, outcome, parking, machine, locals, history>>

\* It leaves the lock; from now on a partner may deliver.
Unlock(t) ==
    /\ pc[t] = "unlock"
    /\ lock' = Free
    /\ GoTo(t, "look")
    /\ UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The task: look, announce, and the loop that waits.                      *)
(***************************************************************************)

\* It looks at the state, and again, a bounded number of times in one wait.
Look(t) ==
    /\ pc[t] = "look"
    /\ spins[t] < Spin
    /\ spins' = [spins EXCEPT ![t] = @ + 1]
    /\ GoTo(t, IF state[t] = "completed" THEN "take" ELSE "look")
    /\ UNCHANGED <<memory, machine, why, result, target, wait, history>>

\* It has looked for long enough, or not at all, and announces that it may park from now on.
Announce(t) ==
    /\ pc[t] = "look"
    /\ parking' = [parking EXCEPT ![t] = @ \cup {round[t]}]
    /\ GoTo(t, "state")
    /\ UNCHANGED <<lock, queue, state, outcome, machine, locals, history>>

\* It reads the state: completed, or look further.
ReadState(t) ==
    /\ pc[t] = "state"
    /\ GoTo(t, IF state[t] = "completed" THEN "take" ELSE "flag")
    /\ UNCHANGED <<memory, machine, locals, history>>

\* It reads its interrupt flag and leaves it as it is.
ReadFlag(t) ==
    /\ pc[t] = "flag"
    /\ IF flag[t]
       THEN GoTo(t, "relock") /\ why' = [why EXCEPT ![t] = Interrupted]
       ELSE GoTo(t, IF t \in Timed THEN "clock" ELSE "park") /\ UNCHANGED why
    /\ UNCHANGED <<memory, machine, spins, result, target, wait, history>>

\* It reads the clock.
ReadClock(t) ==
    /\ pc[t] = "clock"
    /\ IF due[t]
       THEN GoTo(t, "relock") /\ why' = [why EXCEPT ![t] = TimedOut]
       ELSE GoTo(t, "park") /\ UNCHANGED why
    /\ UNCHANGED <<memory, machine, spins, result, target, wait, history>>

\* It calls park.
Park(t) ==
    /\ pc[t] = "park"
    /\ GoTo(t, "parked")
    /\ UNCHANGED <<memory, machine, locals, history>>

\* Park takes the permit and returns.
WakeByPermit(t) ==
    /\ pc[t] = "parked"
    /\ permit[t]
    /\ permit' = [permit EXCEPT ![t] = FALSE]
    /\ GoTo(t, AfterPark)
    /\ UNCHANGED <<memory, flag, due, locals, history>>

\* Park returns because the flag is set, and leaves it set.
WakeByInterrupt(t) ==
    /\ pc[t] = "parked"
    /\ flag[t]
    /\ GoTo(t, AfterPark)
    /\ UNCHANGED <<memory, machine, locals, history>>

\* Park returns because its time has run out.
WakeByTimer(t) ==
    /\ pc[t] = "parked"
    /\ due[t]
    /\ GoTo(t, AfterPark)
    /\ UNCHANGED <<memory, machine, locals, history>>

\* Park returns for no reason.
WakeSpuriously(t) ==
    /\ pc[t] = "parked"
    /\ GoTo(t, AfterPark)
    /\ UNCHANGED <<memory, machine, locals, history>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The task: withdraw, or find that the partner was first.                 *)
(***************************************************************************)

\* A task that wants to withdraw takes the lock.
Relock(t) ==
    /\ pc[t] = "relock"
    /\ lock = Free
    /\ lock' = t
    /\ GoTo(t, "withdraw")
    /\ UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>

\* If it is still queued it removes itself: it has withdrawn.  If not, it was delivered to.
Withdraw(t) ==
    /\ pc[t] = "withdraw"
    /\ IF Queued(t)
       THEN /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
            /\ result' = [result EXCEPT ![t] = why[t]]
            /\ owed' = [owed EXCEPT ![t] = @ /\ why[t] # Interrupted]
       ELSE UNCHANGED <<queue, result, owed>>
    /\ GoTo(t, "reunlock")
    /\ UNCHANGED <<lock, state, outcome, parking, machine, spins, why, target, wait, round, returned>>

\* It leaves the lock and goes on as the loser or the winner of the race.
Reunlock(t) ==
    /\ pc[t] = "reunlock"
    /\ lock' = Free
    /\ GoTo(t, CASE result[t] = None -> "take"
                 [] result[t] = Interrupted -> "clear"
                 [] result[t] = TimedOut -> "return")
    /\ UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>

\* A task that was delivered to reads the outcome; its flag stays as it is.
Take(t) ==
    /\ pc[t] = "take"
    /\ result' = [result EXCEPT ![t] = outcome[t]]
    /\ GoTo(t, "return")
    /\ UNCHANGED <<memory, machine, spins, why, target, wait, history>>

\* A task that withdrew on an interrupt clears its flag; the exception stands for it.
ClearFlag(t) ==
    /\ pc[t] = "clear"
    /\ flag' = [flag EXCEPT ![t] = FALSE]
    /\ GoTo(t, "return")
    /\ UNCHANGED <<memory, permit, due, locals, history>>

\* The wait returns or throws; its waiter is garbage, the thread's permit and flag are not.
Return(t) ==
    /\ pc[t] = "return"
    /\ returned' = [p \in Partner |-> returned[p] + IF result[t] = p THEN 1 ELSE 0]
    /\ round' = [round EXCEPT ![t] = @ + 1]
    /\ state' = [state EXCEPT ![t] = None]
    /\ outcome' = [outcome EXCEPT ![t] = None]
    /\ due' = [due EXCEPT ![t] = FALSE]
    /\ spins' = [spins EXCEPT ![t] = 0]
    /\ why' = [why EXCEPT ![t] = None]
    /\ result' = [result EXCEPT ![t] = None]
    /\ GoTo(t, "idle")
    /\ UNCHANGED <<lock, queue, parking, permit, flag, target, wait, owed>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The partner.                                                            *)
(***************************************************************************)

\* A partner with a value takes the lock.
Approach(p) ==
    /\ pc[p] = "lock"
    /\ lock = Free
    /\ lock' = p
    /\ GoTo(p, Then("lock"))
    /\ UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>

\* It takes the longest waiting task off the queue.
Dequeue(p) ==
    /\ pc[p] = "dequeue"
    /\ queue # <<>>
    /\ target' = [target EXCEPT ![p] = Head(queue)]
    /\ wait' = [wait EXCEPT ![p] = round[Head(queue)]]
    /\ queue' = Tail(queue)
    /\ GoTo(p, Then("dequeue"))
    /\ UNCHANGED <<lock, state, outcome, parking, machine, spins, why, result, history>>

\* It finds the queue empty, leaves the lock and keeps its value.
Refuse(p) ==
    /\ pc[p] = "dequeue"
    /\ queue = <<>>
    /\ lock' = Free
    /\ GoTo(p, "refused")
    /\ UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>

\* It writes the outcome.
Write(p) ==
    /\ pc[p] = "write"
    /\ outcome' = [outcome EXCEPT ![target[p]] = p]
    /\ GoTo(p, Then("write"))
    /\ UNCHANGED <<lock, queue, state, parking, machine, locals, history>>

\* It sets the state, which publishes the outcome.
Complete(p) ==
    /\ pc[p] = "complete"
    /\ state' = [state EXCEPT ![target[p]] = "completed"]
    /\ GoTo(p, Then("complete"))
    /\ UNCHANGED <<lock, queue, outcome, parking, machine, locals, history>>

\* It leaves the lock.
Leave(p) ==
    /\ pc[p] = "unlock"
    /\ lock' = Free
    /\ GoTo(p, Then("unlock"))
    /\ UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>

\* It gives the task's thread a permit, whatever that thread is doing by now, if the waiter says
\* that the task may have parked.
Unpark(p) ==
    /\ pc[p] = "unpark"
    /\ permit' = [permit EXCEPT ![target[p]] = @ \/ wait[p] \in parking[target[p]]]
    /\ GoTo(p, Then("unpark"))
    /\ UNCHANGED <<memory, flag, due, locals, history>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* The surroundings.                                                       *)
(***************************************************************************)

\* Somebody interrupts the task's thread, at any time.
Interrupt(t) ==
    /\ ~flag[t]
    /\ flag' = [flag EXCEPT ![t] = TRUE]
    /\ owed' = [owed EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<memory, permit, due, pc, locals, round, returned>>

\* The task has a waiter, and has not returned.
InWait(t) == pc[t] \notin {"idle", "lock", "enqueue"}

\* The clock reaches the task's deadline.
Expire(t) ==
    /\ t \in Timed
    /\ InWait(t)
    /\ ~due[t]
    /\ due' = [due EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<memory, permit, flag, pc, locals, history>>

\* A stranger unparks the task's thread.
StrayUnpark(t) ==
    /\ Stray
    /\ ~permit[t]
    /\ permit' = [permit EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<memory, flag, due, pc, locals, history>>

-----------------------------------------------------------------------------

Next ==
    \/ \E t \in Task :
        \/ Begin(t) \/ Lock(t) \/ Enqueue(t) \/ Unlock(t)
        \/ Look(t) \/ Announce(t) \/ ReadState(t) \/ ReadFlag(t) \/ ReadClock(t) \/ Park(t)
        \/ WakeByPermit(t) \/ WakeByInterrupt(t) \/ WakeByTimer(t) \/ WakeSpuriously(t)
        \/ Relock(t) \/ Withdraw(t) \/ Reunlock(t)
        \/ Take(t) \/ ClearFlag(t) \/ Return(t)
        \/ Interrupt(t) \/ Expire(t) \/ StrayUnpark(t)
    \/ \E p \in Partner :
        \/ Approach(p) \/ Dequeue(p) \/ Refuse(p) \/ Write(p) \/ Complete(p) \/ Leave(p)
        \/ Unpark(p)

\* The steps that a running task takes by itself; park returns only for a reason.
Proceed(t) ==
    \/ Lock(t) \/ Enqueue(t) \/ Unlock(t)
    \/ Look(t) \/ Announce(t) \/ ReadState(t) \/ ReadFlag(t) \/ ReadClock(t) \/ Park(t)
    \/ WakeByPermit(t) \/ WakeByInterrupt(t) \/ WakeByTimer(t)
    \/ Relock(t) \/ Withdraw(t) \/ Reunlock(t)
    \/ Take(t) \/ ClearFlag(t) \/ Return(t)

\* The steps of a partner once it has the lock.
Finish(p) ==
    Dequeue(p) \/ Refuse(p) \/ Write(p) \/ Complete(p) \/ Leave(p) \/ Unpark(p)

\* Threads run and time passes.  Nobody promises a partner, an interrupt or a spurious wake-up.
Fairness ==
    /\ \A t \in Task : WF_vars(Proceed(t)) /\ WF_vars(Expire(t))
    /\ \A p \in Partner : WF_vars(Finish(p))

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(***************************************************************************)
(* What the protocol promises.                                             *)
(***************************************************************************)

\* A partner has taken the task off the queue, and the task has not returned since.
Delivered(t) ==
    \/ state[t] = "completed"
    \/ \E p \in Partner : Before(p, "complete", t)

\* The task has taken itself off the queue, and has not returned since.
Withdrawn(t) == result[t] \in {Interrupted, TimedOut}

\* The task has no more to do than to return.
Answered(t) == pc[t] = "return"

\* A task that parks although it is delivered to has its permit, or a partner is about to give it.
NoLostWakeup ==
    \A t \in Task :
        pc[t] \in {"park", "parked"} /\ state[t] = "completed" =>
            permit[t] \/ \E p \in Partner : Before(p, "unpark", t)

\* Delivery and withdrawal never both decide a wait, two partners never decide the same one,
\* and one of them has decided a wait that returns.
ExactlyOneWinner ==
    /\ \A t \in Task : ~(Delivered(t) /\ Withdrawn(t))
    /\ \A t \in Task : \A p, q \in Partner :
        Before(p, "complete", t) /\ Before(q, "complete", t) => p = q
    /\ \A t \in Task : Answered(t) => Delivered(t) \/ Withdrawn(t)

\* A wait that returns has an outcome.
NoEmptyReturn == \A t \in Task : Answered(t) => result[t] # None

\* Where a value is: with its partner, in a waiter whose task will look at it, or in a result.
Places(p) ==
    (IF target[p] = None \/ Before(p, "write", target[p]) THEN {p} ELSE {})
        \cup {t \in Task : outcome[t] = p /\ ~Answered(t) /\ ~Withdrawn(t)}
        \cup {t \in Task : result[t] = p}

\* A value is in one place or was returned once: none is lost and none is returned twice.
ValueConserved == \A p \in Partner : Cardinality(Places(p)) + returned[p] = 1

\* An interrupt that does not decide the wait stays in the flag when a value is returned.
InterruptFlagKeptIfDeliveryWins ==
    \A t \in Task : Answered(t) /\ result[t] \in Partner /\ owed[t] => flag[t]

\* An interrupt that comes too late for a wait that timed out stays in the flag.
InterruptFlagKeptIfTimedOut ==
    \A t \in Task : Answered(t) /\ result[t] = TimedOut /\ owed[t] => flag[t]

\* A task that withdrew on an interrupt returns without the flag, unless it was interrupted anew.
InterruptClearedIfWithdrawn ==
    \A t \in Task : Answered(t) /\ result[t] = Interrupted /\ ~owed[t] => ~flag[t]

\* A wait times out only when its time has run out.
NoEarlyTimeout == \A t \in Task : result[t] = TimedOut => due[t]

\* A task that withdrew is in no queue, and no partner holds it.
WithdrawnLeavesNoTrace ==
    \A t \in Task : Withdrawn(t) =>
        /\ ~Queued(t)
        /\ \A p \in Partner : ~Before(p, "write", t)

\* A task looks at most Spin times in one wait before it announces.
SpinIsBounded == \A t \in Task : spins[t] <= Spin

\* A value that a partner has given away is returned: no wake-up is lost.
DeliveredValueIsReturned ==
    \A p \in Partner : (target[p] # None) ~> (returned[p] = 1)

\* A waiting task that is interrupted returns.
InterruptedWaitReturns ==
    \A t \in Task : (InWait(t) /\ flag[t]) ~> (pc[t] = "idle")

\* A task that waits for a limited time returns.
TimedWaitReturns ==
    \A t \in Timed : InWait(t) ~> (pc[t] = "idle")

\* A task that waits comes to rest: it burns no processor time.
WaiterComesToRest ==
    \A t \in Task : (pc[t] \in {"look", "state"}) ~> (pc[t] \in {"parked", "idle"})

-----------------------------------------------------------------------------
(***************************************************************************)
(* Waiter refines the atomic wait.  A partner's Dequeue is the atomic      *)
(* Deliver, a task's Withdraw is the atomic Withdraw, Take and ClearFlag   *)
(* are Resume; the rest stutters.                                          *)
(***************************************************************************)

\* What decided the task's wait, already while the partner is writing it down.
Decision(t) ==
    IF result[t] # None THEN result[t]
    ELSE IF \E p \in Partner : Before(p, "write", t)
         THEN CHOOSE p \in Partner : Before(p, "write", t)
         ELSE outcome[t]

Phase(t) ==
    IF ~InWait(t) THEN "idle"
    ELSE IF Queued(t) THEN "waiting"
    ELSE IF Answered(t) THEN "resumed"
    ELSE "decided"

Atomic == INSTANCE WaiterSpec WITH
    phase <- [t \in Task |-> Phase(t)],
    outcome <- [t \in Task |-> Decision(t)],
    given <- {p \in Partner : target[p] # None},
    returned <- {p \in Partner : returned[p] > 0}

RefinesAtomicWait == Atomic!Spec

\* The same without fairness.
RefinesAtomicWaitSafely == Atomic!Init /\ [][Atomic!Next]_Atomic!vars

=============================================================================

----------------------------- MODULE WaiterSpec -----------------------------
(***************************************************************************)
(* The atomic wait that a primitive's specification assumes.               *)
(*                                                                         *)
(* A task waits in a queue.  Either a partner delivers a value to it, or   *)
(* it withdraws because it was interrupted or its time has run out; one    *)
(* step decides which.  It then resumes with that outcome and returns.     *)
(* Channel.tla is written in these steps: parking is Wait, a partner's     *)
(* hand-off is Deliver, and Withdraw, Resume and Return have their names.  *)
(*                                                                         *)
(* Left out, because Waiter.tla shows that it does not matter: the lock,   *)
(* permits, spurious wake-ups, spinning.  Left out, because it belongs to  *)
(* the primitive: when a partner delivers, what a value means, and the     *)
(* refusal of a task that is interrupted on entry.                         *)
(***************************************************************************)
EXTENDS Sequences

CONSTANTS
    Task,      \* the tasks that wait
    Partner,   \* the tasks that deliver; each has one value, itself
    Timed      \* the tasks that wait for a limited time only

ASSUME Timed \subseteq Task

None == "none"
Interrupted == "interrupted"
TimedOut == "timed out"

VARIABLES
    queue,     \* the waiting tasks, longest wait first
    phase,     \* what each task is doing
    outcome,   \* what decided each task's wait: a value, a reason, or None
    flag,      \* each task's interrupt flag
    due,       \* has the clock reached the task's deadline?
    given,     \* the values delivered so far
    returned   \* the values returned so far

vars == <<queue, phase, outcome, flag, due, given, returned>>

TypeOK ==
    /\ queue \in Seq(Task)
    /\ phase \in [Task -> {"idle", "waiting", "decided", "resumed"}]
    /\ outcome \in [Task -> Partner \cup {None, Interrupted, TimedOut}]
    /\ flag \in [Task -> BOOLEAN]
    /\ due \in [Task -> BOOLEAN]
    /\ given \subseteq Partner
    /\ returned \subseteq Partner

Queued(t) == \E i \in DOMAIN queue : queue[i] = t

-----------------------------------------------------------------------------

Init ==
    /\ queue = <<>>
    /\ phase = [t \in Task |-> "idle"]
    /\ outcome = [t \in Task |-> None]
    /\ flag = [t \in Task |-> FALSE]
    /\ due = [t \in Task |-> FALSE]
    /\ given = {}
    /\ returned = {}

\* A task joins the end of the queue.
Wait(t) ==
    /\ phase[t] = "idle"
    /\ phase' = [phase EXCEPT ![t] = "waiting"]
    /\ queue' = Append(queue, t)
    /\ UNCHANGED <<outcome, flag, due, given, returned>>

\* A partner decides the longest wait: it takes the task off the queue and gives it its value.
Deliver(p) ==
    /\ p \notin given
    /\ queue # <<>>
    /\ LET t == Head(queue) IN
        /\ phase' = [phase EXCEPT ![t] = "decided"]
        /\ outcome' = [outcome EXCEPT ![t] = p]
    /\ queue' = Tail(queue)
    /\ given' = given \cup {p}
    /\ UNCHANGED <<flag, due, returned>>

\* Why a task may give up now.
Reasons(t) == {why \in {Interrupted, TimedOut} :
                  \/ why = Interrupted /\ flag[t]
                  \/ why = TimedOut /\ due[t]}

\* A task decides its own wait: it takes itself off the queue.
Withdraw(t, why) ==
    /\ phase[t] = "waiting"
    /\ why \in Reasons(t)
    /\ phase' = [phase EXCEPT ![t] = "decided"]
    /\ outcome' = [outcome EXCEPT ![t] = why]
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t)
    /\ UNCHANGED <<flag, due, given, returned>>

\* A task learns what decided its wait; the exception for an interrupt takes the flag's place.
Resume(t) ==
    /\ phase[t] = "decided"
    /\ phase' = [phase EXCEPT ![t] = "resumed"]
    /\ flag' = [flag EXCEPT ![t] = @ /\ outcome[t] # Interrupted]
    /\ UNCHANGED <<queue, outcome, due, given, returned>>

\* A task hands its outcome to its caller.
Return(t) ==
    /\ phase[t] = "resumed"
    /\ phase' = [phase EXCEPT ![t] = "idle"]
    /\ returned' = returned \cup ({outcome[t]} \cap Partner)
    /\ outcome' = [outcome EXCEPT ![t] = None]
    /\ due' = [due EXCEPT ![t] = FALSE]
    /\ UNCHANGED <<queue, flag, given>>

\* Somebody interrupts a task.
Interrupt(t) ==
    /\ ~flag[t]
    /\ flag' = [flag EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<queue, phase, outcome, due, given, returned>>

\* The clock reaches a task's deadline.
Expire(t) ==
    /\ t \in Timed
    /\ phase[t] # "idle"
    /\ ~due[t]
    /\ due' = [due EXCEPT ![t] = TRUE]
    /\ UNCHANGED <<queue, phase, outcome, flag, given, returned>>

Next ==
    \/ \E t \in Task :
        \/ Wait(t)
        \/ \E why \in {Interrupted, TimedOut} : Withdraw(t, why)
        \/ Resume(t)
        \/ Return(t)
        \/ Interrupt(t)
        \/ Expire(t)
    \/ \E p \in Partner : Deliver(p)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Weak fairness, written out: infinitely often the step cannot be taken,  *)
(* or infinitely often it is.  TLC cannot evaluate ENABLED, hence WF_vars, *)
(* under the refinement mapping in Waiter.tla; it can evaluate this.       *)
(* Nobody promises that a partner or an interrupt comes.                   *)
(***************************************************************************)

Fairness ==
    \A t \in Task :
        /\ []<>(phase[t] # "decided") \/ []<><<Resume(t)>>_vars
        /\ []<>(phase[t] # "resumed") \/ []<><<Return(t)>>_vars
        /\ \/ []<>~(phase[t] = "waiting" /\ Reasons(t) # {})
           \/ []<><<\E why \in {Interrupted, TimedOut} : Withdraw(t, why)>>_vars
        /\ []<>~(t \in Timed /\ phase[t] # "idle" /\ ~due[t]) \/ []<><<Expire(t)>>_vars

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------

\* A task is in the queue, once, exactly while its wait is undecided.
QueuedWhileWaiting ==
    \A t \in Task :
        /\ Queued(t) <=> phase[t] = "waiting"
        /\ (outcome[t] = None) <=> phase[t] \in {"idle", "waiting"}
        /\ \A i, j \in DOMAIN queue : queue[i] = queue[j] => i = j

\* A value that was delivered is on its way to one caller, or was returned to it.
ValueConserved ==
    /\ returned \subseteq given
    /\ \A p \in given \ returned : \E t \in Task : outcome[t] = p
    /\ \A p \in returned : \A t \in Task : outcome[t] # p

\* A value that was delivered is returned.
DeliveredValueIsReturned ==
    \A p \in Partner : (p \in given) ~> (p \in returned)

\* A task that waits for a limited time returns.
TimedWaitReturns ==
    \A t \in Timed : (phase[t] = "waiting") ~> (phase[t] = "idle")

\* A waiting task that is interrupted returns.
InterruptedWaitReturns ==
    \A t \in Task : (phase[t] = "waiting" /\ flag[t]) ~> (phase[t] = "idle")

=============================================================================

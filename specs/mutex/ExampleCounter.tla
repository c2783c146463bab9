--------------------------- MODULE ExampleCounter ---------------------------
(***************************************************************************)
(* A program over a mutex, as an example to copy: every task adds 1 to a   *)
(* counter, in two steps, and unlocks.                                     *)
(*                                                                         *)
(*     m.lock();  int seen = counter;  counter = seen + 1;  m.unlock();    *)
(*                                                                         *)
(* Nobody is interrupted and nothing is timed: Withdraw and                *)
(* RefuseInterrupted are left out of Next.                                 *)
(***************************************************************************)
EXTENDS Mutex, FiniteSets

CONSTANT Careful    \* do the tasks lock before they read?

VARIABLES
    at,      \* where each task is in its program
    seen,    \* what each task has read
    counter  \* what they share

mutexVars == <<held, mode, awake, queue, task>>
allVars   == <<mutexVars, at, seen, counter>>

CInit == /\ Init
         /\ at = [t \in Task |-> IF Careful THEN "locking" ELSE "reading"]
         /\ seen = [t \in Task |-> 0]
         /\ counter = 0

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

Locks(t)   == Go(t, "locking", "waiting") /\ Call(t, "lock") /\ UNCHANGED <<seen, counter>>
Locked(t)  == /\ Go(t, "waiting", IF Careful THEN "reading" ELSE "writing")
              /\ Return(t, "locked") /\ UNCHANGED <<seen, counter>>
Reads(t)   == /\ Go(t, "reading", IF Careful THEN "writing" ELSE "locking")
              /\ seen' = [seen EXCEPT ![t] = counter]
              /\ UNCHANGED <<mutexVars, counter>>
Writes(t)  == /\ Go(t, "writing", "unlocking")
              /\ counter' = seen[t] + 1
              /\ UNCHANGED <<mutexVars, seen>>
Unlocks(t) == Go(t, "unlocking", "leaving") /\ Call(t, "unlock") /\ UNCHANGED <<seen, counter>>
Leaves(t)  == Go(t, "leaving", "end") /\ Return(t, "unlocked") /\ UNCHANGED <<seen, counter>>

(* The mutex does what it was called for, and wakes who was waiting.       *)
MutexActs(t) == (Section(t) \/ Retry(t) \/ Resume(t)) /\ UNCHANGED <<at, seen, counter>>

(* The program is over: the only state that may have no other successor.   *)
Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED allVars

CNext == \/ \E t \in Task : \/ Locks(t) \/ Locked(t) \/ Reads(t) \/ Writes(t) \/ Unlocks(t) \/ Leaves(t)
                            \/ MutexActs(t)
         \/ Over

CSpec == CInit /\ [][CNext]_allVars /\ WF_allVars(CNext)

-----------------------------------------------------------------------------

\* At most one task is between lock and unlock.
OneInside == Cardinality({t \in Task : at[t] \in {"writing", "unlocking"}}) <= 1

\* In the end everybody has been counted.
NothingLost == (\A t \in Task : at[t] = "end") => counter = Cardinality(Task)

\* The program ends.
Terminates == <>(\A t \in Task : at[t] = "end")
=============================================================================

---------------------------- MODULE ExampleQueue ----------------------------
(***************************************************************************)
(* The bounded queue of "Concurrency in Go", as an example to copy.  One   *)
(* task adds an item for each remover, but waits while the queue is full;  *)
(* each remover takes one item out and signals.                            *)
(*                                                                         *)
(*     adder:    c.lock();  while (size == Room) c.await();                *)
(*               size++;  start a remover;  c.unlock();     for each item  *)
(*     remover:  c.lock();  size--;  c.unlock();  c.signal();              *)
(*                                                                         *)
(* Nobody is interrupted and nothing is timed: Withdraw and                *)
(* RefuseInterrupted are left out of Next.                                 *)
(***************************************************************************)
EXTENDS Cond, FiniteSets

CONSTANTS
    Remover,    \* the tasks that remove; the other one is the adder
    Room,       \* how many items the queue has room for
    Signalling  \* do the removers signal?

ASSUME Task = Remover \cup {"adder"}

VARIABLES
    at,         \* where each task is in its program
    size,       \* the length of the queue
    added       \* how many items have been added so far

condVars == <<held, queue, task>>
allVars  == <<condVars, at, size, added>>

QInit == /\ Init
         /\ at = [t \in Task |-> IF t = "adder" THEN "top" ELSE "not started"]
         /\ size = 0 /\ added = 0

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]
Same == UNCHANGED <<size, added>>
Enters(t, from, op, to) == Go(t, from, to) /\ Call(t, op) /\ Same
Leaves(t, from, r, to)  == Go(t, from, to) /\ Return(t, r) /\ Same

\* The adder puts an item in and starts a remover.
Adds == /\ at["adder"] = "inside" /\ size < Room
        /\ \E r \in Remover : at[r] = "not started"
                           /\ at' = [at EXCEPT !["adder"] = "adding", ![r] = "top"]
        /\ size' = size + 1 /\ added' = added + 1
        /\ UNCHANGED condVars

Adder ==
    \/ added < Cardinality(Remover) /\ Enters("adder", "top", "lock", "locking")
    \/ Leaves("adder", "locking", "locked", "inside")
    \/ size = Room /\ Enters("adder", "inside", "await", "waiting")
    \/ Leaves("adder", "waiting", "signalled", "inside")
    \/ Adds
    \/ Enters("adder", "adding", "unlock", "unlocking")
    \/ Leaves("adder", "unlocking", "unlocked", "top")
    \/ added = Cardinality(Remover) /\ Go("adder", "top", "end") /\ UNCHANGED <<condVars, size, added>>

Removes(t) ==
    \/ Enters(t, "top", "lock", "locking")
    \/ Leaves(t, "locking", "locked", "inside")
    \/ Go(t, "inside", "removed") /\ size' = size - 1 /\ UNCHANGED <<condVars, added>>
    \/ Enters(t, "removed", "unlock", "unlocking")
    \/ Leaves(t, "unlocking", "unlocked", IF Signalling THEN "out" ELSE "end")
    \/ Enters(t, "out", "signal", "signalling")
    \/ Leaves(t, "signalling", "ok", "end")

(* The condition variable does what it was called for.                     *)
CondActs(t) == (Section(t) \/ GoesOn(t) \/ Lock(t)) /\ UNCHANGED <<at, size, added>>

(* The program is over: the only state that may have no other successor.   *)
Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED allVars

QNext == Adder \/ (\E t \in Remover : Removes(t)) \/ (\E t \in Task : CondActs(t)) \/ Over

QSpec == QInit /\ [][QNext]_allVars /\ WF_allVars(QNext)

-----------------------------------------------------------------------------

\* The queue never holds more than it has room for, nor less than nothing.
NeverOverfull == size \in 0..Room

\* The program ends, and the queue is empty.
Terminates == <>(size = 0 /\ \A t \in Task : at[t] = "end")
=============================================================================

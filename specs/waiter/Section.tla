------------------------------ MODULE Section ------------------------------
(***************************************************************************)
(* The small lock around every critical section: class Section of          *)
(* io.lockstep.waiter, one memory operation or one call of LockSupport at  *)
(* a time; lock2 and unlock2 of Go's runtime.                              *)
(*                                                                         *)
(* The lock is one word.  Compare-and-set takes it, a plain release store  *)
(* gives it back.  Whoever finds it taken looks again, a bounded number of *)
(* times, and then naps: parks for a limited time.  There is no list of    *)
(* those who wait, so who leaves has nobody to wake, and leaving is one    *)
(* store.  That pays because those inside never wait for anything: a lock  *)
(* that stays taken means that the processor was taken from its holder.    *)
(*                                                                         *)
(*     task      take | (look* nap)* look* take  inside  leave             *)
(*                                                                         *)
(* Left out: weak memory (compare-and-set acquires, the store releases);   *)
(* the interrupt flag, which is kept from ending naps and restored after;  *)
(* who is served first: nobody promises an order, only that somebody is.   *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Task,   \* the tasks that enter
    Looks   \* how often a task looks at most before it naps

ASSUME Looks \in Nat \ {0}

VARIABLES
    held,   \* the word: is somebody inside?
    pc,     \* what each task is about to do
    looks   \* how often it has looked since it came or woke

vars == <<held, pc, looks>>

Steps == {"outside", "take", "look", "nap", "inside"}

TypeOK ==
    /\ held \in BOOLEAN
    /\ pc \in [Task -> Steps]
    /\ looks \in [Task -> Nat]

Init ==
    /\ held = FALSE
    /\ pc = [t \in Task |-> "outside"]
    /\ looks = [t \in Task |-> 0]

GoTo(t, step) == pc' = [pc EXCEPT ![t] = step]

\* Task t comes to enter.
Come(t) ==
    /\ pc[t] = "outside"
    /\ GoTo(t, "take")
    /\ UNCHANGED <<held, looks>>

\* It compares and sets: it is inside, or has to look.
Take(t) ==
    /\ pc[t] = "take"
    /\ held' = TRUE
    /\ GoTo(t, IF held THEN "look" ELSE "inside")
    /\ looks' = [looks EXCEPT ![t] = IF held THEN @ ELSE 0]

\* It looks whether the word is free, and tries again if so.
Look(t) ==
    /\ pc[t] = "look"
    /\ looks[t] < Looks
    /\ looks' = [looks EXCEPT ![t] = @ + 1]
    /\ GoTo(t, IF held THEN "look" ELSE "take")
    /\ UNCHANGED held

\* It has looked for long enough and parks for a limited time.
Nap(t) ==
    /\ pc[t] = "look"
    /\ looks[t] = Looks
    /\ GoTo(t, "nap")
    /\ UNCHANGED <<held, looks>>

\* The time is up.
Wake(t) ==
    /\ pc[t] = "nap"
    /\ looks' = [looks EXCEPT ![t] = 0]
    /\ GoTo(t, "look")
    /\ UNCHANGED held

\* It leaves.
Leave(t) ==
    /\ pc[t] = "inside"
    /\ held' = FALSE
    /\ GoTo(t, "outside")
    /\ UNCHANGED looks

Next == \E t \in Task : Come(t) \/ Take(t) \/ Look(t) \/ Nap(t) \/ Wake(t) \/ Leave(t)

\* Threads run and time passes; nobody has to come.
Fairness == \A t \in Task : WF_vars(Take(t) \/ Look(t) \/ Nap(t) \/ Wake(t) \/ Leave(t))

Spec == Init /\ [][Next]_vars

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
\* Two are never inside at once.
MutualExclusion == Cardinality({t \in Task : pc[t] = "inside"}) <= 1

\* The word tells whether somebody is inside.
HeldMeansInside == held <=> \E t \in Task : pc[t] = "inside"

\* Whoever wants to enter: somebody gets inside.
SomebodyEnters ==
    (\E t \in Task : pc[t] \in {"take", "look", "nap"}) ~> (\E t \in Task : pc[t] = "inside")

\* A task looks at most Looks times before it naps: it burns no processor time.
LooksAreBounded == \A t \in Task : looks[t] <= Looks

=============================================================================

---------------------------- MODULE SelectLocks ----------------------------
(***************************************************************************)
(* How selects take the locks of their channels: one after the other, in   *)
(* the order of the channels' ids.  Module Select takes them all at once;  *)
(* this module shows that doing it one by one cannot deadlock, whatever    *)
(* order the cases are written in.                                         *)
(*                                                                         *)
(* Left out: what happens under the locks.                                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS Task, Chan    \* channels are their ids

VARIABLES
    owner,  \* who holds the lock of each channel, or "nobody"
    wants,  \* the channels whose locks a task still has to take, in this order
    has     \* the locks that a task holds
lvars == <<owner, wants, has>>

Range(s) == {s[i] : i \in DOMAIN s}
\* The ways to write a select over some of the channels: every set, in every order.
Written == {s \in UNION {[1..n -> Chan] : n \in 1..3} :
               \A i, j \in DOMAIN s : s[i] = s[j] => i = j}
\* The order in which the locks are taken.
LockOrder(s) == CHOOSE o \in Written :
    Range(o) = Range(s) /\ \A i, j \in DOMAIN o : i < j => o[i] < o[j]

LInit == /\ owner = [c \in Chan |-> "nobody"]
         /\ wants = [t \in Task |-> <<>>] /\ has = [t \in Task |-> {}]

\* A task starts a select that is written as s.
Begin(t, s) == /\ wants[t] = <<>> /\ has[t] = {}
               /\ wants' = [wants EXCEPT ![t] = LockOrder(s)]
               /\ UNCHANGED <<owner, has>>

\* It takes the next lock, when that is free.
Lock(t) == /\ wants[t] # <<>> /\ owner[Head(wants[t])] = "nobody"
           /\ owner' = [owner EXCEPT ![Head(wants[t])] = t]
           /\ has' = [has EXCEPT ![t] = @ \cup {Head(wants[t])}]
           /\ wants' = [wants EXCEPT ![t] = Tail(@)]

\* It has them all, takes one action, and releases them.
Unlock(t) == /\ wants[t] = <<>> /\ has[t] # {}
             /\ owner' = [c \in Chan |-> IF c \in has[t] THEN "nobody" ELSE owner[c]]
             /\ has' = [has EXCEPT ![t] = {}]
             /\ UNCHANGED wants

LNext == \E t \in Task : (\E s \in Written : Begin(t, s)) \/ Lock(t) \/ Unlock(t)
LSpec == LInit /\ [][LNext]_lvars /\ \A t \in Task : SF_lvars(Lock(t)) /\ WF_lvars(Unlock(t))

\* A lock has one owner, who knows.
MutualExclusion == \A t \in Task, c \in Chan : c \in has[t] <=> owner[c] = t

\* Whoever is about to take locks holds none that would be out of order.
LocksAreOrdered == \A t \in Task : wants[t] # <<>> => \A c \in has[t] : c < Head(wants[t])

\* No set of tasks waits for each other: somebody can always go on.
NoDeadlock == (\E t \in Task : wants[t] # <<>>) => \E t \in Task :
    \/ wants[t] # <<>> /\ owner[Head(wants[t])] = "nobody"
    \/ wants[t] = <<>> /\ has[t] # {}

\* Every select gets all its locks.
EverySelectProceeds == \A t \in Task : (wants[t] # <<>>) ~> (wants[t] = <<>>)

-----------------------------------------------------------------------------
\* Wrong on purpose: locks are taken in the order in which the cases are written.
AsWritten(s) == s
=============================================================================

---------------------------- MODULE SelectLocks ----------------------------
(***************************************************************************)
(* How selects take the locks of their channels: one after the other, in   *)
(* the order of the channels' ids.  Module Select takes them all at once;  *)
(* this module shows that doing it one by one cannot deadlock, whatever    *)
(* order the cases are written in.                                         *)
(*                                                                         *)
(* Nobody rests while it holds a lock, for others would have to wait for   *)
(* the sleeper.  So a task that finds a lock taken for long gives those    *)
(* back that it holds, rests until that lock is free, and starts over.     *)
(*                                                                         *)
(*     begin   lock ..   { give back   rest   wake   lock .. }   unlock    *)
(*                                                                         *)
(* Nobody promises an order among those who want a lock; so it is some     *)
(* select that always proceeds.  For each of them that is certain only if  *)
(* it does not have to give back again and again.                          *)
(*                                                                         *)
(* Left out: what happens under the locks, and how long a task looks at a  *)
(* lock that is taken before it gives back (module Section).               *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS Task, Chan    \* channels are their ids

VARIABLES
    owner,  \* who holds the lock of each channel, or "nobody"
    wants,  \* the channels whose locks a task still has to take, in this order
    has,    \* the locks that a task holds
    rests   \* the channels whose locks a task rests for: none, or one
lvars == <<owner, wants, has, rests>>

Range(s) == {s[i] : i \in DOMAIN s}
\* The ways to write a select over some of the channels: every set, in every order.
Written == {s \in UNION {[1..n -> Chan] : n \in 1..3} :
               \A i, j \in DOMAIN s : s[i] = s[j] => i = j}
\* The order in which the locks are taken.
LockOrder(s) == CHOOSE o \in Written :
    Range(o) = Range(s) /\ \A i, j \in DOMAIN o : i < j => o[i] < o[j]

LInit == /\ owner = [c \in Chan |-> "nobody"]
         /\ wants = [t \in Task |-> <<>>] /\ has = [t \in Task |-> {}]
         /\ rests = [t \in Task |-> {}]

\* Who owns which lock when some are free again.
Freed(chans) == [c \in Chan |-> IF c \in chans THEN "nobody" ELSE owner[c]]

\* A task starts a select that is written as s.
Begin(t, s) == /\ wants[t] = <<>> /\ has[t] = {}
               /\ wants' = [wants EXCEPT ![t] = LockOrder(s)]
               /\ UNCHANGED <<owner, has, rests>>

\* It takes the next lock, when that is free.
Lock(t) == /\ wants[t] # <<>> /\ rests[t] = {} /\ owner[Head(wants[t])] = "nobody"
           /\ owner' = [owner EXCEPT ![Head(wants[t])] = t]
           /\ has' = [has EXCEPT ![t] = @ \cup {Head(wants[t])}]
           /\ wants' = [wants EXCEPT ![t] = Tail(@)]
           /\ UNCHANGED rests

\* The locks that a task gives back before it rests: all.
GivenBack(t) == has[t]

\* The next lock is taken, and stays so: it gives back those that it holds, and rests.
GiveBack(t) == /\ wants[t] # <<>> /\ rests[t] = {} /\ owner[Head(wants[t])] # "nobody"
               /\ rests' = [rests EXCEPT ![t] = {Head(wants[t])}]
               /\ owner' = Freed(GivenBack(t))
               /\ has' = [has EXCEPT ![t] = @ \ GivenBack(t)]
               /\ wants' = [wants EXCEPT ![t] = LockOrder(CHOOSE s \in Written : Range(s) = GivenBack(t) \cup Range(@))]

\* The lock is free: it starts over.
Wake(t) == /\ rests[t] # {} /\ \A c \in rests[t] : owner[c] = "nobody"
           /\ rests' = [rests EXCEPT ![t] = {}]
           /\ UNCHANGED <<owner, wants, has>>

\* It has them all, takes one action, and releases them.
Unlock(t) == /\ wants[t] = <<>> /\ has[t] # {}
             /\ owner' = Freed(has[t])
             /\ has' = [has EXCEPT ![t] = {}]
             /\ UNCHANGED <<wants, rests>>

LNext == \E t \in Task : (\E s \in Written : Begin(t, s)) \/ Lock(t) \/ GiveBack(t) \/ Wake(t) \/ Unlock(t)
LSpec == LInit /\ [][LNext]_lvars /\ \A t \in Task : SF_lvars(Lock(t)) /\ SF_lvars(Wake(t)) /\ WF_lvars(Unlock(t))

\* A lock has one owner, who knows.
MutualExclusion == \A t \in Task, c \in Chan : c \in has[t] <=> owner[c] = t

\* Whoever is about to take locks holds none that would be out of order.
LocksAreOrdered == \A t \in Task : wants[t] # <<>> => \A c \in has[t] : c < Head(wants[t])

\* No set of tasks waits for each other: somebody can always go on, also if nobody gives anything back.
NoDeadlock == (\E t \in Task : wants[t] # <<>>) => \E t \in Task :
    \/ ENABLED Lock(t)
    \/ ENABLED Wake(t)
    \/ wants[t] = <<>> /\ has[t] # {}

\* Whoever rests holds no lock that others would have to wait for.
NobodyRestsInside == \A t \in Task : rests[t] # {} => has[t] = {}

\* Some select always gets all its locks.
SomeSelectProceeds == (\E t \in Task : wants[t] # <<>>) ~> (\E t \in Task : wants[t] = <<>> /\ has[t] # {})

\* Every select gets all its locks, unless it has to give back again and again.
EverySelectProceeds == \A t \in Task :
    <>[][~GiveBack(t)]_lvars => ((wants[t] # <<>>) ~> (wants[t] = <<>>))

-----------------------------------------------------------------------------
(* Wrong on purpose: each replaces an operator in one configuration.       *)

\* UnorderedLocks: locks are taken in the order in which the cases are written.   LockOrder <- AsWritten
AsWritten(s) == s

\* RestsInside: the locks are kept meanwhile.   GivenBack <- Nothing
Nothing(t) == {}
=============================================================================

---------------------------- MODULE GreedyWorker ----------------------------
(***************************************************************************)
(* Starvation: a greedy and a polite worker share a lock.  With an unfair  *)
(* lock whoever comes takes it, and the greedy one is always there first:  *)
(* weak fairness is not enough, for the lock is not always free.  With a   *)
(* lock that is handed over to whoever has been overtaken too often,       *)
(* as Go's Mutex does in its starvation mode, the wait is bounded.         *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Patience,   \* how often a waiting worker may be overtaken
    HandsOver   \* whether the lock is then handed over to it

VARIABLES
    holder,     \* who has the lock
    waiting,    \* who wants it
    overtaken   \* how often each waiting worker has been overtaken; counted up to Patience + 1

vars == <<holder, waiting, overtaken>>

Worker == {"greedy", "polite"}
Nobody == "-"

Init == /\ holder = Nobody /\ waiting = {}
        /\ overtaken = [w \in Worker |-> 0]

Starving(w) == w \in waiting /\ overtaken[w] >= Patience
Up(n) == IF n > Patience THEN n ELSE n + 1

Ask(w) == /\ w \notin waiting /\ holder # w
          /\ waiting' = waiting \cup {w}
          /\ UNCHANGED <<holder, overtaken>>

Take(w) == /\ w \in waiting /\ holder = Nobody
           /\ HandsOver => \A v \in Worker \ {w} : ~Starving(v)
           /\ holder' = w
           /\ waiting' = waiting \ {w}
           /\ overtaken' = [v \in Worker |-> IF v = w THEN 0
                                             ELSE IF v \in waiting THEN Up(overtaken[v]) ELSE overtaken[v]]

Release(w) == /\ holder = w
              /\ holder' = Nobody
              /\ UNCHANGED <<waiting, overtaken>>

Next == \E w \in Worker : Ask(w) \/ Take(w) \/ Release(w)

Spec == /\ Init /\ [][Next]_vars
        /\ \A w \in Worker : WF_vars(Ask(w)) /\ WF_vars(Take(w)) /\ WF_vars(Release(w))

\* Nobody is overtaken more often than its patience allows.
BoundedBypass == \A w \in Worker : overtaken[w] <= Patience

\* Whoever wants the lock gets it.
NobodyStarves == \A w \in Worker : (w \in waiting) ~> (holder = w)
=============================================================================

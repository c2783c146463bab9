-------------------------------- MODULE Lamp --------------------------------
(* A toy for the oracle's own tests: it has every kind of value, a constraint, *)
(* an action constraint, duplicate successors and a labelled argument of each  *)
(* sort. Users press the lamp's switch; at most Max presses are remembered.    *)
EXTENDS Naturals, Sequences, FiniteSets, TLC
CONSTANTS User, Max
VARIABLES on, log, last, count, seen
vars == <<on, log, last, count, seen>>

TypeOK == /\ on \in BOOLEAN
          /\ log \in Seq(User)
          /\ Len(log) <= Max + 1
          /\ seen \subseteq User

Init == /\ on \in BOOLEAN
        /\ log = <<>>
        /\ last = [who |-> "nobody", at |-> 0]
        /\ count = [u \in User |-> 0]
        /\ seen = {}

Press(u, how) ==
    /\ Len(log) < 5
    /\ on' = ~on
    /\ log' = Append(log, u)
    /\ last' = [who |-> how, at |-> Len(log)]
    /\ count' = [count EXCEPT ![u] = @ + 1]
    /\ seen' = seen \cup {u}

\* Both disjuncts lead to the same state: TLC generates it twice.
Forget(u) ==
    /\ u \in seen
    /\ log' = <<>>
    /\ \/ seen' = seen \ {u}
       \/ seen' = {v \in seen : v # u}
    /\ UNCHANGED <<on, last, count>>

Cut == on /\ on' = FALSE /\ UNCHANGED <<log, last, count, seen>>

Next == \/ \E u \in User : \/ \E how \in {"gently", "hard"} : Press(u, how)
                           \/ Forget(u)
        \/ Cut

Spec == Init /\ [][Next]_vars

Short == Len(log) <= Max /\ \A u \in User : count[u] <= Max
NotHardFirst == ~(log = <<>> /\ last'.who = "hard")

One == 1

BrokenPress(u, how) == /\ Len(log) < 5
                       /\ log' = Append(log, u)
                       /\ UNCHANGED <<on, last, count, seen>>
LitIfOdd == log = <<>> \/ seen # {}

Sym == Permutations(User)
=============================================================================

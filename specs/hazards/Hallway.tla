------------------------------ MODULE Hallway ------------------------------
(***************************************************************************)
(* Livelock: two people meet in a hallway.  At every beat both step aside, *)
(* to the same side.  Everybody is busy, every step is taken, and nobody   *)
(* gets past.  It ends if they are not alike: one of them stands still.    *)
(***************************************************************************)
CONSTANT StandsStill    \* who does not step aside; a name that nobody has for nobody

VARIABLES
    side,       \* on which side everybody walks
    past        \* who has got past

vars == <<side, past>>

Person == {"Alice", "Barbara"}
Other(s) == IF s = "left" THEN "right" ELSE "left"

Init == /\ side = [p \in Person |-> "left"]
        /\ past = {}

Blocked(p) == \E q \in Person \ {p} : side[q] = side[p]

\* A beat: who is blocked steps aside, and who is not walks on.
StepAside ==
    /\ \E p \in Person : Blocked(p)
    /\ side' = [p \in Person |-> IF p = StandsStill THEN side[p] ELSE Other(side[p])]
    /\ UNCHANGED past

WalkOn ==
    /\ \A p \in Person : ~Blocked(p)
    /\ past' = Person
    /\ UNCHANGED side

Next == StepAside \/ WalkOn

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

\* Everybody gets past.
EverybodyGetsPast == <>(past = Person)
=============================================================================

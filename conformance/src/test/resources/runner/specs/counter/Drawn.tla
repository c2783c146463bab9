------------------------------- MODULE Drawn --------------------------------
(* A number that jumps, from numbers that are drawn at random.             *)
EXTENDS Naturals, Randomization, TLC

VARIABLE x

Numbers == 0..999
InRange == x \in Numbers

Jump == x' = (x * x + 7) % 1000
Next == Jump

Spec     == x \in RandomSubset(200, Numbers) /\ [][Next]_x
Nothing  == x \in RandomSubset(200, Numbers) /\ x > 999 /\ [][Next]_x
TwoSteps == TLCGet("level") < 2
=============================================================================

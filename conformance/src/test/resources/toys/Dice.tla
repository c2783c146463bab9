-------------------------------- MODULE Dice --------------------------------
(* An action whose label does not tell where it leads.                     *)
VARIABLE face
Init == face = "none"
Throw(d) == face = "none" /\ face' \in {"heads", "tails"}
Next == \E d \in {"d"} : Throw(d)
=============================================================================

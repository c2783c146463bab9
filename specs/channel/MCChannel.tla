----------------------------- MODULE MCChannel -----------------------------
(* Model checking of module Channel; the configurations say which channel. *)
EXTENDS Channel, FiniteSets

\* Tasks are interchangeable, and so are values: sound for safety, not for liveness.
Symmetry == Permutations(Task) \cup Permutations(Val)

\* For models in which nobody is interrupted.
Never(t) == FALSE
NeverFor(t, why) == FALSE
=============================================================================

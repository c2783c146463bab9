------------------------------- MODULE MCOnce -------------------------------
(* Model checking of module Once. *)
EXTENDS Once, TLC

\* Tasks are interchangeable: sound for safety, not for liveness.
Symmetry == Permutations(Task)

\* For models in which functions call one another round and round: A calls B, B calls C, C calls A.
Around(o, p) == <<o, p>> \in {<<"A", "B">>, <<"B", "C">>, <<"C", "A">>}

\* For models in which functions never throw, or nobody is interrupted.
Never(t) == FALSE
NeverFor(t, why) == FALSE
=============================================================================

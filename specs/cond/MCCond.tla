------------------------------- MODULE MCCond -------------------------------
(* Model checking of module Cond; the configurations say which operations. *)
EXTENDS Cond, TLC

\* Tasks are interchangeable: sound for safety, not for liveness.
Symmetry == Permutations(Task)

\* For models in which an action does not occur.
Never(t) == FALSE
NeverFor(t, why) == FALSE
=============================================================================

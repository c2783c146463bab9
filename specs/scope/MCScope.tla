------------------------------ MODULE MCScope ------------------------------
(* Model checking of module Scope. *)
EXTENDS Scope, TLC

\* Tasks are interchangeable, and so are members that are alike: sound for safety, not for liveness.
Symmetry == Permutations(Task) \cup Permutations(Member)
=============================================================================
